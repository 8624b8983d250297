/** Prints the checksums of the built package as JSON; run by `known-answer.test.ts` under other versions of Node. */

import { createPopulation } from '../../../../dist/src/models/burst/create-population.js';
import { publishedNeuron } from '../../../../dist/src/models/burst/parameters.js';
import { trainingChecksum } from './training-checksum.js';

const checksum = (kernel) => trainingChecksum({ createPopulation, publishedNeuron }, kernel);
console.log(
  JSON.stringify({ simd: checksum('simd'), event64: checksum('event64'), dense64: checksum('dense64') }),
);
