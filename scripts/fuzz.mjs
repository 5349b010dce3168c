// npm run fuzz -- TARGET: looks for inputs that crash, hang or fill the memory. See docs/adr/0010-fuzzing.md.
import { register } from 'node:module';

register('./typescript-loader.mjs', import.meta.url);
const { runFuzzer } = await import('../__tests__/fuzz/run.js');

process.exitCode = await runFuzzer(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`));
