/** A model and an algorithm that are not built in: for each of them a folder, and a line in this file. */
export { alternating } from './alternating/alternating.ts';
export { association } from './association/definition.ts';
