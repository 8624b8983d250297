import { completeRun, continueRun, evaluateRun, resolveSettings, startRun } from 'burstwise';

const settings = await resolveSettings({ task: 'door-key', set: ['imitation.rounds=2'], seed: 3 });
const { folder } = startRun(settings, { out: 'runs/from-code' });
await completeRun(await continueRun(folder.path));
const { report } = await evaluateRun(folder.path, { episodes: 100 });
console.log(report.title);
