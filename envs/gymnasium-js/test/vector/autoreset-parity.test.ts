import { beforeAll, describe, expect, it } from 'vitest';
import { AutoresetMode, SyncVectorEnv, VectorRecordEpisodeStatistics } from '../../src/index.ts';
import { plain } from '../plain.ts';
import { python, runPython } from '../python.ts';
import { pythonWalk, Walk } from '../toys.ts';

const modes = Object.values(AutoresetMode);
const lengths = [3, 5, 4];
const seed = 99;
const actions = Array.from({ length: 14 }, (_, i) => [i % 3, (i + 1) % 3, (i * i) % 3]);

const program = `
${pythonWalk}
from gymnasium.vector import SyncVectorEnv
from gymnasium.wrappers.vector import RecordEpisodeStatistics
def plain(x):
    if isinstance(x, np.ndarray): return [plain(v) for v in x.ravel()] if x.dtype == object else x.ravel().astype(float).tolist()
    if isinstance(x, dict): return {k: plain(v) for k, v in x.items() if k not in ('t', '_t')}
    if isinstance(x, (tuple, list)): return [plain(v) for v in x]
    return x.item() if isinstance(x, np.generic) else x
def roll(mode):
    fns = [lambda length=length: Walk(length=length) for length in cases['lengths']]
    env = SyncVectorEnv(fns, autoreset_mode=mode)
    if mode != 'Disabled': env = RecordEpisodeStatistics(env)
    log = [plain(env.reset(seed=cases['seed']))]
    for action in cases['actions']:
        result = env.step(np.array(action))
        log.append(plain(result))
        done = result[2] | result[3]
        if mode == 'Disabled' and done.any(): log.append(plain(env.reset(options={'reset_mask': done})))
    if mode != 'Disabled': log += [plain(list(env.return_queue)), plain(list(env.length_queue))]
    return log
print(json.dumps([roll(mode) for mode in cases['modes']]))
`;

function roll(mode: AutoresetMode): unknown[] {
  const envs = lengths.map((length) => () => new Walk({ length }));
  const vector = new SyncVectorEnv(envs, { autoresetMode: mode });
  // After a masked reset, Gymnasium 1.4's statistics begin anew for all sub-environments; here they do not.
  const env = mode === AutoresetMode.DISABLED ? vector : new VectorRecordEpisodeStatistics(vector);
  const log: unknown[] = [plain(env.reset({ seed }))];
  for (const action of actions) {
    const result = env.step(Int32Array.from(action));
    log.push(plain(result));
    const ended = result[2].map((flag, i) => flag | result[3][i]!);
    if (mode === AutoresetMode.DISABLED && ended.includes(1))
      log.push(plain(env.reset({ resetMask: ended })));
  }
  if (env instanceof VectorRecordEpisodeStatistics) log.push(env.returnQueue, env.lengthQueue);
  return log;
}

describe.skipIf(python === null)('vector environments give what Gymnasium gives', () => {
  let expected: unknown[];
  beforeAll(() => {
    expected = runPython(program, { modes, lengths, seed, actions });
  });

  it.each(modes.map((mode, index) => ({ mode, index })))('in mode $mode', ({ mode, index }) => {
    expect(roll(mode)).toEqual(expected[index]);
  });
});
