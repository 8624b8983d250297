/**
 * For each task of the table: what makes it solvable. `ways`: for each kind of thing the moves that begin a shortest way to it,
 * a part of the observation that finds ways in the agent's place.
 */
export const solvability: Readonly<Record<string, string>> = {
  craft:
    'For each target the agent sees the moves that lead nearer, and what it has gathered; a worker for each target adds up.',
  empty: 'The goal’s offset from the agent and the four cells around it are all there is to decide on.',
  'dist-shift': 'The observation has ways around the lava; without them the goal’s offset leads into it.',
  'go-to-door':
    'The mission’s door is marked in the observation; its offset decides, and “done” beside it ends the task.',
  'go-to-object': 'The mission’s object is marked in the observation; its offset decides.',
  fetch:
    'The mission’s object is marked; other objects that stand in the way are seen as cells around the agent.',
  unlock: 'Offsets of key and door, and whether the key is in hand, which splits the task in two.',
  'door-key':
    'Offsets of key, door and goal relative to the agent, and a worker for each: absolute positions would need conjunctions.',
  'red-blue-doors':
    'Offsets of the doors that are still closed: which is due follows from whether the red one is among them.',
  'put-near': 'What is in hand tells the two subtasks apart; each worker sees the offset of its object.',
  'lava-gap': 'The observation has ways through the gap; the offset of the goal alone leads into lava.',
  crossing: 'The observation has ways through the openings of the rivers.',
  'multi-room':
    'The nearest closed door is the next one, as doors behind the agent are open: no memory is needed.',
  'four-rooms':
    'The observation has ways through the openings; offsets alone do not tell which opening leads on.',
  'dynamic-obstacles':
    'The cells around the agent tell when to wait, and ways lead on; where balls move next is chance.',
  'unlock-pickup':
    'Five things with offsets and the hand’s content; each subtask is a reach for one of them.',
  'blocked-unlock-pickup':
    'Ways to each thing, which are none where the ball is in the way: that tells when to clear it.',
  'key-corridor': 'On the first level every room can be looked into from the corridor’s nearest closed door.',
  'locked-room':
    'Ways to the nearest closed door, the key, and the locked door, whose subtasks follow in one order.',
  memory:
    'The whole grid is seen, and the matching object in it is marked: no memory is needed in this view.',
  playground:
    'One subtask comes again and again: the nearest closed door, to which the observation has ways.',
  'obstructed-maze':
    'Ways to boxes, balls, keys and doors; which ball stands in the way is not seen, and cycles between subtasks are what fails.',
  'babyai-go-to': 'The things that the mission names are marked, and the observation has ways to them.',
  'babyai-open':
    'The doors that the mission names are marked; where two are asked for, the order is in their marks.',
  'babyai-pickup': 'The object that the mission names is marked, and the observation has ways to it.',
  'babyai-put-next': 'The object to carry and the place beside the other one are marked, each with ways.',
  'babyai-unlock':
    'Keys that fit the door of the mission are marked, and the hand’s content tells what is due.',
  'babyai-other':
    'The verbs of the mission are seen beside its things: they tell going, opening and picking up apart.',
  'babyai-synth':
    'Missions with several parts need to know what has been done, which the grid shows only in part.',
};
