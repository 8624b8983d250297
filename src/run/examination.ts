import { pauseUnlessStopped } from '../process/pause.ts';
import { type Progress, silentProgress } from '../process/progress.ts';

/** A part of an evaluation: plain data, from which any copy of the session finds the same, whenever and wherever. */
export interface EvaluationPart {
  /** Units of work in it, e.g. episodes. */
  readonly units: number;
}

/** Something that can examine parts of an evaluation. */
export interface Examiner<Part extends EvaluationPart, Finding> {
  /** Does what takes long before a part can be examined, e.g. a training; absent where nothing does. */
  prepare?(part: Part, context?: Stoppable): Promise<void>;
  /** Examines one part. */
  examine(part: Part): Finding;
}

/** Copies of a session in other threads. */
export interface Helpers {
  /** Parts that they can have in hand. */
  readonly places: number;
  /** Settles when one of the places is ready; to be called for each. */
  begin(): Promise<unknown>;
  /** Examines one part in another thread. */
  examine(part: EvaluationPart): Promise<unknown>;
}

/** Work that can be stopped. */
export interface Stoppable {
  /** Stops it after the present part. */
  readonly signal?: Pick<AbortSignal, 'aborted'> | undefined;
  /** What to do after it was stopped, for people. */
  readonly remedy?: string | undefined;
}

/** What goes with an evaluation, but does not change what it finds. */
export interface EvaluationContext extends Stoppable {
  readonly progress?: Progress | undefined;
  readonly helpers?: Helpers | undefined;
}

/**
 * Examines all parts, with helpers if there are any; the findings come in the order of the parts.
 *
 * @param label what the work is, for the progress
 * @throws InterruptedError when stopped by the signal
 * @throws whatever examiner and helpers throw
 */
export async function examineAll<Part extends EvaluationPart, Finding>(
  examiner: Examiner<Part, Finding>,
  parts: readonly Part[],
  label: string,
  { progress = silentProgress, signal, remedy = 'repeat the command', helpers }: EvaluationContext = {},
): Promise<readonly Finding[]> {
  if (parts.length === 0) return [];
  const findings = new Array<Finding>(parts.length);
  const total = parts.reduce((sum, { units }) => sum + units, 0);
  let [taken, settled, done] = [0, 0, 0];
  let failed = false;
  progress.start(total, label);
  try {
    await new Promise<void>((resolve, reject) => {
      const settle = (index: number, finding: Finding) => {
        findings[index] = finding;
        progress.update((done += parts[index]!.units));
        if (++settled === parts.length) resolve();
      };
      const work = async (examine: (part: Part) => Finding | Promise<Finding>) => {
        while (taken < parts.length && !failed) {
          const index = taken++;
          settle(index, await examine(parts[index]!));
          // Lets signals and helpers in.
          const message = `interrupted after ${done} of ${total} units of ${label}; ${remedy}`;
          await pauseUnlessStopped(signal, message);
        }
      };
      const help = async (others: Helpers) => {
        await others.begin();
        await work((part) => others.examine(part) as Promise<Finding>);
      };
      const own = async (part: Part) => {
        await examiner.prepare?.(part, { signal, remedy });
        return examiner.examine(part);
      };
      work(own).catch(reject);
      const places = Math.min(helpers?.places ?? 0, parts.length - 1);
      for (let place = 0; place < places; place++) help(helpers!).catch(reject);
    });
  } catch (error) {
    failed = true; // No thread takes another part.
    throw error;
  } finally {
    progress.stop();
  }
  return findings;
}
