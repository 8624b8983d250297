import { type Interrupt, listenForInterrupt } from '../process/interrupt.ts';
import { type ProgressGroup, sayBesideProgress } from '../process/progress.ts';
import { formatText } from './output.ts';

/**
 * Listens for Ctrl-C and other signals. The first one is answered: what becomes of the work, and what a second one does.
 *
 * @param outcome e.g. `what is trained will be saved`
 * @param displays of the command; if not given, it has one of `createProgress` at most
 */
export function stopAtInterrupt(
  outcome: string,
  displays: Pick<ProgressGroup, 'say'> = { say: sayBesideProgress },
): Interrupt {
  const answer = `stopping: ${outcome}; press Ctrl-C again to end at once`;
  return listenForInterrupt(() => displays.say(formatText(answer, process.stderr)));
}
