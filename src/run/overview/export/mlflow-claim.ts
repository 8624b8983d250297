import type { MlflowClient, MlflowPair, MlflowRun } from './mlflow-client.ts';

/** Tag by which a run is found again. */
export const ID = 'burstwise.run';
/** Tag that says how many lines of metrics the server has, and whether it has the results; without it, a run is no more than a claim. */
export const EXPORTED = 'burstwise.exported';

/** Looks at the claims of others, and the milliseconds between two looks, until these count as left behind. */
const PATIENCE = { looks: 20, every: 50 };

/** A run that is to be on the server. */
export interface ClaimedRun {
  /** Of the experiment. */
  readonly experiment: string;
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly began: number;
  readonly tags: readonly MlflowPair[];
}

/**
 * The run of the server that bears an id, which is made where there is none. Of several exports at the same moment one makes it.
 *
 * A server does not refuse a second run of the same tag. So each export that finds none makes a claim, a run without content,
 * and then looks again: the export that looks last sees all claims. A run that bears the tag `EXPORTED` is settled, and claims beside it are
 * taken back. Among claims alone the one with the lowest number stays: it is settled once the others are gone, or
 * have not moved for a second.
 */
export async function claimRun(
  client: MlflowClient,
  { experiment, id, name, began, tags }: ClaimedRun,
): Promise<{ readonly run: MlflowRun; readonly isNew: boolean }> {
  let claim: MlflowRun | undefined;
  for (let looks = 0; ; looks++) {
    const runs = await client.findRuns(experiment, ID, id);
    const settled = runs.find((run) => run.tags.has(EXPORTED));
    const first = settled ?? runs[0];
    if (first === undefined) {
      claim = await client.createRun(experiment, name, began, tags);
      continue;
    }
    if (claim !== undefined && claim.id !== first.id) {
      await client.deleteRun(claim.id);
      claim = undefined;
    }
    if (settled !== undefined) return { run: settled, isNew: claim !== undefined };
    const others = runs.filter((run) => run.id !== claim?.id);
    if (others.length === 0 || looks >= PATIENCE.looks) {
      const value = '0 lines';
      await client.log(first.id, { tags: [{ key: EXPORTED, value }] });
      return {
        run: { ...first, tags: new Map([...first.tags, [EXPORTED, value]]) },
        isNew: claim !== undefined,
      };
    }
    await new Promise((look) => setTimeout(look, PATIENCE.every));
  }
}
