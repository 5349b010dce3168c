import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

import { runCli } from '../../../src/cli/run.js';
import { fakeProcess } from '../../unit/cli/fake-process.js';
import { FLAGS } from './record.js';

/** Recorded from the help of Debian's docker by `npm run test:record`. */
const recorded = JSON.parse(readFileSync(FLAGS, 'utf8')) as Readonly<Record<string, readonly string[]>>;

it.each(Object.entries(recorded))('takes each flag of docker’s %s, or says why not', async (verb, flags) => {
  const cli = fakeProcess();
  const own = flags.filter((flag) => flag !== '--help').map((flag) => (flag.endsWith('=') ? `${flag}x` : flag));
  // All of them are looked up before any is read.
  expect(await runCli([...verb.split(' '), ...own, 'a'], cli)).not.toBe(0);
  expect(cli.err()).not.toMatch(/unknown flag|unknown verb|has no verb/);
});
