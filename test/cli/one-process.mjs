/** Runs several commands in one process, as `bin.js` runs one; prints the answers as JSON. */
import { run } from '../../dist/command/burstwise.js';

const print = process.stdout.write.bind(process.stdout);
const answers = [];
for (const args of JSON.parse(process.argv[2])) {
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'])
    process[name].write = (text) => {
      said[name] += text;
      return true;
    };
  answers.push({ status: await run(args), ...said });
}
print(JSON.stringify(answers));
