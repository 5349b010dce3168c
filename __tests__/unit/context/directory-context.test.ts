import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { DirectoryContext } from '../../../src/context/directory-context.js';
import { loadIgnoreFile } from '../../../src/context/ignore-file.js';
import { SourceChanged } from '../../../src/layer/source-changed.js';
import { readIgnoreFile } from '../../../src/layer/pattern/dockerignore.js';
import { encodeName } from '../../../src/text/byte-name.js';
import type { FileContent } from '../../../src/layer/source-tree.js';

let root: string;
beforeEach(() => {
  root = fs.mkdtempSync(join(tmpdir(), 'context-'));
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

function write(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    fs.mkdirSync(dirname(join(root, path)), { recursive: true });
    fs.writeFileSync(join(root, path), text);
  }
}

const open = (ignore = '', extra: Partial<Parameters<typeof DirectoryContext.open>[0]> = {}): DirectoryContext =>
  DirectoryContext.open({ root, ignore: readIgnoreFile(Buffer.from(ignore), '.dockerignore'), ...extra });

const sha = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

async function text(content: FileContent): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of content.data) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

async function tree(context: DirectoryContext, path = ''): Promise<string[]> {
  const paths: string[] = [];
  for (const name of await context.readdir(path)) {
    const child = path === '' ? name : `${path}/${name}`;
    const entry = await context.lstat(child);
    expect(entry, child).toBeDefined();
    paths.push(entry?.type === 'directory' ? `${child}/` : child);
    if (entry?.type === 'directory') paths.push(...(await tree(context, child)));
  }
  return paths;
}

describe('DirectoryContext', () => {
  it('gives entries with owner 0:0, all mode bits and whole seconds', async () => {
    write({ 'dir/file': 'text' });
    fs.chmodSync(join(root, 'dir/file'), 0o6751);
    fs.chmodSync(join(root, 'dir'), 0o1770);
    fs.utimesSync(join(root, 'dir/file'), 1000.75, 1000.75);
    fs.symlinkSync('/etc/../passwd', join(root, 'dir/link'));
    const context = open();
    expect(await context.lstat('dir/file')).toEqual({
      type: 'file',
      path: 'dir/file',
      mode: 0o6751,
      uid: 0,
      gid: 0,
      mtime: 1000,
      size: 4,
    });
    expect(await context.lstat('dir')).toMatchObject({ type: 'directory', mode: 0o1770 });
    expect(await context.lstat('dir/link')).toMatchObject({ type: 'symlink', target: '/etc/../passwd', mode: 0o777 });
    expect(await context.lstat('')).toMatchObject({ type: 'directory', path: '' });
    expect(await context.lstat('dir/none')).toBeUndefined();
    expect(await context.readdir('dir/none')).toEqual([]);
    expect(await context.readdir('dir/file')).toEqual([]);
  });

  it('makes every file executable on Windows, where no bit says whether it is', async () => {
    write({ file: '' });
    fs.chmodSync(join(root, 'file'), 0o666);
    expect(await open('', { platform: 'win32' }).lstat('file')).toMatchObject({ mode: 0o755 });
  });

  it('never leaves the directory, neither by .. nor by a link', async () => {
    write({ 'in/file': '' });
    fs.symlinkSync('/', join(root, 'out'));
    fs.symlinkSync('in', join(root, 'alias'));
    const context = open();
    for (const path of [
      '..',
      '../x',
      'in/..',
      'in/../in/file',
      'out/etc',
      'alias/file',
      './in',
      'in//file',
      '/in',
      'x\0y',
    ]) {
      expect(await context.lstat(path), path).toBeUndefined();
      expect(await context.readdir(path), path).toEqual([]);
      expect(await context.ignoredBy(path), path).toBeUndefined();
    }
  });

  it('keeps fifos, and shows a socket as an empty file', async () => {
    const server = createServer().listen(join(root, 'socket'));
    await new Promise((resolve) => server.once('listening', resolve));
    execFileSync('mkfifo', ['-m', '640', join(root, 'fifo')]);
    try {
      const context = open();
      expect(await context.lstat('fifo')).toMatchObject({ type: 'fifo', mode: 0o640 });
      await expect(context.digests(['fifo'])).rejects.toThrow('is not a regular file');
      expect(await context.lstat('socket')).toMatchObject({ type: 'file', size: 0 });
      expect(await context.digests(['socket'])).toEqual(new Map([['socket', sha('')]]));
      for await (const content of context.contents(['socket'])) expect(await text(content)).toBe('');
    } finally {
      server.close();
    }
  });

  it('hides what .dockerignore names, but for what is taken back in', async () => {
    write({
      'a/keep': '',
      'a/drop': '',
      'b/deep/keep': '',
      'b/deep/drop': '',
      'c/drop': '',
      'empty/drop': '',
      'file.log': '',
      z: '',
    });
    const context = open('**/drop\n*.log\nb\n!b/deep/keep\nc\n!c/nothing\nempty/*\n');
    expect(await tree(context)).toEqual(['a/', 'a/keep', 'b/', 'b/deep/', 'b/deep/keep', 'empty/', 'z']);
    expect(await context.lstat('c')).toBeUndefined();
    expect(await context.lstat('b/deep/drop')).toBeUndefined();
    expect(await context.lstat('b')).toMatchObject({ type: 'directory' });
  });

  it('says which pattern hides a path, if the path exists', async () => {
    write({ 'a/b/file': '', 'a/c': '', kept: '' });
    const context = open('kep?\n!kept\n a/b/ \n');
    expect(await context.ignoredBy('a/b/file')).toBe('a/b/');
    expect(await context.ignoredBy('a/b/none')).toBeUndefined();
    expect(await context.ignoredBy('a/c')).toBeUndefined();
    expect(await context.ignoredBy('kept')).toBeUndefined();
  });

  it('sorts names by code unit and keeps names that are not UTF-8', async () => {
    write({ b: '', B: '', a: '', ä: '', '10': '', '9': '' });
    fs.writeFileSync(Buffer.concat([Buffer.from(root + '/caf'), Buffer.of(0xe9)]), 'latin');
    const context = open();
    const names = await context.readdir('');
    expect(names).toEqual(['10', '9', 'B', 'a', 'b', 'caf\udce9', 'ä']);
    expect(await context.digests(['caf\udce9'])).toEqual(new Map([['caf\udce9', sha('latin')]]));
    expect(encodeName(names[5]!)).toEqual(Buffer.from('caf\xe9', 'latin1'));
  });

  it('does not look into a directory that nobody asked for', async () => {
    write({ 'src/a': '', 'secret/x': '' });
    const context = open('secret');
    fs.rmSync(join(root, 'secret'), { recursive: true });
    fs.writeFileSync(join(root, 'src/later'), '');
    expect(await context.readdir('src')).toEqual(['a', 'later']);
    fs.writeFileSync(join(root, 'src/too-late'), '');
    expect(await context.readdir('src')).toEqual(['a', 'later']);
  });

  it('hashes small and large files, each once', async () => {
    const large = 'x'.repeat(3_000_000);
    write({ small: 'text', empty: '', large });
    const context = open();
    const [first, second] = await Promise.all([
      context.digests(['small', 'large']),
      context.digests(['large', 'empty']),
    ]);
    expect(first).toEqual(
      new Map([
        ['small', sha('text')],
        ['large', sha(large)],
      ]),
    );
    expect(second).toEqual(
      new Map([
        ['large', sha(large)],
        ['empty', sha('')],
      ]),
    );
    // From here on, reading again would fail or show.
    fs.writeFileSync(join(root, 'small'), 'TEXT');
    expect((await context.digests(['small'])).get('small')).toBe(sha('text'));
  });

  it('streams contents in the order of the paths', async () => {
    const large = 'y'.repeat(2_500_000);
    write({ b: 'two', 'a/large': large, c: '' });
    const seen: [string, number, string][] = [];
    for await (const content of open().contents(['c', 'b', 'a/large', 'b'])) {
      seen.push([content.path, content.size, await text(content)]);
    }
    expect(seen).toEqual([
      ['a/large', 2_500_000, large],
      ['b', 3, 'two'],
      ['c', 0, ''],
    ]);
  });

  it.each([
    ['grew', 'longer text'],
    ['shrank', 't'],
    ['was rewritten with the same size', 'TEXT'],
    ['vanished', undefined],
  ])('notices that a file %s after it was looked at', async (_what, now) => {
    write({ file: 'text' });
    fs.utimesSync(join(root, 'file'), 1000, 1000);
    const context = open();
    await context.lstat('file');
    if (now === undefined) fs.rmSync(join(root, 'file'));
    else write({ file: now });
    const changed = {
      name: 'InfraError',
      message: expect.stringContaining('file in the build context changed while it was read') as string,
    };
    await expect(context.digests(['file'])).rejects.toMatchObject(changed);
    const read = async (): Promise<void> => {
      for await (const content of context.contents(['file'])) {
        const given = await text(content);
        expect(given.length).toBeLessThanOrEqual(4);
      }
    };
    await expect(read()).rejects.toMatchObject(changed);
  });

  it.each([
    ['grew', 'longer text'],
    ['shrank', 't'],
    ['was rewritten with the same size', 'TEXT'],
    ['vanished', undefined],
  ])('goes on with what a file is that %s, where it may copy it', async (_what, now) => {
    write({ 'context/file': 'text' });
    fs.utimesSync(join(root, 'context/file'), 1000, 1000);
    const file = join(root, 'context/file');
    const context = open('', { root: join(root, 'context'), scratch: join(root, 'copies') });
    await context.lstat('file');
    if (now === undefined) fs.rmSync(file);
    else fs.writeFileSync(file, now);
    const failure = await context.digests(['file']).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SourceChanged);
    // Until the source settles, all that read it find the change.
    await expect(context.digests(['file'])).rejects.toBeInstanceOf(SourceChanged);
    if (failure instanceof SourceChanged) failure.settle();
    // The next pass sees the copy, whatever happens to the file.
    if (now !== undefined) fs.writeFileSync(file, 'and again');
    const entry = await context.lstat('file');
    expect(entry?.type === 'file' ? entry.size : undefined).toBe(now?.length);
    if (now === undefined) return;
    expect((await context.digests(['file'])).get('file')).toBe(sha(now));
    for await (const content of context.contents(['file'])) expect(await text(content)).toBe(now);
  });

  it('has nothing of what the command writes', async () => {
    write({ 'out/index.json': '', 'out/deep/x': '', report: '', 'sub/id': '', 'sub/kept': '' });
    fs.symlinkSync('sub', join(root, 'way'));
    const own = [join(root, 'out'), join(root, 'report'), join(root, 'way/id'), join(root, 'none/yet'), root, '/'];
    const context = open('', { own });
    expect(await tree(context)).toEqual(['sub/', 'sub/kept', 'way']);
    for (const path of ['out', 'out/index.json', 'report', 'sub/id']) expect(await context.lstat(path)).toBeUndefined();
  });

  it('lets an error of the consumer through as it is', async () => {
    write({ file: 'text' });
    const own = new Error('mine');
    const read = async (): Promise<void> => {
      for await (const content of open().contents(['file'])) {
        for await (const chunk of content.data) if (chunk.length > 0) throw own;
      }
    };
    await expect(read()).rejects.toBe(own);
  });

  it('stops when it is aborted', async () => {
    write({ file: 'text' });
    const controller = new AbortController();
    const context = open('', { signal: controller.signal });
    await context.lstat('file');
    controller.abort(new Error('enough'));
    await expect(context.digests(['file'])).rejects.toThrow('enough');
    await expect(context.readdir('')).rejects.toThrow('enough');
  });

  it('lets timers run during a long walk', async () => {
    for (let dir = 0; dir < 20; dir++) {
      fs.mkdirSync(join(root, `d${dir}`));
      for (let file = 0; file < 100; file++) fs.writeFileSync(join(root, `d${dir}/f${file}`), 'x'.repeat(5000));
    }
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    const context = open();
    const paths = (await tree(context)).filter((path) => !path.endsWith('/'));
    expect(paths).toHaveLength(2000);
    await context.digests(paths);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(2);
  });

  it.each([
    ['none', 'not found'],
    ['file', 'is not a directory'],
    ['file/x', 'not found'],
  ])('refuses %s as a context', (name, message) => {
    write({ file: '' });
    expect(() => DirectoryContext.open({ root: join(root, name), ignore: [] })).toThrow(
      expect.objectContaining({ name: 'UserError', message: expect.stringContaining(message) as string }),
    );
  });

  it('follows a link that is the context itself', async () => {
    write({ 'real/file': '' });
    fs.symlinkSync('real', join(root, 'alias'));
    const context = DirectoryContext.open({ root: join(root, 'alias'), ignore: [] });
    expect(await context.readdir('')).toEqual(['file']);
    expect(context.root.endsWith('/real')).toBe(true);
  });
});

describe('loadIgnoreFile', () => {
  const load = (dockerfile?: string): string[] =>
    loadIgnoreFile(
      root,
      dockerfile === undefined ? undefined : { folder: root, path: dockerfile, folderName: 'the build context' },
    ).map((pattern) => pattern.text);

  it('takes the file beside the Dockerfile before the common one', () => {
    write({ '.dockerignore': 'common', 'docker/My.Dockerfile.dockerignore': 'own' });
    expect(load('docker/My.Dockerfile')).toEqual(['own']);
    expect(load('docker/Other')).toEqual(['common']);
    expect(load()).toEqual(['common']);
  });

  it('takes an empty one beside the Dockerfile too', () => {
    write({ '.dockerignore': 'common', 'Dockerfile.dockerignore': '' });
    expect(load('Dockerfile')).toEqual([]);
  });

  it('is empty where there is none, or a directory', () => {
    expect(load('Dockerfile')).toEqual([]);
    fs.mkdirSync(join(root, '.dockerignore'));
    expect(load('Dockerfile')).toEqual([]);
  });

  it('follows a link inside of the context, and none out of it', () => {
    write({ 'lists/ignore': 'linked' });
    fs.symlinkSync('lists/ignore', join(root, '.dockerignore'));
    expect(load()).toEqual(['linked']);
    fs.rmSync(join(root, '.dockerignore'));
    fs.symlinkSync('/etc/passwd', join(root, '.dockerignore'));
    expect(() => load()).toThrow('it is a link to "/etc/passwd", which leads to no file in the build context');
  });

  it('names file and line of a bad pattern', () => {
    write({ 'Dockerfile.dockerignore': 'ok\n[\n' });
    expect(() => load('Dockerfile')).toThrow(
      expect.objectContaining({ location: { file: 'Dockerfile.dockerignore', line: 2 } }),
    );
  });
});
