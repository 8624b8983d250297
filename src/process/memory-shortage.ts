import { readFileSync } from 'node:fs';

/** How often the system ended a process of this control group, or of one above it, for want of memory; 0 where it does not say. */
export function memoryKills(root = '/sys/fs/cgroup', own = '/proc/self/cgroup'): number {
  const counts = groupsOf(own).flatMap(({ controllers, path }) => {
    const folder = controllers === '' ? root : `${root}/${controllers}`;
    return above(path).map((group) => killsIn(`${folder}${group}`));
  });
  return Math.max(0, ...counts);
}

/** Groups that account for memory: `memory` in version 1, the only hierarchy in version 2. */
function groupsOf(own: string): readonly { readonly controllers: string; readonly path: string }[] {
  return read(own)
    .split('\n')
    .flatMap((line) => {
      const [, controllers, path] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
      const counts = controllers === '' || controllers?.split(',').includes('memory');
      return path === undefined || !counts ? [] : [{ controllers: controllers === '' ? '' : 'memory', path }];
    });
}

/** A group and those above it, the root left out. */
function above(path: string): readonly string[] {
  const parts = path.split('/').filter((part) => part !== '');
  return parts.map((_, k) => `/${parts.slice(0, parts.length - k).join('/')}`);
}

function killsIn(group: string): number {
  const events = read(`${group}/memory.events`) || read(`${group}/memory.oom_control`);
  return Number(/^oom_kill (\d+)$/m.exec(events)?.[1] ?? 0);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
