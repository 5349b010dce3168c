// npm run test:record [part of a case's name]: as root, lets the builders that the tests compare with build their cases
// again. Writes the results into the repository, and fails when they differ from those that were there.
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { setUpTestMachine } from './setup-test-machine.mjs';

const tests = join(import.meta.dirname, '..', '__tests__');
const filter = process.argv[2] ?? '';

const missing = await setUpTestMachine((text) => process.stdout.write(text));
if (missing.length > 0) throw new Error(`Debian packages are missing: ${missing.join(' ')}`);

const changed = [];
for (const [file, name] of [
  ['e2e/equivalence/record.ts', 'record'],
  ['conformance/corpus/confirm.ts', 'confirm'],
  ['workflows/record.ts', 'record'],
  ['integration/git-contexts/record.ts', 'record'],
  ['integration/image-verbs/record.ts', 'record'],
  ['unit/bake/references/record.ts', 'record'],
]) {
  const { module } = await runnerImport(join(tests, file));
  changed.push(...(await module[name](filter)));
}
for (const line of changed) process.stdout.write(`${line}\n`);
process.stdout.write(changed.length === 0 ? 'Nothing differs from the records.\n' : `${changed.length} differences\n`);
process.exitCode = changed.length === 0 ? 0 : 1;
