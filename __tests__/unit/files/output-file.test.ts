import { execFileSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { writeOutputFile, writeOutputText } from '../../../src/files/output-file.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder('output-file');
});
afterEach(() => removeTree(folder));
const at = (name: string): string => join(folder, name);

it.each(['image.tar', `${'x'.repeat(240)}.tar`])('removes what a killed process left of %s', async (name) => {
  let own = '';
  const chunks = function* (): Generator<Buffer> {
    own = readdirSync(folder).join();
    yield Buffer.from('whole');
  };
  await writeOutputFile(at(name), chunks());
  // While it is written, its name says by whom.
  expect(own).toContain(`.${process.pid}-`);
  const of = (pid: string): string => own.replace(`.${process.pid}-`, `.${pid}-`);
  const dead = execFileSync(process.execPath, ['-e', 'console.log(process.pid)']).toString().trim();
  // Of a process that runs, of one in another container, and what only looks alike.
  const others = [of('1').replace(/-\d+-/, '-0-'), of(dead).replace(/-\d+\./, '-1.'), '.other', `${of(dead)}x`];
  for (const left of [of(dead), ...others]) writeFileSync(at(left), 'half');
  await writeOutputText(at(name), 'whole');
  expect(readdirSync(folder).sort()).toEqual([...others, name].sort());
});

it('replaces a file when all of it is written, and leaves nothing else', async () => {
  await writeOutputText(at('out'), 'first');
  await writeOutputText(at('out'), 'second');
  expect(readFileSync(at('out'), 'utf8')).toBe('second');
  const failing = writeOutputFile(
    at('out'),
    (function* () {
      yield Buffer.from('third');
      throw new Error('no more');
    })(),
  );
  await expect(failing).rejects.toThrow('no more');
  expect(readFileSync(at('out'), 'utf8')).toBe('second');
  expect(readdirSync(folder)).toEqual(['out']);
});

it('appends to a descriptor of the process that is named', async () => {
  writeFileSync(at('log'), 'before\n');
  const fd = openSync(at('log'), 'r+');
  try {
    for (const name of [`/dev/fd/${fd}`, `/proc/self/fd/${fd}`]) await writeOutputText(name, 'more\n');
  } finally {
    closeSync(fd);
  }
  expect(readFileSync(at('log'), 'utf8')).toBe('before\nmore\nmore\n');
});

it.each([
  ['a link to a file', (path: string) => symlinkSync(at('other'), path)],
  ['a link to a new file', (path: string) => symlinkSync(at('made'), path)],
  ['a link to itself', (path: string) => symlinkSync(path, path)],
])('puts the file in the place of %s', async (_what, put) => {
  writeFileSync(at('other'), 'other');
  put(at('out'));
  await writeOutputText(at('out'), 'text');
  expect(lstatSync(at('out')).isFile()).toBe(true);
  expect(readFileSync(at('other'), 'utf8')).toBe('other');
  expect(existsSync(at('made'))).toBe(false);
});

it.each([
  ['a folder', (path: string) => mkdirSync(path), 'is a folder'],
  ['a link to a folder', (path: string) => symlinkSync('.', path), 'is a folder'],
  ['a link to a device', (path: string) => symlinkSync('/dev/null', path), 'a device, a fifo or a socket'],
  [
    'a link to a fifo',
    (path: string) => {
      execFileSync('mkfifo', [at('pipe')]);
      symlinkSync('pipe', path);
    },
    'a device, a fifo or a socket',
  ],
])('refuses %s', async (_what, put, words) => {
  put(at('out'));
  await expect(writeOutputText(at('out'), 'text')).rejects.toMatchObject({
    name: 'UserError',
    message: expect.stringContaining(words) as string,
  });
});
