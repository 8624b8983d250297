/** A task with settings under which agents are healthy, and cheap. */
export interface HealthyTask {
  /** Name in the table. */
  readonly name: string;
  /** The task, see `burstwise envs list`. */
  readonly env: string;
  /** Settings other than the defaults. */
  readonly set: readonly string[];
}

const of = (model: string) => ['manager', 'workers'].map((level) => `agent.${level}.network.model=${model}`);

/** Tasks of the table. Models without neurons take seconds, and the rules of findings do not look into networks. */
export const tasks: readonly HealthyTask[] = [
  { name: 'Button & Food', env: 'button-food', set: of('linear') },
  {
    name: 'ButtonChain, 4 buttons',
    env: 'button-chain',
    set: ['options.env.buttons=4', ...of('random-relu')],
  },
  { name: 'RoomsMaze', env: 'rooms-maze', set: of('linear') },
  { name: 'DoorKey-8x8', env: 'door-key', set: of('linear') },
  { name: 'KeyCorridor', env: 'key-corridor', set: of('linear') },
  {
    name: 'BabyAI PutNextLocal',
    env: 'babyai-put-next',
    set: ['options.encoding.ways=true', ...of('linear')],
  },
];
