// Confirms the corpus: builds its cases with the builders that its expectations are from. As root:
//   node __tests__/conformance/confirm.mjs [part of the cases' names]
import { join } from 'node:path';
import { runnerImport } from 'vite';

const { module } = await runnerImport(join(import.meta.dirname, 'corpus/confirm.ts'));
const wrong = await module.confirm(process.argv[2] ?? '');
for (const line of wrong) process.stdout.write(`${line}\n`);
process.stdout.write(wrong.length === 0 ? 'confirmed\n' : `${wrong.length} differences\n`);
process.exitCode = wrong.length === 0 ? 0 : 1;
