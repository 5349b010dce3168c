import { describe, expect, it } from 'vitest';

import type { SourceTree } from '../../../src/layer/source-tree.js';
import { selectSources } from '../../../src/engine/copy/select-sources.js';
import { UserError } from '../../../src/errors.js';
import { requestOf, type CopyCase } from '../../support/copy-case.js';
import { directory, MemoryTree, symlink } from '../../support/memory-tree.js';

/** What is picked, as `files` names it. */
async function picked(row: Omit<CopyCase, 'to'>): Promise<readonly string[]> {
  return [...(await selectSources(requestOf({ ...row, to: '/out/' }))).files].map(([path]) => path);
}

async function refused(row: Omit<CopyCase, 'to'>): Promise<UserError> {
  const error: unknown = await picked(row).catch((thrown: unknown) => thrown);
  if (!(error instanceof UserError)) throw new Error(`expected a UserError, got ${JSON.stringify(error)}`);
  return error;
}

const project = new MemoryTree({
  'package.json': '{}',
  'package-lock.json': '{}',
  'a[1].txt': 'brackets',
  'a*b': 'star',
  'src/index.ts': 'index',
  'src/lib/util.ts': 'util',
  'src/lib/util.test.ts': 'test',
  'src/lib/deep/util.test.ts': 'test',
  'docs/readme.md': 'readme',
  empty: directory(),
  'link-to-file': symlink('package.json'),
  'link-to-dir': symlink('src'),
  'link-out': symlink('/../../src/index.ts'),
  'link-broken': symlink('nowhere'),
  'abs-link': symlink('/docs'),
});

interface Row {
  readonly name: string;
  readonly sources: readonly string[];
  readonly tree?: SourceTree;
  readonly parents?: boolean;
  readonly exclude?: readonly string[];
  readonly picks: readonly string[];
}

// Facts without a remark: fsutil copy/copy.go as of BuildKit 0.32, `ResolveWildcards` and `copier.copy`.
const rows: readonly Row[] = [
  { name: 'one file', sources: ['package.json'], picks: ['package.json'] },
  { name: 'several files', sources: ['package.json', 'src/index.ts'], picks: ['package.json', 'src/index.ts'] },
  { name: 'the same file twice stands once', sources: ['package.json', './package.json'], picks: ['package.json'] },
  { name: 'a leading slash is the tree root', sources: ['/package.json'], picks: ['package.json'] },
  // Reference, "Copying from the build context": parent navigation and trailing slashes are disregarded.
  { name: '.. does not lead out', sources: ['../../package.json'], picks: ['package.json'] },
  { name: '.. inside of the path', sources: ['src/../package.json'], picks: ['package.json'] },
  { name: 'a trailing slash behind a file is disregarded', sources: ['package.json/'], picks: ['package.json'] },
  {
    name: 'a directory with what is below',
    sources: ['src'],
    picks: [
      'src',
      'src/index.ts',
      'src/lib',
      'src/lib/deep',
      'src/lib/deep/util.test.ts',
      'src/lib/util.test.ts',
      'src/lib/util.ts',
    ],
  },
  { name: 'a directory with a slash is the same', sources: ['docs/'], picks: ['docs', 'docs/readme.md'] },
  { name: 'a directory with a dot is the same', sources: ['docs/.'], picks: ['docs', 'docs/readme.md'] },
  { name: 'an empty directory', sources: ['empty'], picks: ['empty'] },
  {
    name: 'the whole tree',
    sources: ['.'],
    tree: new MemoryTree({ a: 'a', 'b/c': 'c' }),
    picks: ['.', 'a', 'b', 'b/c'],
  },
  { name: 'the whole tree by a slash', sources: ['/'], tree: new MemoryTree({ a: 'a' }), picks: ['.', 'a'] },
  { name: 'a link to a file is followed, under its own name', sources: ['link-to-file'], picks: ['link-to-file'] },
  { name: 'a path through a link', sources: ['link-to-dir/index.ts'], picks: ['link-to-dir/index.ts'] },
  { name: 'a link to a directory is followed', sources: ['abs-link'], picks: ['abs-link', 'abs-link/readme.md'] },
  { name: 'a link cannot leave the tree', sources: ['link-out'], picks: ['link-out'] },
  { name: 'a star', sources: ['package*.json'], picks: ['package-lock.json', 'package.json'] },
  { name: 'a question mark', sources: ['doc?'], picks: ['docs', 'docs/readme.md'] },
  { name: 'a class', sources: ['[pq]ackage.json'], picks: ['package.json'] },
  { name: 'a bracket as a class of its own', sources: ['a[[]1].txt'], picks: ['a[1].txt'] },
  { name: 'an escaped star beside a wildcard', sources: ['a\\*?'], picks: ['a*b'] },
  { name: 'a wildcard in the middle', sources: ['s*/lib/*.ts'], picks: ['src/lib/util.test.ts', 'src/lib/util.ts'] },
  { name: '** is one level', sources: ['src/**/util.test.ts'], picks: ['src/lib/util.test.ts'] },
  { name: 'a star does not cross a slash', sources: ['s*index.ts'], picks: [] },
  { name: 'a wildcard behind a link', sources: ['link-to-dir/*.ts'], picks: ['link-to-dir/index.ts'] },
  {
    name: 'what matches is followed if it is a link',
    sources: ['abs-lin*'],
    picks: ['abs-link', 'abs-link/readme.md'],
  },
  // backend.go `docopy`: AllowEmptyWildcard
  { name: 'a wildcard that matches nothing', sources: ['*.none'], picks: [] },
  {
    name: 'a wildcard that matches nothing beside a file',
    sources: ['package.json', '*.none'],
    picks: ['package.json'],
  },
  { name: 'a wildcard below a file', sources: ['package.json/*'], picks: [] },

  { name: 'exclude by name', sources: ['src'], exclude: ['lib'], picks: ['src', 'src/index.ts'] },
  {
    name: 'exclude is relative to the source',
    sources: ['src'],
    exclude: ['src/lib'],
    picks: [
      'src',
      'src/index.ts',
      'src/lib',
      'src/lib/deep',
      'src/lib/deep/util.test.ts',
      'src/lib/util.test.ts',
      'src/lib/util.ts',
    ],
  },
  {
    // moby/buildkit#5509: patterns as in .dockerignore, so a star stays at its level
    name: 'exclude with a star stays at its level',
    sources: ['src/lib'],
    exclude: ['*.test.ts'],
    picks: ['src/lib', 'src/lib/deep', 'src/lib/deep/util.test.ts', 'src/lib/util.ts'],
  },
  {
    name: 'exclude with two stars at any level',
    sources: ['src'],
    exclude: ['**/*.test.ts'],
    picks: ['src', 'src/index.ts', 'src/lib', 'src/lib/deep', 'src/lib/util.ts'],
  },
  {
    name: 'a negated exclude takes back in, with its directory',
    sources: ['src'],
    exclude: ['lib', '!lib/util.ts'],
    picks: ['src', 'src/index.ts', 'src/lib', 'src/lib/util.ts'],
  },
  {
    name: 'a negated exclude that matches nothing',
    sources: ['src'],
    exclude: ['lib', '!lib/none'],
    picks: ['src', 'src/index.ts'],
  },
  // moby/buildkit#5489: open; the reference promises otherwise, BuildKit 0.32 copies it
  {
    name: 'exclude does not apply to what a wildcard picked',
    sources: ['package*'],
    exclude: ['*.json'],
    picks: ['package-lock.json', 'package.json'],
  },
  {
    name: 'exclude does not apply to a source that is a file',
    sources: ['package.json'],
    exclude: ['package.json'],
    picks: ['package.json'],
  },
  { name: 'exclude of everything', sources: ['src'], exclude: ['*'], picks: ['src'] },
  {
    // exclude_patterns_test.go, builder4
    name: 'exclude applies to each directory that a wildcard picked',
    sources: ['d*', 's*'],
    exclude: ['*.md', 'lib'],
    picks: ['docs', 'src', 'src/index.ts'],
  },

  // dockerfile_parents_test.go
  {
    name: 'parents: a file with its directories',
    sources: ['src/lib/util.ts'],
    parents: true,
    picks: ['.', 'src', 'src/lib', 'src/lib/util.ts'],
  },
  {
    name: 'parents: a leading ./ is no pivot',
    sources: ['./docs/readme.md'],
    parents: true,
    picks: ['.', 'docs', 'docs/readme.md'],
  },
  {
    name: 'parents: pivot',
    sources: ['src/./lib/util.ts'],
    parents: true,
    picks: ['src', 'src/lib', 'src/lib/util.ts'],
  },
  {
    name: 'parents: two pivots, the first counts',
    sources: ['src/./lib/./deep'],
    parents: true,
    picks: ['src', 'src/lib', 'src/lib/deep', 'src/lib/deep/util.test.ts'],
  },
  {
    name: 'parents: a directory with what is below',
    sources: ['docs'],
    parents: true,
    picks: ['.', 'docs', 'docs/readme.md'],
  },
  { name: 'parents: a trailing dot', sources: ['docs/.'], parents: true, picks: ['.', 'docs', 'docs/readme.md'] },
  {
    name: 'parents: ** at any level',
    sources: ['src/**/*.test.ts'],
    parents: true,
    picks: ['.', 'src', 'src/lib', 'src/lib/deep', 'src/lib/deep/util.test.ts', 'src/lib/util.test.ts'],
  },
  {
    name: 'parents: ** also matches no level',
    sources: ['src/**/index.ts'],
    parents: true,
    picks: ['.', 'src', 'src/index.ts'],
  },
  {
    name: 'parents: a star leaves other directories out',
    sources: ['*/readme.md'],
    parents: true,
    picks: ['.', 'docs', 'docs/readme.md'],
  },
  { name: 'parents: a wildcard that matches nothing', sources: ['src/none*'], parents: true, picks: ['.'] },
  {
    name: 'parents: a wildcard before the pivot',
    sources: ['s*/./lib/util.ts'],
    parents: true,
    picks: ['src', 'src/lib', 'src/lib/util.ts'],
  },
  {
    name: 'parents: exclude',
    sources: ['src/lib'],
    parents: true,
    exclude: ['**/*.test.ts'],
    picks: ['.', 'src', 'src/lib', 'src/lib/deep', 'src/lib/util.ts'],
  },
  { name: 'parents: a link stays a link', sources: ['link-to-file'], parents: true, picks: ['.', 'link-to-file'] },
];

describe('which files COPY picks', () => {
  it.each(rows)('$name: $sources', async ({ sources, tree = project, parents, exclude, picks }) => {
    const row = { context: tree, sources, parents: parents === true, exclude: exclude ?? [] };
    expect(await picked(row)).toEqual(picks);
  });

  it('reads no content to tell what it picks', async () => {
    const tree = new MemoryTree({ a: 'a' });
    await picked({ context: tree, sources: ['.'] });
    expect(tree.read).toEqual([]);
  });

  it('takes a here-document, a download and a repository as they are given', async () => {
    const download = new MemoryTree({ 'v1.tgz': 'bytes' }, 'https://example.com/v1.tgz');
    const repository = new MemoryTree({ 'README.md': 'hello' }, 'https://example.com/r.git');
    const files = await picked({
      sources: [
        { kind: 'inline', name: 'EOF', content: 'text' },
        { kind: 'file', tree: download, path: 'v1.tgz', shownAs: 'https://example.com/v1.tgz', unpack: false },
        { kind: 'tree', tree: repository, shownAs: 'https://example.com/r.git' },
      ],
    });
    expect(files).toEqual([
      '<<EOF',
      'https://example.com/r.git',
      'https://example.com/r.git/README.md',
      'https://example.com/v1.tgz',
    ]);
  });
});

describe('a source that is missing', () => {
  it.each([
    ['src/indx.ts', 'Did you mean src/index.ts?'],
    ['scr/index.ts', 'Did you mean src/index.ts?'],
    ['packge.json', 'Did you mean package.json?'],
    ['index.ts', 'Did you mean src/index.ts?'],
    ['README.md', 'Did you mean docs/readme.md?'],
  ])('names the nearest that exists: %s', async (source, hint) => {
    const error = await refused({ context: project, sources: [source] });
    expect(error.message).toBe(`"${source}" not found in the build context`);
    expect(error.hint).toBe(hint);
    expect(error.location).toEqual({ file: 'Dockerfile', line: 3 });
  });

  it.each(['../indx.ts', 'src/../../docs/no', './..//no', '/../no'])('says that %s is outside', async (source) => {
    const error = await refused({ context: project, sources: [source], ignoredBy: () => Promise.resolve(undefined) });
    expect(error.message).toBe(`"${source}" is outside of the build context`);
    expect(error.hint).toContain('--build-context NAME=FOLDER');
    expect(error.location).toEqual({ file: 'Dockerfile', line: 3 });
  });

  it('takes .. at the top as the top where the path exists, as Docker does', async () => {
    expect(await picked({ context: project, sources: ['../package.json'] })).toEqual(['package.json']);
    const inside = await refused({
      context: project,
      sources: ['src/../no'],
      ignoredBy: () => Promise.resolve(undefined),
    });
    expect(inside.message).toBe('"no" not found in the build context');
  });

  it('names nothing where nothing is alike', async () => {
    const error = await refused({ context: project, sources: ['zzzzzzzz'] });
    expect(error.hint).toBeUndefined();
  });

  it('says where a broken link leads', async () => {
    const error = await refused({ context: project, sources: ['link-broken'] });
    expect(error.message).toBe(
      '"link-broken" not found in the build context: it leads to nowhere, which does not exist',
    );
  });

  it('says what is no directory', async () => {
    const error = await refused({ context: project, sources: ['package.json/x'] });
    expect(error.message).toBe('"package.json/x" not found in the build context: package.json is not a directory');
  });

  it('says which .dockerignore pattern hides it', async () => {
    const ignoredBy = (path: string): Promise<string | undefined> =>
      Promise.resolve(path === 'dist/app' ? '**/dist' : undefined);
    const error = await refused({ context: project, sources: ['dist/app'], ignoredBy });
    expect(error.message).toBe('"dist/app" not found in the build context: .dockerignore excludes it by "**/dist"');
    expect(error.hint).toContain('"!dist/app"');
  });

  it('names the stage', async () => {
    const stage = new MemoryTree({ 'out/app': 'x' }, 'stage build');
    const error = await refused({ from: stage, sources: ['/out/ap'] });
    expect(error.message).toBe('"out/ap" not found in stage build');
    expect(error.hint).toBe('Did you mean out/app?');
  });

  // filepath.Walk fails on a root that does not exist
  it('is an error before a wildcard, too', async () => {
    expect((await refused({ context: project, sources: ['nowhere/*.ts'] })).message).toContain('"nowhere" not found');
  });

  it.each([
    ['a path', ['src/none.ts'], '"src/none.ts"'],
    ['a pivot and a path', ['src/./none'], '"src/none"'],
    // contenthash `includedPaths` walks the tree itself, without following links
    ['a path through a link', ['link-to-dir/index.ts'], '"link-to-dir/index.ts"'],
    // the pattern is empty, and BuildKit's matcher has nothing to match
    ['the tree root', ['.'], '"/"'],
  ])('is an error with --parents: %s', async (_name, sources, message) => {
    expect((await refused({ context: project, sources, parents: true })).message).toContain(`${message} not found`);
  });

  it('a malformed pattern', async () => {
    expect((await refused({ context: project, sources: ['src/[a'] })).message).toContain('syntax error in pattern');
    expect((await refused({ context: project, sources: ['src'], exclude: ['[a'] })).message).toContain(
      'syntax error in pattern',
    );
  });
});
