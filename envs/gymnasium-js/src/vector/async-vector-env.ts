import type { RenderFrame, ResetResult, StepResult } from '../env.ts';
import { AlreadyPendingCall, NoAsyncCall, WorkerError, WorkerTimeout } from '../errors.ts';
import { snapshot } from '../snapshot.ts';
import { spaceFromJSON } from '../spaces/json.ts';
import { spreadActions, spreadResetOptions } from './arguments.ts';
import { AutoresetMode } from './autoreset-mode.ts';
import { BatchedEnv } from './batched-env.ts';
import type { EnvDescription, EnvSource, Request } from './protocol.ts';
import type { VectorResetOptions, VectorResetResult, VectorStepResult } from './vector-env.ts';
import { sendable, WorkerPool } from './worker-pool.ts';

export interface AsyncVectorOptions {
  /** Default NEXT_STEP. */
  readonly autoresetMode?: AutoresetMode;
  /**
   * Seconds to wait for an answer of the sub-environments; null for ever. Default 300. It is also how a thread that
   * ran out of memory is noticed.
   */
  readonly timeout?: number | null;
}

/** How long `close` waits for the environments. */
const graceSeconds = 5;

type CallName = 'reset' | 'step' | 'call';

/**
 * Sub-environments stepped at once, each in a worker thread of its own. `step` blocks until all have answered;
 * between `stepAsync` and `stepWait` the caller can do something else.
 *
 * Threads share no objects: an environment is named by a module that makes or registers it, and observations, actions,
 * infos and attributes are copied by structured clone.
 */
export class AsyncVectorEnv<Observations = unknown, Actions = unknown> extends BatchedEnv<
  Observations,
  Actions
> {
  readonly #pool: WorkerPool;
  readonly #timeout: number | null;
  /** The call under way, and whom it went to. */
  #pending: { readonly name: CallName; readonly to: readonly number[] } | undefined;

  /**
   * @param sources where each sub-environment comes from, all with equal spaces
   * @throws WorkerError when one cannot be made, InvalidArgument when there is none, or their spaces differ
   */
  constructor(sources: readonly EnvSource[], options: AsyncVectorOptions = {}) {
    const { autoresetMode = AutoresetMode.NEXT_STEP, timeout = 300 } = options;
    const pool = new WorkerPool(sources, autoresetMode);
    try {
      const descriptions = pool.collect([...sources.keys()], timeout) as EnvDescription[];
      const subs = descriptions.map((sub) => ({
        ...sub,
        observationSpace: spaceFromJSON(sub.observationSpace),
        actionSpace: spaceFromJSON(sub.actionSpace),
      }));
      super(subs, autoresetMode);
    } catch (error) {
      pool.terminate();
      throw error;
    }
    this.#pool = pool;
    this.#timeout = timeout;
  }

  /** Settles when every thread has ended, after `close`. */
  get ended(): Promise<void> {
    return this.#pool.ended;
  }

  reset(resetOptions?: VectorResetOptions): VectorResetResult<Observations> {
    this.resetAsync(resetOptions);
    return this.resetWait();
  }

  /** @throws AlreadyPendingCall when another call is under way */
  resetAsync(resetOptions: VectorResetOptions = {}): void {
    const own = spreadResetOptions(resetOptions, this.numEnvs);
    this.#begin(
      'reset',
      own.map((mine): Request | null => mine && { type: 'reset', resetOptions: mine }),
    );
  }

  /**
   * The result of `resetAsync`.
   * @param timeout seconds to wait, null for ever; after a WorkerTimeout it can be asked for again
   * @throws NoAsyncCall when none is under way; WorkerError when a sub-environment threw
   */
  resetWait(timeout = this.#timeout): VectorResetResult<Observations> {
    const results: (ResetResult<unknown> | null)[] = Array(this.numEnvs).fill(null);
    for (const [index, value] of this.#finish('reset', timeout))
      results[index] = value as ResetResult<unknown>;
    return this.joinResets(results);
  }

  step(actions: Actions): VectorStepResult<Observations> {
    this.stepAsync(actions);
    return this.stepWait();
  }

  /** @throws AlreadyPendingCall when another call is under way */
  stepAsync(actions: Actions): void {
    const own = spreadActions(this.actionSpace, actions, this.numEnvs);
    // A row of a batch would take the whole batch along.
    this.#begin(
      'step',
      own.map((action) => ({ type: 'step', action: snapshot(action) })),
    );
  }

  /** The result of `stepAsync`; see `resetWait`. */
  stepWait(timeout = this.#timeout): VectorStepResult<Observations> {
    return this.joinSteps(this.#finish('step', timeout).map(([, value]) => value as StepResult<unknown>));
  }

  override render(): readonly RenderFrame[] {
    return this.call('render') as RenderFrame[];
  }

  call(name: string, ...args: unknown[]): unknown[] {
    this.#begin('call', Array(this.numEnvs).fill({ type: 'call', name, args }));
    return this.#finish('call', this.#timeout).map(([, value]) => value);
  }

  protected setEach(name: string, values: readonly unknown[]): void {
    // They are sent one by one: nothing is set unless all of them can be.
    sendable('set', () => structuredClone(values));
    this.#begin(
      'call',
      values.map((value) => ({ type: 'set', name, value })),
    );
    this.#finish('call', this.#timeout);
  }

  /** Ends the threads at once, without closing the environments in them: for when they hang. */
  terminate(): void {
    this.#pool.terminate();
    this.close();
  }

  /** Asks every environment to close, waits 5 seconds at most, and ends the threads whatever they do. */
  protected override closeExtras(): void {
    if (this.#pool.terminated) return;
    const all = [...Array(this.numEnvs).keys()];
    try {
      this.#drain();
      for (const index of all) this.#pool.post(index, { type: 'close' });
      this.#pool.collect(all, graceSeconds);
    } catch (error) {
      // An environment that fails to close, or does not answer, ends with its thread.
      if (!(error instanceof WorkerError)) throw error;
    } finally {
      this.#pool.terminate();
    }
  }

  /** Takes the answers to a call whose results are no longer wanted. */
  #drain(): void {
    const pending = this.#pending;
    this.#pending = undefined;
    if (pending === undefined) return;
    try {
      this.#pool.collect(pending.to, graceSeconds);
    } catch (error) {
      if (error instanceof WorkerTimeout || this.#pool.terminated) throw error;
    }
  }

  /** Sends the requests; null for a sub-environment that is left alone. */
  #begin(name: CallName, requests: readonly (Request | null)[]): void {
    this.checkOpen(name);
    if (this.#pending !== undefined) {
      throw new AlreadyPendingCall(
        `${name}: expected no call under way, received one during '${this.#pending.name}'. Call ${this.#pending.name}Wait first.`,
      );
    }
    const to: number[] = [];
    this.#pending = { name, to };
    try {
      requests.forEach((request, index) => {
        if (request === null) return;
        this.#pool.post(index, request);
        to.push(index);
      });
    } catch (error) {
      this.#drain();
      throw error;
    }
  }

  /** The answers to the call under way, by the index of the sub-environment. */
  #finish(name: CallName, timeout: number | null): [index: number, value: unknown][] {
    this.checkOpen(name);
    if (this.#pending?.name !== name) {
      throw new NoAsyncCall(
        `${name}Wait: expected a call of ${name}Async before it, received ${
          this.#pending === undefined ? 'none' : `one of ${this.#pending.name}Async`
        }.`,
      );
    }
    const { to } = this.#pending;
    try {
      const values = this.#pool.collect(to, timeout);
      this.#pending = undefined;
      return values.map((value, i) => [to[i]!, value]);
    } catch (error) {
      if (!(error instanceof WorkerTimeout)) this.#pending = undefined;
      if (this.#pool.terminated) this.close();
      throw error;
    }
  }
}
