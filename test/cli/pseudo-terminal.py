"""Runs a command in a pseudo-terminal: types, sends signals, and says what was seen and whether all is as before.

Reads JSON from standard input: {command, columns, rows, env, isOutput, steps: [{await, send} or {await, signals}]}; a step
is taken as soon as its text has come since the step before. Standard output is the terminal where `isOutput` says so. Prints JSON: {status, screen, stdout, restored}.
"""

import fcntl
import json
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time

request = json.load(sys.stdin)
master, slave = pty.openpty()
fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", request["rows"], request["columns"], 0, 0))
before = termios.tcgetattr(slave)
process = subprocess.Popen(
    request["command"],
    stdin=slave,
    stdout=slave if request["isOutput"] else subprocess.PIPE,
    stderr=slave,
    env={**os.environ, **request["env"]},
    start_new_session=True,
    # As that of a shell: Ctrl-C typed there becomes a signal.
    preexec_fn=lambda: fcntl.ioctl(slave, termios.TIOCSCTTY, 0),
)
screen = b""
seen = 0
steps = list(request["steps"])
deadline = time.monotonic() + 60
while time.monotonic() < deadline:
    ready, _, _ = select.select([master], [], [], 0.05)
    if ready:
        screen += os.read(master, 65536)
    elif process.poll() is not None:
        break
    if steps and steps[0]["await"].encode() in screen[seen:]:
        step = steps.pop(0)
        seen = len(screen)
        if "signals" in step:
            for number in step["signals"]:
                process.send_signal(number)
        else:
            os.write(master, step["send"].encode())
process.kill()
stdout, _ = process.communicate()
print(
    json.dumps(
        {
            "status": process.returncode,
            "screen": screen.decode(),
            "stdout": (stdout or b"").decode(),
            "restored": termios.tcgetattr(slave) == before,
            "left": [step["await"] for step in steps],
        }
    )
)
