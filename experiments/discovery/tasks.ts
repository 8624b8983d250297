import type { RawConfig } from '../../src/config/config-file.ts';

/** Demonstrations in which subtasks are looked for. */
export interface DiscoveryTask {
  /** Name in the table. */
  readonly name: string;
  /** The task, see `burstwise envs list`. */
  readonly env: string;
  readonly options: RawConfig;
  readonly demonstrations: number;
  /** Subtasks of the expert. */
  readonly subtasks: number;
  /** Tolerance of boundaries, environment steps: 10 ms, or a decision. */
  readonly tolerance: number;
}

const noFlag = { encoding: { pressedFlag: false } };

/** Tasks of the table. In Button & Food what is seen does not say whether the button is pressed. */
export const tasks: readonly DiscoveryTask[] = [
  {
    name: 'Button & Food, clean',
    env: 'button-food',
    options: noFlag,
    demonstrations: 200,
    subtasks: 2,
    tolerance: 10,
  },
  {
    name: 'Button & Food, noise σ 1',
    env: 'button-food',
    options: { ...noFlag, expert: { actionNoise: { standardDeviation: 1 } } },
    demonstrations: 200,
    subtasks: 2,
    tolerance: 10,
  },
  {
    name: 'ButtonChain, 4 buttons and food',
    env: 'button-chain',
    options: { env: { buttons: 4 } },
    demonstrations: 100,
    subtasks: 5,
    tolerance: 10,
  },
  { name: 'RoomsMaze', env: 'rooms-maze', options: {}, demonstrations: 100, subtasks: 5, tolerance: 1 },
  { name: 'DoorKey', env: 'door-key', options: {}, demonstrations: 100, subtasks: 3, tolerance: 1 },
  { name: 'Craft', env: 'craft', options: {}, demonstrations: 100, subtasks: 8, tolerance: 1 },
];
