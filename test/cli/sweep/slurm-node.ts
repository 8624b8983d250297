/** A Slurm of one node, started by the test itself as root, without systemd and control groups. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Whether Debian's slurm-wlm and munge are installed, and we may start them. */
export const slurmInstalled =
  process.getuid?.() === 0 &&
  ['/usr/sbin/slurmctld', '/usr/sbin/slurmd', '/usr/sbin/munged'].every(existsSync);

/** Where control groups of version 1 limit the memory of processes. */
const GROUPS = '/sys/fs/cgroup/memory';

/** Whether we may make control groups, by which Slurm then limits the memory of jobs. */
export const memoryLimited = slurmInstalled && mayMakeGroup();

function mayMakeGroup(): boolean {
  const probe = join(GROUPS, `burstwise-${process.pid}`);
  try {
    mkdirSync(probe);
    rmdirSync(probe);
    return true;
  } catch {
    return false;
  }
}

const limits = `CgroupPlugin=cgroup/v1
CgroupMountpoint=${dirname(GROUPS)}
ConstrainRAMSpace=yes
`;

const urgent = `PreemptType=preempt/partition_prio
PreemptMode=REQUEUE
PartitionName=urgent Nodes=ALL PriorityTier=2 MaxTime=INFINITE State=UP`;

/** Processors that the node claims to have: its jobs sleep more than they compute. */
const CPUS = 4;

/** A running Slurm. */
export interface SlurmNode {
  /** Variables of the environment under which its commands find it. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/**
 * Starts a Slurm whose arrays have at most five tasks.
 *
 * @param isPressing whether it limits memory, where it can, and lets jobs of a partition `urgent` take the place of others
 */
export async function startSlurm(isPressing = false): Promise<SlurmNode> {
  const folder = mkdtempSync(join(tmpdir(), 'slurm-'));
  const env = { SLURM_CONF: join(folder, 'slurm.conf') };
  const daemons: ChildProcess[] = [];
  const start = (program: string, ...args: string[]) =>
    daemons.push(spawn(program, args, { stdio: 'ignore', env: { ...process.env, ...env } }));
  const stop = async () => {
    // Jobs that still run would outlive the daemons.
    command('scancel', ['--me'], env);
    await until(() => command('squeue', ['--noheader'], env) === '').catch(() => {});
    for (const daemon of daemons.reverse()) {
      daemon.kill('SIGTERM');
      await ended(daemon);
    }
    rmSync(folder, { recursive: true, force: true });
  };
  const socket = join(folder, 'munge.socket');
  writeFileSync(
    env.SLURM_CONF,
    configuration(folder, socket, 20_000 + 2 * (process.pid % 10_000), isPressing),
  );
  writeFileSync(join(folder, 'cgroup.conf'), limits);
  for (const name of ['state', 'spool']) mkdirSync(join(folder, name));
  try {
    start('/usr/sbin/munged', '--foreground', '--force', ...mungeFiles(folder, socket));
    await until(() => existsSync(socket));
    start('/usr/sbin/slurmctld', '-D');
    start('/usr/sbin/slurmd', '-D');
    await until(() => command('sinfo', ['--noheader', '--format=%t'], env).trim() === 'idle');
    return { env, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Standard output of a command; empty where it failed. */
export function command(program: string, args: readonly string[], env: NodeJS.ProcessEnv): string {
  const { status, stdout } = spawnSync(program, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return status === 0 ? stdout : '';
}

/** Waits until something holds. @throws Error after many minutes, long after the machine could have been too busy */
export async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 3000) throw new Error(`waited in vain for ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function mungeFiles(folder: string, socket: string): readonly string[] {
  const key = join(folder, 'munge.key');
  writeFileSync(key, Buffer.alloc(128, 'a key of tests '), { mode: 0o600 });
  const inside = (name: string) => join(folder, name);
  return [
    `--key-file=${key}`,
    `--socket=${socket}`,
    `--pid-file=${inside('munge.pid')}`,
    `--log-file=${inside('munge.log')}`,
    `--seed-file=${inside('munge.seed')}`,
  ];
}

function configuration(folder: string, socket: string, port: number, isPressing: boolean): string {
  const host = hostname();
  const isLimited = isPressing && memoryLimited;
  return `ClusterName=test
SlurmctldHost=${host}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=${socket},cred_expire=8
CredType=cred/munge
SlurmctldPort=${port}
SlurmdPort=${port + 1}
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
SlurmctldLogFile=${folder}/slurmctld.log
SlurmdLogFile=${folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=${isLimited ? 'task/cgroup' : 'task/none'}
SelectType=select/cons_tres
SelectTypeParameters=${isLimited ? 'CR_Core_Memory' : 'CR_Core'}
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
SlurmdParameters=config_overrides
MaxArraySize=5
KillWait=2
SchedulerParameters=sched_min_interval=0,batch_sched_delay=1,requeue_setup_env_fail
NodeName=${host} NodeAddr=127.0.0.1 CPUs=${CPUS}${isLimited ? ' RealMemory=4000' : ''} State=UNKNOWN
PartitionName=test Nodes=ALL Default=YES PriorityTier=1 MaxTime=INFINITE State=UP
${isLimited ? 'DefMemPerCPU=900' : ''}
${isPressing ? urgent : ''}
`;
}

function ended(child: ChildProcess): Promise<unknown> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', resolve));
}
