/**
 * BabyAI: importing this module registers every level under the id that it has in Python's `minigrid`.
 *
 * `make('BabyAI-GoTo-v0', { numDists: 5 })`: names are Python's in camel case. What is said of MiniGrid holds here too.
 */
import { registerFamilies } from '../minigrid/family.ts';
import { levels } from './levels/index.ts';

export { type DescribedProperties, type DescribedType, Description, type Place } from './description.ts';
export { BabyAIExpert, type MissionStep } from './expert/expert.ts';
export * from './instructions.ts';
export { BabyLanguage } from './language.ts';
export { BabyAILevel, type BoundDefinition, type LevelDefinition, type Rooms } from './level.ts';
export { babyAITasks } from './tasks.ts';
export { levels };

registerFamilies(levels);
