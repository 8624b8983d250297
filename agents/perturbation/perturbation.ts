import { z } from 'zod';

const step = z.int().min(0);

const span = {
  from: step.default(0).describe('first environment step under it, counted from 0'),
  to: step
    .nullable()
    .default(null)
    .describe('first environment step after it; null: to the end of the episode'),
};

const learner = z.string().min(1).describe('a learner by name, e.g. manager; or workers: all of them');

const neurons = z
  .union([
    z.literal('all'),
    z.array(z.int().min(0)).min(1),
    z.strictObject({ first: z.int().min(0), count: z.int().min(1) }),
    z.strictObject({ tunedTo: z.string().min(1) }),
    z.strictObject({ share: z.number().gt(0).max(1), seed: z.int().min(0).default(0) }),
  ])
  .default('all')
  .describe(
    'all; a list of indices; {first, count}; {tunedTo: subtask}, the assembly of its context unit; {share, seed}, drawn at random',
  );

const compartment = z
  .enum(['soma', 'distal'])
  .default('soma')
  .describe('soma, or the distal apical compartment, which context and teacher drive');

const current = z
  .number()
  .min(-1e6)
  .max(1e6)
  .describe('in the units of the input current, whose standard deviation is about 40');

/** One thing that an experimenter does to an agent or its world during an episode. */
export const perturbationSchema = z.discriminatedUnion('kind', [
  z
    .strictObject({ kind: z.literal('silence'), learner, neurons, ...span })
    .describe('the neurons do not spike: a current of −1000 takes the place of what drives their somata'),
  z
    .strictObject({ kind: z.literal('drive'), learner, neurons, compartment, current, ...span })
    .describe('a current is added'),
  z
    .strictObject({ kind: z.literal('clamp'), learner, neurons, compartment, current, ...span })
    .describe('a current takes the place of input, context and teacher'),
  z
    .strictObject({
      kind: z.literal('noise'),
      learner,
      neurons,
      compartment,
      sigma: z.number().gt(0).max(1e6).describe('standard deviation of the current'),
      ...span,
    })
    .describe('a normal current is added, drawn for each neuron at each environment step'),
  z
    .strictObject({
      kind: z.literal('context'),
      learner,
      subtask: z.string().nullable().describe('name of the subtask whose context is held; null: no context'),
      ...span,
    })
    .describe('the apical input is held: the learner perceives this context whatever is being done'),
  z
    .strictObject({
      kind: z.literal('choose'),
      subtask: z.string().min(1).describe('name of the subtask'),
      ...span,
    })
    .describe('the workers carry out this subtask, whatever the manager chooses'),
  z
    .strictObject({
      kind: z.literal('world'),
      at: step.describe('the environment step before which the world changes'),
      change: z.record(z.string(), z.unknown()).describe('what changes, in terms of the task'),
    })
    .describe('things in the world are moved'),
]);

/** One thing that an experimenter does to an agent or its world during an episode. */
export type Perturbation = z.infer<typeof perturbationSchema>;

/** A file of perturbations. */
export const perturbationsSchema = z.strictObject({
  perturbations: z.array(perturbationSchema).min(1).describe('later ones act on what earlier ones left'),
});

/** A perturbation that acts on the neurons of learners. */
export type NeuralPerturbation = Extract<Perturbation, { readonly neurons: unknown }>;

/** Whether a perturbation that lasts acts in an environment step. */
export function isActive(perturbation: Exclude<Perturbation, { kind: 'world' }>, step: number): boolean {
  return perturbation.from <= step && (perturbation.to === null || step < perturbation.to);
}
