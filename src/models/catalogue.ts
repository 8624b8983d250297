import { linear } from './linear/definition.ts';
import { perceptron } from './perceptron/definition.ts';
import { randomRelu } from './random-relu/definition.ts';

/** Every model that a configuration can name; a new one is a folder and a line here. */
export const models = [linear, randomRelu, perceptron] as const;
