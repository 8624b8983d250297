import { z } from 'zod';
import { validate } from '../config/config.ts';
import { listOf, listOfLength } from '../config/list-of.ts';
import { ConfigError } from '../errors.ts';
import { readJsonFile } from '../files/json-file.ts';

/** Number of problems to list: one wrong size makes every row wrong. */
const SHOWN_PROBLEMS = 8;

/** A longer file is not read; one of 500 neurons has some ten million bytes. */
const MOST_BYTES = 2 ** 28;

const count = z.int().min(1).max(100_000);

const parametersSchema = z
  .object({
    N: count,
    N_E: z.int().min(0),
    I: count,
    O: count,
    /** Indices t run from 0 to T − 1; a recall has an output from T = 4 on. */
    T: z.int().min(4).max(10_000_000),
    contexts: count,
    eta: z.number().nonnegative(),
    eta_out: z.number().nonnegative(),
    eta_bias: z.number().nonnegative(),
    sigma_ctx_apical: z.number().nonnegative(),
    sigma_ctx_basal: z.number().nonnegative(),
    readout: z.enum(['target', 'recurrent']),
    iterations: count,
  })
  .refine(({ N, N_E }) => N_E <= N, { path: ['N_E'], error: 'at most N excitatory neurons' });

type Parameters = z.infer<typeof parametersSchema>;

/** Rows of numbers. */
const matrix = (rows: number, columns: number) => listOfLength(listOfLength(z.number(), columns), rows);

/** The whole file, once its sizes are known. */
function fileSchema({ N, I, O, T, contexts, iterations }: Parameters) {
  const context = z
    .int()
    .min(0)
    .max(contexts - 1);
  const neuron = z
    .int()
    .min(0)
    .max(N - 1);
  const events = listOfLength(listOf(neuron), T);
  return z.object({
    parameters: parametersSchema,
    initial: z.object({
      J_in: matrix(N, I),
      J_target: matrix(N, O),
      C_apical: matrix(N, contexts),
      C_basal: matrix(N, contexts),
      J_out: matrix(O, N),
      w: matrix(N, N),
      J: matrix(N, N),
    }),
    input: matrix(I, T),
    targets: listOfLength(matrix(O, T), contexts),
    training: listOf(
      z.object({
        iteration: z
          .int()
          .min(0)
          .max(iterations - 1),
        context,
        soma: events,
        apicalDistal: events,
        apicalProximal: events,
        targetBurst: events,
        recurrentBurst: events,
        burstWindow: events,
      }),
    ).refine((presentations) => presentations.length > 0, { error: 'a list of length >= 1' }),
    recall: listOf(
      z.object({ context, output: matrix(O, T - 3), error: z.number().nonnegative(), soma: events }),
    ),
    final: z.object({ J: matrix(N, N), J_out: matrix(O, N), bias: listOfLength(z.number(), O) }),
  });
}

/**
 * The content of a reference file, a run of the reference implementation (src/models/burst/README.md, Time index): parameters,
 * initial weights, inputs `[I][T]` and targets `[context][O][T]`; events of some training presentations, as `[T]` lists of
 * neurons for each kind; recalls after training; and final weights. Matrices have a row for each postsynaptic unit: `J[i][j]`
 * leads from neuron j to neuron i. The constants of the neurons are the published ones.
 */
export type ReferenceFile = z.infer<ReturnType<typeof fileSchema>>;

/** One presentation in training whose events are stored. */
export type StoredPresentation = ReferenceFile['training'][number];

/** One recall after training. */
export type StoredRecall = ReferenceFile['recall'][number];

/** Reads a reference file; errors as in {@link parseReference}. */
export function readReference(path: string): ReferenceFile {
  return parseReference(readJsonFile(path, 'a readable file of reference data', MOST_BYTES), path);
}

/**
 * Checks a reference that was parsed from JSON. Unknown fields are ignored.
 * @param source name of the reference, for errors
 * @throws ConfigError listing the wrong fields
 */
export function parseReference(value: unknown, source: string): ReferenceFile {
  const { parameters } = check(z.object({ parameters: parametersSchema }), value, source);
  return check(fileSchema(parameters), value, source);
}

function check<Schema extends z.ZodType>(schema: Schema, value: unknown, source: string): z.output<Schema> {
  const validation = validate(schema, value);
  if ('value' in validation) return validation.value;
  throw new ConfigError(source, validation.problems.slice(0, SHOWN_PROBLEMS));
}
