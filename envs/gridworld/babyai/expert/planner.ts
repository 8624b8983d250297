import { Situation } from '../../minigrid/expert/situation.ts';
import type { BabyAILevel } from '../level.ts';
import { Mission } from './mission.ts';
import { allPermissions, permissions } from './obstacles.ts';
import { type SearchOptions, type State, type Step, search } from './search.ts';

const thorough: SearchOptions = { weight: 1, limit: 60_000 };
const quick: SearchOptions = { weight: 3, limit: 300_000 };

/** The shortest way that is found through what is left of a level's mission; null where there is none. */
export function planMission(world: BabyAILevel): Step[] | null {
  const { agentX, agentY, agentDirection, grid } = world;
  const situation = Situation.of(world);
  const mission = new Mission(world.instruction);
  const root: State = { situation, done: mission.done, origin: originOf(world) };
  const cell = agentY * grid.width + agentX;
  const narrow = permissions(situation, mission, root.done, cell);
  const wide = allPermissions(situation);
  const attempt = (allowed: typeof narrow, options: SearchOptions) =>
    search(mission, root, 4 * cell + agentDirection, allowed, options, world.stepCount === 0);
  for (const [allowed, options, name] of [[narrow, thorough, "thorough"], [narrow, { weight: 1.1, limit: 60_000 }, "1.1"], [narrow, { weight: 1.2, limit: 60_000 }, "1.2"], [narrow, { weight: 1.5, limit: 60_000 }, "1.5"], [narrow, quick, "quick"], [wide, quick, "wide"]] as const) { const t = performance.now(); const r = attempt(allowed, options); if (process.env["DBG"]) console.log(name, r?.length, (performance.now() - t).toFixed(0), [...narrow.obstacles].map((i) => grid.nameOf(i) + i).join(), [...narrow.movable].length); if (r) return r; }
  return null;
}

/** Where what is carried was picked up, as far as descriptions know; else −1. */
function originOf({ instruction, carrying, grid }: BabyAILevel): number {
  void instruction;
  void carrying;
  void grid;
  return -1;
}
