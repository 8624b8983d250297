import { writeFileSync } from 'node:fs';
import { minigrid } from 'burstwise/envs';
import { make } from 'gymnasium-js';

const level = make<minigrid.MiniGridObservation, number>('MiniGrid-DoorKey-8x8-v0', {}, { renderMode: 'svg' });
const task = minigrid.miniGridTasks.find(({ name }) => name === 'door-key')!;
const env = new minigrid.SubtaskInfoWrapper(new minigrid.FullyObsWrapper(level), { task });
let [, info] = env.reset({ seed: 3 });
for (let over = false; !over; ) {
  const subtask = info['subtask'] as number;
  const [{ image }, reward, terminated, truncated, next] = env.step(env.expert.action(subtask));
  console.log(env.subtasks[subtask], image.length, reward);
  [info, over] = [next, terminated || truncated];
}
writeFileSync('door-key.svg', env.render() as string);
