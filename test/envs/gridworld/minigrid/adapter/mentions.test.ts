import { describe, expect, it } from 'vitest';
import { isMeant, isOpened, mentionedIn } from '../../../../../envs/gridworld/minigrid/adapter/mentions.ts';
import { verbsView } from '../../../../../envs/gridworld/minigrid/adapter/views.ts';

describe('what missions name', () => {
  const [red, blue] = [0, 2];
  const [door, key, ball] = [4, 5, 6];

  it('is found with its verb, type and colour, as far as the words go', () => {
    expect(mentionedIn('put a red object next to the ball')).toEqual([
      { verb: 'put', type: null, colour: red, index: 0, part: 0 },
      { verb: null, type: ball, colour: null, index: 1, part: 0 },
    ]);
    expect(mentionedIn('you must fetch a blue key')).toEqual([
      { verb: null, type: key, colour: blue, index: 0, part: 0 },
    ]);
    expect(mentionedIn('get to the green goal square')).toEqual([]);
  });

  it('belongs to the part of the mission that its verb begins', () => {
    const mission = 'open a door after you put the key next to a ball and go to a box';
    expect(mentionedIn(mission).map(({ part }) => part)).toEqual([0, 0, 1, 2]);
  });

  it('comes in the order in which it is asked for', () => {
    const verbsOf = (mission: string) => mentionedIn(mission).map(({ verb }) => verb);
    expect(verbsOf('go to the ball, then open a door')).toEqual(['go to', 'open']);
    expect(verbsOf('go to the ball after you open a door')).toEqual(['open', 'go to']);
  });

  it('is meant by what the words leave open; doors that have been opened are told apart', () => {
    const [object] = mentionedIn('pick up the red object');
    expect(isMeant(object!, { type: key, colour: red, state: 0 })).toBe(true);
    expect(isMeant(object!, { type: door, colour: red, state: 1 })).toBe(false);
    expect(isMeant(object!, { type: key, colour: blue, state: 0 })).toBe(false);
    const [closed] = mentionedIn('open the red door');
    expect(isMeant(closed!, { type: door, colour: red, state: 1 })).toBe(true);
    expect([0, 1].map((state) => isOpened(closed!, { type: door, colour: red, state }))).toEqual([
      true,
      false,
    ]);
  });

  it('is shown with its verb', () => {
    const view = verbsView(2);
    const units = new Float64Array(view.size).fill(7);
    const image = new Uint8Array(3);
    view.encode(units, { image, direction: 0, mission: 'pick up a key and go to the red ball' });
    expect(view.labels.filter((_, k) => units[k] === 1)).toEqual(['pick up 1', 'go to 2']);
  });
});
