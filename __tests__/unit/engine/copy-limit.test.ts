import { describe, expect, it } from 'vitest';

import type { SourceEntry } from '../../../src/layer/source-tree.js';
import type { UserError } from '../../../src/errors.js';
import { layoutOf, requestOf, type CopyCase } from '../../support/copy-case.js';
import { selectSources } from '../../../src/engine/copy/select-sources.js';
import { MemoryBuild } from '../../support/memory-build.js';
import { MemoryContext } from '../../support/memory-engine.js';
import { file, MemoryTree } from '../../support/memory-tree.js';
import { tarBytes } from '../../support/tar-bytes.js';
import { THOROUGH } from '../../support/thorough.js';

const tree = new MemoryTree({ 'd/a': 'a', 'd/b': 'b', 'd/e/c': 'c', f: 'f' });

describe('more entries than a layer can have', () => {
  it.each<[string, Omit<CopyCase, 'mostEntries'>, number]>([
    ['the contents of a directory', { context: tree, sources: ['d'], to: '/' }, 4],
    ['a directory that is new', { context: tree, sources: ['d'], to: '/new/' }, 5],
    ['a whole tree', { sources: [{ kind: 'tree', tree, shownAs: 'r' }], to: '/r/' }, 7],
    ['what is left by --exclude', { context: tree, sources: ['d'], to: '/', exclude: ['e'] }, 2],
    ['several sources', { context: tree, sources: ['d/a', 'd/b', 'f'], to: '/x/' }, 4],
    ['one file over the other', { context: tree, sources: ['d/a', 'd/b', 'f'], to: '/x' }, 1],
    [
      'directories of the image above',
      { context: tree, sources: ['f'], to: '/p/q/', image: new MemoryTree({ 'p/q/x': '' }) },
      3,
    ],
    [
      'an archive',
      {
        context: new MemoryTree({ 't.tar': file(tarBytes([{ name: 'a' }, { name: 'b/c' }])) }),
        sources: ['t.tar'],
        to: '/',
        add: true,
      },
      3,
    ],
  ])('are refused, and as many are not: %s', async (_, row, entries) => {
    expect((await layoutOf({ ...row, mostEntries: entries })).entries.size).toBe(entries);
    await expect(layoutOf({ ...row, mostEntries: entries - 1 })).rejects.toThrow('too many entries');
  });

  it('are refused as soon as the source is walked, before anything is looked at in the image', async () => {
    const selecting = selectSources(requestOf({ context: tree, sources: ['d'], to: '/', mostEntries: 3 }));
    await expect(selecting).rejects.toThrow('too many entries');
  });
});

/** Folders with as many links each as there are folders. What it says of a path is made when it is asked for. */
class Multitude extends MemoryContext {
  readonly #names: readonly string[];
  /** How many entries were looked at. */
  looks = 0;

  constructor(perFolder: number) {
    super({});
    this.#names = Array.from({ length: perFolder }, (_, at) => String(at)).sort();
  }

  override readdir(path: string): Promise<readonly string[]> {
    return Promise.resolve(path.includes('/') ? [] : this.#names);
  }

  override lstat(path: string): Promise<SourceEntry | undefined> {
    this.looks++;
    const metadata = { path, uid: 0, gid: 0, mtime: 1 };
    return Promise.resolve(
      path.includes('/')
        ? { ...metadata, type: 'symlink', mode: 0o777, target: 'x' }
        : { ...metadata, type: 'directory', mode: 0o755 },
    );
  }
}

describe.runIf(THOROUGH)('a build that would make more than five million entries', () => {
  it.each([
    ['COPY . /srv', 'COPY makes more than the 5000000 files and directories that a layer can have', '.dockerignore'],
    ['RUN --mount=type=bind,target=/src true', 'more than the 5000000 files that a mount can have', 'further down'],
  ])('ends at the line of %s before anything is written, and says what to do', async (instruction, message, hint) => {
    const machine = await MemoryBuild.create('copy-limit');
    try {
      const context = new Multitude(2240);
      machine.context = context;
      const { result } = await machine.build(`FROM scratch\n${instruction}`);
      expect(result).toMatchObject({ kind: 'failed', error: { name: 'UserError', location: { line: 2 } } });
      const { error } = result as { readonly error: UserError };
      expect(error.message).toContain(message);
      expect(error.hint).toContain(hint);
      // 2240 × 2240 is 17,600 more.
      expect(context.looks).toBeLessThan(5_002_000);
    } finally {
      await machine.remove();
    }
  });
});
