import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { runCliInProcess } from '../support/cli-in-process.js';
import { plainEnvironment, quote, run } from '../support/command.js';
import { flatImage } from '../support/flat-tree.js';
import { flattenImage } from '../support/flatten-image.js';
import { CLI, readReport } from '../support/layer-build.js';
import { readLayout } from '../support/read-image.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { sample, THOROUGH } from '../support/thorough.js';

let folder: string;
let root: string;
let context: string;
beforeAll(async () => {
  folder = await temporaryFolder('own-files');
});
beforeEach(() => {
  for (const name of ['root', 'context', 'elsewhere']) rmSync(join(folder, name), { recursive: true, force: true });
  root = join(folder, 'root');
  context = join(folder, 'context');
  mkdirSync(join(context, 'sub'), { recursive: true });
  mkdirSync(join(folder, 'elsewhere'));
  writeFileSync(join(context, 'Dockerfile'), 'FROM scratch\nCOPY . /all\n');
  writeFileSync(join(context, 'file'), 'content\n');
  writeFileSync(join(context, 'sub/file'), 'content\n');
});
afterAll(() => removeTree(folder));

const at = (name: string): string => join(context, name);

/** What a command writes, in the context. */
const WRITERS: readonly { readonly what: string; readonly flags: () => readonly string[] }[] = [
  { what: 'an OCI archive', flags: () => ['-o', `type=oci,dest=${at('image.tar')}`] },
  { what: 'a docker archive', flags: () => ['-o', `type=docker,dest=${at('sub/image.tar')}`] },
  { what: 'an archive in a new folder', flags: () => ['-o', `type=oci,dest=${at('new/deep/image.tar')}`] },
  { what: 'a layout', flags: () => ['-o', `type=oci,tar=false,dest=${at('layout')}`] },
  { what: 'a layout by its slash', flags: () => ['-o', `type=oci,dest=${at('layout')}/`] },
  { what: 'a local cache', flags: () => ['--cache-to', `type=local,dest=${at('.cache')}`] },
  {
    what: 'a local cache that is read, too',
    flags: () => ['--cache-from', `type=local,src=${at('.cache')}`, '--cache-to', `type=local,dest=${at('.cache')}`],
  },
  { what: '--metadata-file', flags: () => ['--metadata-file', at('metadata.json')] },
  { what: '--iidfile', flags: () => ['--iidfile', at('sub/iid')] },
  { what: '--trace', flags: () => ['--trace', at('trace.json')] },
  { what: '--report', flags: () => ['--report', at('report.json')] },
  { what: 'the root folder', flags: () => ['--root', at('.layer-build')] },
  {
    what: 'all of them',
    flags: () => [
      ...['-o', `type=oci,dest=${at('image.tar')}`, '--cache-to', `type=local,dest=${at('.cache')}`],
      ...['--metadata-file', at('metadata.json'), '--iidfile', at('iid'), '--root', at('.layer-build')],
    ],
  },
];

async function build(...flags: readonly string[]): Promise<readonly string[]> {
  const report = flags.includes('--report') ? at('report.json') : join(folder, 'elsewhere', 'report.json');
  const reported = flags.includes('--report') ? [] : ['--report', report];
  const rooted = flags.includes('--root') ? [] : ['--root', root];
  const result = await runCliInProcess(['build', ...flags, ...reported, ...rooted, context]);
  expect(result).toMatchObject({ code: 0 });
  return (await readReport(report)).steps.map(({ status }) => status);
}

describe('what a command writes into the context', () => {
  it.each(WRITERS)('is not part of it: $what', async ({ flags }) => {
    expect(await build(...flags())).toContain('miss');
    expect(await build(...flags())).toEqual(['hit', 'hit']);
    expect(await build(...flags(), '--no-cache')).toContain('miss');
    expect(await build(...flags())).toEqual(['hit', 'hit']);
  });

  it.each(WRITERS)('is not in the image: $what', async ({ flags }) => {
    await build(...flags());
    const layout = join(folder, 'elsewhere', 'seen');
    await build(...flags(), '-o', `type=oci,tar=false,dest=${layout}`);
    const { tree } = flatImage(readLayout(layout));
    expect(Object.keys(tree).sort()).toEqual(['.', 'all', 'all/Dockerfile', 'all/file', 'all/sub', 'all/sub/file']);
  });

  // In an order that by default leaves a redirection, two files of tee, a longer pipe, and a reader that redirects.
  const PIPES = [
    ['> build.log 2>&1', ''],
    ['2> build.log', ''],
    ['2>&1 | tee build.log sub/second.log', ''],
    ['2>&1 | tee build.log', ''],
    ['2>&1 | grep -v nothing | tee build.log', ''],
    ['', '| tee -a build.log 2>/dev/null'],
    ['2>&1 | cat > build.log', ''],
  ] as const;

  it.each(sample(PIPES, 2))('is no part of it: build . %s %s', async (redirected, more) => {
    const report = join(folder, 'elsewhere', 'report.json');
    const command = [process.execPath, CLI, 'build', '--root', root, '--report', report, '.'].map(quote).join(' ');
    for (const expected of THOROUGH ? ['miss', 'hit', 'hit'] : ['miss', 'hit']) {
      const script = `set -o pipefail; ${command} ${redirected} ${more}`;
      const result = await run(['bash', '-c', script], { cwd: context, env: plainEnvironment() });
      expect(result.code, result.stdout + result.stderr).toBe(0);
      expect((await readReport(report)).steps.at(-1)?.status).toBe(expected);
    }
    expect(readdirSync(context)).toContain('build.log');
  });
});

/** Programs that change a file of the context all the time. */
const CHANGES = [
  { how: 'grows', script: 'while :; do echo line; sleep 0.001; done >> "$1"' },
  { how: 'is written anew', script: 'n=0; while :; do n=$((n + 1)); echo "$n $n" > "$1"; done' },
  { how: 'is replaced', script: 'n=0; while :; do n=$((n + 1)); echo "$n" > "$2"; mv "$2" "$1"; done' },
  { how: 'is cut off and grows', script: 'while :; do : > "$1"; echo a longer line >> "$1"; done' },
] as const;

describe('a file that changes while it is read', () => {
  let writer: ChildProcess | undefined;
  async function stop(): Promise<void> {
    if (writer === undefined) return;
    const ended = once(writer, 'exit');
    writer.kill('SIGKILL');
    await ended;
    writer = undefined;
  }

  it.each(CHANGES)('is copied in one state, with one warning: it $how', async ({ script }) => {
    const file = at('changing.log');
    writeFileSync(file, 'before\n'.repeat(100));
    writer = spawn('sh', ['-c', script, 'sh', file, join(folder, 'elsewhere', 'next')], { stdio: 'ignore' });
    try {
      for (let round = 0; round < 5; round++) {
        const layout = join(folder, 'elsewhere', `seen-${round}`);
        const args = ['build', '--root', root, '-o', `type=oci,tar=false,dest=${layout}`, context];
        const { code, stdout, stderr } = await runCliInProcess(args);
        const said = stdout + stderr;
        expect({ code, said }).toEqual({ code: 0, said: expect.not.stringContaining('ERROR') as string });
        const warnings = said.split('\n').filter((line) => line.includes('changed while it was read'));
        expect(new Set(warnings).size).toBeLessThanOrEqual(1);
        // The layer is valid: it can be read, by others too, and its file is complete.
        const { tree } = round === 0 ? await flattenImage(`oci:${layout}`) : flatImage(readLayout(layout));
        expect(Object.keys(tree)).toContain('all/file');
      }
    } finally {
      await stop();
    }
    await build();
    expect(await build()).toEqual(['hit', 'hit']);
  });
});
