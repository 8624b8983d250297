import { unwrappedAs } from '../../unwrapped-as.ts';
import type { RememberedMission } from '../minigrid/adapter/mission-memory.ts';
import type { TaskWithExpert } from '../minigrid/adapter/task.ts';
import type { Family } from '../minigrid/family.ts';
import { BabyAIExpert } from './expert/expert.ts';
import { subtaskNames, subtaskOrder } from './expert/labels.ts';
import { isDone, Mission } from './expert/mission.ts';
import { tasksOf } from './instructions.ts';
import { BabyAILevel } from './level.ts';
import { goToLevels } from './levels/go-to.ts';
import { openLevels } from './levels/open.ts';
import { otherLevels } from './levels/other.ts';
import { pickupLevels } from './levels/pickup.ts';
import { putNextLevels } from './levels/put-next.ts';
import { synthLevels } from './levels/synth.ts';
import { unlockLevels } from './levels/unlock.ts';

/** A task of several families of levels, with the subtasks that they share. */
function babyAITask(
  name: string,
  description: string,
  families: readonly Family[],
  level: string,
  views: Pick<TaskWithExpert, 'hindrances' | 'memory'> = {},
): TaskWithExpert {
  return {
    name,
    description,
    families,
    level,
    milestone: 'mission',
    subtasks: subtaskNames,
    shared: true,
    order: subtaskOrder,
    things: [
      'first named',
      'second named',
      'place beside second',
      'portable',
      'fitting key',
      'locked door',
      'closed door',
    ],
    ways: true,
    ...views,
    mission: (env) => rememberedMission(unwrappedAs(env, BabyAILevel)),
    makeExpert: (env) => new BabyAIExpert(unwrappedAs(env, BabyAILevel), 'subgoals'),
  };
}

/** Which objects the words of a mission meant at the start, and which of its parts are done. */
function rememberedMission({ instruction }: BabyAILevel): RememberedMission {
  const tasks = tasksOf(instruction);
  const { done } = new Mission(instruction);
  return {
    named: tasks.flatMap(({ descriptions }) => descriptions.map(({ objects }) => objects)),
    done: tasks.map((_, part) => isDone(done, part)),
  };
}

/** BabyAI's levels as tasks for agents, grouped by the kind of their missions. */
export const babyAITasks: readonly TaskWithExpert[] = [
  babyAITask(
    'babyai-go-to',
    'A mission in words asks to go to things, in one room or several.',
    goToLevels,
    'BabyAI-GoToLocal-v0',
  ),
  babyAITask(
    'babyai-open',
    'A mission in words asks to open doors, also in an order.',
    openLevels,
    'BabyAI-OpenDoorColor-v0',
  ),
  babyAITask(
    'babyai-pickup',
    'A mission in words asks to pick something up, which may lie behind other things.',
    pickupLevels,
    'BabyAI-PickupDist-v0',
  ),
  babyAITask(
    'babyai-put-next',
    'A mission in words asks to put one thing next to another.',
    putNextLevels,
    'BabyAI-PutNextLocalS5N3-v0',
  ),
  babyAITask(
    'babyai-unlock',
    'A mission in words asks for what is behind locked doors, whose keys have to be found.',
    unlockLevels,
    'BabyAI-UnlockPickup-v0',
  ),
  babyAITask(
    'babyai-other',
    'A mission in words asks for one of several kinds of tasks, or for two across a room.',
    otherLevels,
    'BabyAI-ActionObjDoor-v0',
  ),
  babyAITask(
    'babyai-synth',
    'A mission in words asks for anything, in any order, among locked and blocked rooms.',
    synthLevels,
    'BabyAI-MiniBossLevel-v0',
    { hindrances: true, memory: true },
  ),
];
