import { Socket } from 'node:net';

// A thread that ends the process some time after its standard input has, though the main thread may hang.

const closingTime = 2000;

const lifeline = new Socket({ fd: 0, writable: false });
lifeline.on('close', () => setTimeout(() => process.kill(process.pid, 'SIGKILL'), closingTime));
lifeline.resume();
