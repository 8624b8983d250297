import { Command } from 'commander';
import { InterruptedError, UsageError } from '../errors.ts';
import { listenForInterrupt } from '../process/interrupt.ts';
import { taskName } from '../run/modules.ts';
import { requireTerminal, runInTerminal } from '../terminal/terminal.ts';
import { type PlayedEpisode, PlayProgram } from './manual/play-program.ts';
import { openPlayedEnvironment } from './manual/played-environment.ts';
import { print, printJson, tell } from './output.ts';
import { addUseOption, environmentSeed, positiveNumber, repeatable } from './settings.ts';

interface PlayOptions {
  readonly seed: number | bigint;
  readonly layout?: string;
  readonly set: readonly string[];
  readonly maxSteps?: number;
  readonly hint?: boolean;
  readonly json?: boolean;
}

export function playCommand(): Command {
  return addUseOption(new Command('play'))
    .argument(
      '<env>',
      'a name of `burstwise envs list`, the id of an environment, e.g. MiniGrid-DoorKey-8x8-v0, or a module of your own',
    )
    .option('--seed <n>', 'seed of the first level; the next one has the next seed', environmentSeed, 1)
    .option('--layout <name>', 'layout distribution (default: the one that agents train on)')
    .addOption(
      repeatable('--set <key=value>', 'one option, e.g. --set options.env.maxSteps=99; may be repeated'),
    )
    .option('--max-steps <n>', 'cut episodes off after so many steps', positiveNumber)
    .option('--hint', 'show what the expert would do next')
    .option('--json', 'print JSON instead of text')
    .addHelpText(
      'after',
      `
Examples:
  burstwise play MiniGrid-DoorKey-8x8-v0 --seed 3 --hint
  burstwise play ./my-task.ts
  burstwise play my/World-v0 --use ./my-world.ts`,
    )
    .action(play);
}

async function play(called: string, { seed, layout, set, maxSteps, hint = false, json }: PlayOptions) {
  const streams = { input: process.stdin, output: process.stderr };
  const name = await taskName(called);
  const task = openPlayedEnvironment(name, { set, layout });
  if (hint && task.expert === null)
    throw new UsageError(
      `--hint: expected an environment with an expert (burstwise envs list), received ${name}`,
    );
  requireTerminal(streams);
  const program = new PlayProgram(task, { seed, maxSteps, hint });
  const interrupt = listenForInterrupt();
  try {
    await runInTerminal(program, streams, interrupt.signal);
  } finally {
    interrupt.dispose();
    task.env.close();
  }
  if (interrupt.signal.aborted) throw new InterruptedError('play: interrupted');
  if (json) printJson(program.played);
  else if (program.played.length === 0) tell('no episode was played to its end');
  else print(program.played.map(formatEpisode).join('\n'));
}

function formatEpisode({ seed, steps, return: total, milestones, terminated }: PlayedEpisode): string {
  const reached = Object.entries(milestones).flatMap(([name, done]) => (done ? [name] : []));
  const names = Object.keys(milestones).length;
  const end =
    names > 0 ? `reached ${reached.join(', ') || 'nothing'}` : terminated ? 'terminated' : 'cut off';
  return `seed ${seed}: ${steps} steps, return ${Number(total.toFixed(4))}, ${end}`;
}
