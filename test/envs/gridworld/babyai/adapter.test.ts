import { describe, expect, it } from 'vitest';
import { imitationTrainable } from '../../../../agents/trainable/trainable.ts';
import { levels } from '../../../../envs/gridworld/babyai/index.ts';
import { babyAITasks } from '../../../../envs/gridworld/babyai/tasks.ts';
import { miniGridAdapter } from '../../../../envs/gridworld/minigrid/adapter/adapter.ts';
import { parseConfig } from '../../../../src/config/config.ts';
import { idsOf } from '../minigrid/suites.ts';

const adapterOf = (name: string) => miniGridAdapter(babyAITasks.find((task) => task.name === name)!);

describe('BabyAI as tasks for agents', () => {
  it('has every level once', () => {
    expect(babyAITasks.flatMap(({ families }) => idsOf(families)).sort()).toEqual(idsOf(levels).sort());
  });

  it.each(babyAITasks.map(({ name }) => name))(
    '%s: the expert succeeds, and infos tell what it has completed',
    (name) => {
      const adapter = adapterOf(name);
      const options = parseConfig(adapter.options, {}, name);
      const env = adapter.makeEnv(options);
      const expert = adapter.makeExpert(env, options);
      const encoder = adapter.workerEncoder(options);
      const units = new Float64Array(encoder.size);
      for (let seed = 0; seed < 10; seed++) {
        let [observation, info] = env.reset({ seed });
        const underWay = new Set<string>();
        for (let over = false; !over; ) {
          underWay.add(adapter.subtasks.names[expert.subtask()]!);
          encoder.encode(units, observation);
          const [next, , terminated, truncated, nextInfo] = env.step(expert.action(expert.subtask()));
          [observation, info, over] = [next, nextInfo, terminated || truncated];
        }
        const achieved = adapter.achieved(info);
        const reached = adapter.milestones.filter((_, k) => achieved[k]);
        expect(reached.sort(), `seed ${seed}`).toEqual([...underWay, 'mission'].sort());
      }
    },
  );
});

describe('learning', () => {
  it('a manager and workers pick up what is named by type, colour or both, after a few demonstrations', () => {
    const task = imitationTrainable(adapterOf('babyai-pickup'));
    const settings = { seed: 2, imitation: { demonstrations: 40, rounds: 2 } };
    const session = task.begin(parseConfig(task.schema, settings, 'settings'));
    const success = () => {
      const results = session.play({ episodes: 30, layout: 'random', seed: 8 });
      return results.filter(({ achieved }) => achieved.at(-1)).length / results.length;
    };
    expect(success()).toBeLessThan(0.4);
    while (session.completed < session.total) session.advance();
    expect(success()).toBeGreaterThan(0.75);
  });
});
