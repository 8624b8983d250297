import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { processStart } from './folder-lock.ts';

/** A process, told from all others on machines that share a folder. */
export interface ProcessIdentity {
  /** Machine, its start, and the space in which numbers of processes count. */
  readonly host: string;
  readonly pid: number;
  /** When it began, in clock ticks of its machine; empty where the system does not say. */
  readonly start: string;
}

/** This process. */
export function processIdentity(): ProcessIdentity {
  return { host: hostIdentity(), pid: process.pid, start: processStart(process.pid) ?? '' };
}

/** This machine since it started, as far as the numbers of its processes are seen from here. */
export function hostIdentity(): string {
  const boot = said(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8));
  const space = said(() => readlinkSync('/proc/self/ns/pid').replace(/\D/g, ''));
  return [hostname(), boot, space].filter((part) => part !== '').join('/');
}

/** What the system says; empty where it does not. */
function said(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
