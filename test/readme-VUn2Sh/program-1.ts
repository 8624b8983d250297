import { imitationTrainable } from 'burstwise/agents';
import { buttonFoodAdapter } from 'burstwise/envs';
import { parseConfig } from 'burstwise';

const task = imitationTrainable(buttonFoodAdapter);
const session = task.begin(parseConfig(task.schema, { seed: 3, imitation: { rounds: 1, demonstrations: 10 } }, 'my settings'));
while (session.completed < session.total) session.advance();
const results = session.play({ episodes: 100, layout: 'standard', seed: 1 });
console.log(results.filter(({ achieved }) => achieved[1]).length, 'of 100');
