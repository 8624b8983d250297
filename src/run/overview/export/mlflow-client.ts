import { z } from 'zod';
import { validate } from '../../../config/config.ts';
import { BurstwiseError, UsageError } from '../../../errors.ts';

/** A name and a text, as MLflow takes tags and parameters. */
export interface MlflowPair {
  readonly key: string;
  readonly value: string;
}

/** A number of a run at a step. */
export interface MlflowMetric {
  readonly key: string;
  readonly value: number;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly step: number;
}

/** A run that the server has. */
export interface MlflowRun {
  readonly id: string;
  readonly tags: ReadonlyMap<string, string>;
}

/** Milliseconds after which a server counts as silent. */
const PATIENCE = 60_000;

const experimentSchema = z.object({
  experiment: z.object({ experiment_id: z.string(), lifecycle_stage: z.string() }),
});
const createdExperimentSchema = z.object({ experiment_id: z.string() });
const runSchema = z.object({
  info: z.object({ run_id: z.string() }),
  data: z.object({ tags: z.array(z.object({ key: z.string(), value: z.string() })).default([]) }),
});
const errorSchema = z.object({ error_code: z.string(), message: z.string().default('') });

/**
 * The part of MLflow's REST API (version 2.0) that an export needs. All methods throw a BurstwiseError naming the server, what it
 * said or why it cannot be reached, and what to do.
 */
export class MlflowClient {
  readonly #uri: string;
  readonly #headers: Readonly<Record<string, string>>;

  /**
   * @param uri address of the server, e.g. `http://127.0.0.1:5000`
   * @param env MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, are sent to the server
   * @throws UsageError when it is no address of a server
   */
  constructor(uri: string, env: NodeJS.ProcessEnv = process.env) {
    if (!/^https?:\/\/[^/]/.test(uri) || !URL.canParse(uri))
      throw new UsageError(
        `${uri}: expected the address of an MLflow server, such as http://127.0.0.1:5000, received something else; start one with: mlflow server`,
      );
    this.#uri = uri.replace(/\/+$/, '');
    // A server may close a connection that waits; one for each call is never found closed.
    this.#headers = { 'content-type': 'application/json', connection: 'close', ...authorization(env) };
  }

  /** The id of an experiment, which is made where there is none. */
  async experiment(name: string): Promise<string> {
    const query = `experiments/get-by-name?${new URLSearchParams({ experiment_name: name })}`;
    const find = () => this.#callOr('RESOURCE_DOES_NOT_EXIST', 'GET', query, undefined, experimentSchema);
    let found = await find();
    if (found === null) {
      const [make, schema] = ['experiments/create', createdExperimentSchema] as const;
      const made = await this.#callOr('RESOURCE_ALREADY_EXISTS', 'POST', make, { name }, schema);
      if (made !== null) return made.experiment_id;
      // Another export was faster.
      found = await find();
    }
    if (found === null) throw this.#refused(404, undefined, query);
    const { experiment_id: id, lifecycle_stage: stage } = found.experiment;
    if (stage === 'active') return id;
    throw new UsageError(
      `${this.#uri}: experiment ${name}: expected an active one, received one that is ${stage}; restore it there, or name another with --experiment`,
    );
  }

  /** The runs of an experiment that bear a tag, in the order of their ids. @param value letters and digits */
  async findRuns(experiment: string, key: string, value: string): Promise<readonly MlflowRun[]> {
    const request = {
      experiment_ids: [experiment],
      filter: `tags.\`${key}\` = '${value}'`,
      run_view_type: 'ACTIVE_ONLY',
      max_results: 100,
    };
    const schema = z.object({ runs: z.array(runSchema).default([]) });
    const { runs } = await this.#call('POST', 'runs/search', request, schema);
    return runs.map(foundRun).sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** Makes a run. @param began milliseconds since 1970 */
  async createRun(
    experiment: string,
    name: string,
    began: number,
    tags: readonly MlflowPair[],
  ): Promise<MlflowRun> {
    const request = { experiment_id: experiment, run_name: name, start_time: began, tags };
    const { run } = await this.#call('POST', 'runs/create', request, z.object({ run: runSchema }));
    return foundRun(run);
  }

  /** Adds to a run; at most 1000 entries, 100 parameters and 100 tags a call. */
  async log(
    run: string,
    entries: {
      readonly metrics?: readonly MlflowMetric[];
      readonly params?: readonly MlflowPair[];
      readonly tags?: readonly MlflowPair[];
    },
  ): Promise<void> {
    await this.#call('POST', 'runs/log-batch', { run_id: run, ...entries }, z.unknown());
  }

  /** Takes a run from the experiment; the server keeps it among those that are deleted. */
  async deleteRun(run: string): Promise<void> {
    await this.#call('POST', 'runs/delete', { run_id: run }, z.unknown());
  }

  /** Says how far a run has come. */
  async setStatus(run: string, status: 'RUNNING' | 'FINISHED' | 'FAILED' | 'KILLED'): Promise<void> {
    await this.#call('POST', 'runs/update', { run_id: run, status }, z.unknown());
  }

  async #call<T>(method: 'GET' | 'POST', endpoint: string, body: unknown, schema: z.ZodType<T>): Promise<T> {
    const answer = await this.#callOr(undefined, method, endpoint, body, schema);
    return answer!;
  }

  /** As `#call`, but null where the server refuses for a reason, given by its code. */
  async #callOr<T>(
    reason: string | undefined,
    method: 'GET' | 'POST',
    endpoint: string,
    body: unknown,
    schema: z.ZodType<T>,
  ): Promise<T | null> {
    const { status, text } = await this.#fetch(method, endpoint, body);
    const value = jsonOf(text);
    if (status !== 200) {
      const failure = errorSchema.safeParse(value).data;
      if (failure !== undefined && failure.error_code === reason) return null;
      throw this.#refused(status, failure, endpoint);
    }
    const validation = validate(schema, value);
    if ('value' in validation) return validation.value;
    throw this.#refused(status, undefined, endpoint);
  }

  async #fetch(method: string, endpoint: string, body: unknown) {
    try {
      const response = await fetch(`${this.#uri}/api/2.0/mlflow/${endpoint}`, {
        method,
        headers: this.#headers,
        signal: AbortSignal.timeout(PATIENCE),
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: response.status, text: await response.text() };
    } catch (error) {
      const cause =
        (error as Error).cause instanceof Error ? ((error as Error).cause as Error) : (error as Error);
      throw new BurstwiseError(
        `${this.#uri}: expected an MLflow server that answers, received ${cause.message || cause.name}; start it, e.g. with mlflow server, or name another with --to, and repeat the command`,
        { cause: error },
      );
    }
  }

  #refused(
    status: number,
    failure: z.infer<typeof errorSchema> | undefined,
    endpoint: string,
  ): BurstwiseError {
    const [call] = endpoint.split('?');
    const received = failure === undefined ? `status ${status}` : `${failure.error_code}: ${failure.message}`;
    const remedy =
      status === 401 || status === 403
        ? 'set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN'
        : failure === undefined
          ? 'name the address of an MLflow server with --to'
          : 'repeat the command when this is mended: it continues where it stopped';
    return new BurstwiseError(
      `${this.#uri}, ${call}: expected an answer of MLflow's REST API 2.0, received ${received}; ${remedy}`,
    );
  }
}

function foundRun({ info, data }: z.infer<typeof runSchema>): MlflowRun {
  return { id: info.run_id, tags: new Map(data.tags.map(({ key, value }) => [key, value])) };
}

function authorization(env: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const { MLFLOW_TRACKING_TOKEN: token, MLFLOW_TRACKING_USERNAME: user } = env;
  if (token) return { authorization: `Bearer ${token}` };
  if (!user) return {};
  const pair = `${user}:${env['MLFLOW_TRACKING_PASSWORD'] ?? ''}`;
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
