#!/usr/bin/env node
// Committed as JavaScript, so that npm can link the command before anything is built.
import { existsSync } from 'node:fs';

const main = new URL('../../dist/command/burstwise.js', import.meta.url);
if (!existsSync(main)) {
  process.stderr.write('burstwise: not built yet; run `npm run build` in its folder\n');
  process.exit(1);
}
const { run } = await import(main.href);
process.exitCode = await run(process.argv.slice(2));
