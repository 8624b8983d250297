import { level, roomCount, roomSize } from '../level.ts';
import { randomMission, randomMissionOptions } from '../random-mission.ts';

/** Settings that all these levels take, as Python's classes do. */
const rooms = { roomSize: roomSize(), numRows: roomCount(), numCols: roomCount() };

/** A single task among locked and blocked rooms. */
const synth = level('Synth', {
  ids: { 'BabyAI-Synth-v0': {}, 'BabyAI-SynthS5R2-v0': { roomSize: 5, numRows: 2 } },
  options: { ...rooms, numDists: randomMissionOptions.numDists },
  generate(world, { numDists }) {
    return randomMission(world, {
      numDists,
      instrKinds: ['action'],
      locations: false,
      implicitUnlock: false,
    });
  },
});

/** A single task, whose things may be described by their places. */
const synthLoc = level('SynthLoc', {
  ids: { 'BabyAI-SynthLoc-v0': {} },
  options: rooms,
  generate(world) {
    return randomMission(world, { instrKinds: ['action'], implicitUnlock: false });
  },
});

/** Any mission that does not need the locked room. */
const synthSeq = level('SynthSeq', {
  ids: { 'BabyAI-SynthSeq-v0': {} },
  options: rooms,
  generate(world) {
    return randomMission(world, { implicitUnlock: false });
  },
});

/** Any mission, in fewer and smaller rooms. */
const miniBossLevel = level('MiniBossLevel', {
  ids: { 'BabyAI-MiniBossLevel-v0': {} },
  rooms: { roomSize: 5, numRows: 2, numCols: 2 },
  generate(world) {
    return randomMission(world, { numDists: 7, lockedRoomProb: 0.25 });
  },
});

/** Any mission. */
const bossLevel = level('BossLevel', {
  ids: { 'BabyAI-BossLevel-v0': {} },
  options: { ...rooms, ...randomMissionOptions },
  generate: randomMission,
});

/** Any mission, without locked rooms. */
const bossLevelNoUnlock = level('BossLevelNoUnlock', {
  ids: { 'BabyAI-BossLevelNoUnlock-v0': {} },
  options: rooms,
  generate(world) {
    return randomMission(world, { lockedRoomProb: 0, implicitUnlock: false });
  },
});

/** The levels with any kind of mission. */
export const synthLevels = [synth, synthLoc, synthSeq, miniBossLevel, bossLevel, bossLevelNoUnlock];
