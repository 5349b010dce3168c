import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ignoreFileOf } from '../../../src/context/ignore-file.js';
import { readStandardInput } from '../../../src/context/standard-input.js';
import { TarContext } from '../../../src/context/tar-context.js';
import type { TarFiles } from '../../../src/context/tar-files.js';
import type { NewEntry } from '../../../src/layer/entry.js';
import { paddingAfter, tarHeader } from '../../../src/layer/tar-writer.js';
import { sha256 } from '../../../src/oci/digest.js';

let directory: string;
beforeEach(() => {
  directory = fs.mkdtempSync(join(tmpdir(), 'stdin-'));
});
afterEach(() => fs.rmSync(directory, { recursive: true, force: true }));

const META = { mode: 0o640, uid: 7, gid: 8, mtime: 1234 };

function file(path: string, text: string, mode = META.mode): Buffer {
  const size = Buffer.byteLength(text);
  const header = tarHeader({ type: 'file', path, ...META, mode, size });
  return Buffer.concat([header, Buffer.from(text), Buffer.alloc(paddingAfter(size))]);
}
const entry = (added: NewEntry): Buffer => tarHeader(added, META);
const tar = (...members: Buffer[]): Buffer => Buffer.concat([...members, Buffer.alloc(1024)]);

// eslint-disable-next-line @typescript-eslint/require-await -- a stream is what the function takes
async function* stream(bytes: Buffer, chunk = 1000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
}

async function archive(bytes: Buffer): Promise<TarFiles> {
  const input = await readStandardInput(stream(bytes), { directory });
  expect(input.kind).toBe('archive');
  return input.files;
}

async function content(context: TarContext, path: string): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const found of context.contents([path])) {
    for await (const chunk of found.data) chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks).toString();
}

describe('readStandardInput', () => {
  it('takes text for a Dockerfile with an empty context', async () => {
    const input = await readStandardInput(stream(Buffer.from('FROM scratch\n')), { directory });
    if (input.kind !== 'dockerfile') throw new Error(input.kind);
    expect(input.text.toString()).toBe('FROM scratch\n');
    const context = new TarContext({ files: input.files, ignore: [] });
    expect(await context.readdir('')).toEqual([]);
    expect(await context.lstat('')).toMatchObject({ type: 'directory' });
  });

  it('takes a long Dockerfile, whose first block is no tar header', async () => {
    const text = '# a comment\n'.repeat(500);
    const input = await readStandardInput(stream(Buffer.from(text), 7), { directory });
    expect(input).toMatchObject({ kind: 'dockerfile', text: Buffer.from(text) });
  });

  it.each([
    ['plain', (bytes: Buffer) => bytes],
    ['gzip', (bytes: Buffer) => gzipSync(bytes)],
  ])('takes a %s tar for the context, with its modes and times, and owner 0:0', async (_name, pack) => {
    const files = await archive(
      pack(
        tar(
          entry({ type: 'directory', path: '', ...META, mode: 0o711 }),
          file('Dockerfile', 'FROM scratch'),
          entry({ type: 'directory', path: 'dir', ...META, mode: 0o500 }),
          file('dir/secret', 'unreadable', 0o000),
          file('deep/er/file', 'x'.repeat(1_500_000)),
          entry({ type: 'symlink', path: 'dir/link', ...META, target: '../Dockerfile' }),
          entry({ type: 'hardlink', path: 'dir/second', target: 'dir/secret' }),
          entry({ type: 'char', path: 'null', ...META, major: 1, minor: 3 }),
          entry({ type: 'fifo', path: 'fifo', ...META }),
          file('caf\udce9', 'latin'),
        ),
      ),
    );
    const context = new TarContext({ files, ignore: [] });
    expect(await context.readdir('')).toEqual(['Dockerfile', 'caf\udce9', 'deep', 'dir', 'fifo', 'null']);
    expect(await context.lstat('')).toMatchObject({ mode: 0o711 });
    expect(await context.lstat('dir')).toEqual({
      type: 'directory',
      path: 'dir',
      ...META,
      uid: 0,
      gid: 0,
      mode: 0o500,
    });
    expect(await context.lstat('dir/secret')).toMatchObject({ type: 'file', mode: 0, size: 10, uid: 0 });
    expect(await context.lstat('dir/second')).toMatchObject({ type: 'file', path: 'dir/second', size: 10 });
    expect(await context.lstat('dir/link')).toMatchObject({ type: 'symlink', target: '../Dockerfile' });
    expect(await context.lstat('null')).toMatchObject({ type: 'char', major: 1, minor: 3 });
    expect(await context.lstat('deep')).toMatchObject({ type: 'directory', mode: 0o755 });
    expect(await content(context, 'dir/second')).toBe('unreadable');
    expect(await content(context, 'deep/er/file')).toBe('x'.repeat(1_500_000));
    expect(await context.digests(['dir/secret', 'caf\udce9'])).toEqual(
      new Map([
        ['dir/secret', sha256('unreadable')],
        ['caf\udce9', sha256('latin')],
      ]),
    );
    expect(files.fileAt('dir/link')?.toString()).toBe('FROM scratch');
    // Names and modes of the archive never reach the disk.
    expect(fs.readdirSync(directory)).toEqual(['content']);
    files.close();
  });

  it('applies the .dockerignore in it', async () => {
    const files = await archive(tar(file('.dockerignore', 'drop\n'), file('drop', ''), file('x/keep', '')));
    const context = new TarContext({ files, ignore: ignoreFileOf(files, 'Dockerfile') });
    expect(await context.readdir('')).toEqual(['.dockerignore', 'x']);
    expect(await context.ignoredBy('drop')).toBe('drop');
    const own = await archiveIn('own', tar(file('.dockerignore', 'a'), file('df/D.dockerignore', 'b')));
    expect(ignoreFileOf(own, 'df/D').map((pattern) => pattern.text)).toEqual(['b']);
    expect(ignoreFileOf(own, undefined).map((pattern) => pattern.text)).toEqual(['a']);
  });

  async function archiveIn(name: string, bytes: Buffer): Promise<TarFiles> {
    const input = await readStandardInput(stream(bytes), { directory: join(directory, name) });
    return input.files;
  }

  it('lets later members win', async () => {
    const files = await archive(
      tar(
        file('a', 'old'),
        file('a', 'new'),
        file('d/x', ''),
        file('d/y/z', ''),
        file('d', 'a file now'),
        entry({ type: 'directory', path: 'e', ...META }),
        file('e/kept', ''),
        entry({ type: 'directory', path: 'e', ...META, mode: 0o700 }),
      ),
    );
    const context = new TarContext({ files, ignore: [] });
    expect(await content(context, 'a')).toBe('new');
    expect(await content(context, 'd')).toBe('a file now');
    expect(await context.lstat('d/y')).toBeUndefined();
    expect(await context.readdir('e')).toEqual(['kept']);
    expect(await context.lstat('e')).toMatchObject({ mode: 0o700 });
  });

  it('keeps a directory whose metadata comes after its content in place', async () => {
    const files = await archive(tar(file('d/x', ''), file('d/x', 'again'), file('d2', '')));
    expect(files.names('d')).toEqual(['x']);
    expect([...files.names('')].sort()).toEqual(['d', 'd2']);
  });

  it.each<[string, Buffer, string]>([
    ['nothing at all', Buffer.alloc(0), 'nothing came'],
    ['a program', Buffer.from('\x7fELF\x02\x01\x01\0\0\0'), 'neither the text of a Dockerfile nor a tar'],
    ['a cut-off gzip', gzipSync(tar(file('a', 'x'.repeat(99)))).subarray(0, 60), 'standard input'],
    ['a cut-off tar', tar(file('a', 'x'.repeat(5000))).subarray(0, 2000), 'not a valid tar'],
    [
      'a file below a link',
      tar(entry({ type: 'symlink', path: 'l', ...META, target: '/etc' }), file('l/passwd', '')),
      'not a directory',
    ],
    ['a hard link to nothing', tar(file('a', ''), entry({ type: 'hardlink', path: 'b', target: 'nope' })), 'hard link'],
    ['a hard link out of it', tar(entry({ type: 'hardlink', path: 'b', target: 'etc/passwd' })), 'hard link'],
  ])('refuses %s', async (_name, bytes, message) => {
    await expect(readStandardInput(stream(bytes), { directory })).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining(message) as string,
    });
  });

  it('takes no Dockerfile of unreasonable size', async () => {
    async function* endless(): AsyncGenerator<Buffer> {
      for (;;) yield await Promise.resolve(Buffer.alloc(1024 * 1024, 0x23));
    }
    await expect(readStandardInput(endless(), { directory })).rejects.toThrow('larger than 4 MiB');
  });
});
