import { writeFileSync } from 'node:fs';

import { readInRoot } from '../files/read-in-root.js';

/** Bytes of an index: it has about a hundred for each file. */
const MAX_INDEX = 64 * 1024 * 1024;

/**
 * The files of a checkout that are not as in a commit, without those that git ignores. A folder with only new files is one entry, with a
 * slash at the end. Submodules are not looked at.
 *
 * The index of the checkout says which files are as git left them, so that their content need not be read. git runs in a repository of
 * our own and with a copy of that index: settings of the checkout could name programs to run.
 *
 * @param indexFolder absolute path of the checkout's folder with its index
 * @param copy absolute path of a new file for the copy
 * @param below only files below this folder; `''` for all
 * @param run runs git for the checkout's files
 * @returns `undefined` if there is no index
 * @throws GitFailure if the index is damaged
 */
export async function changedFiles(
  indexFolder: string,
  copy: string,
  below: string,
  run: (
    args: readonly string[],
    options: { readonly environment: Readonly<Record<string, string>> },
  ) => Promise<string>,
): Promise<readonly string[] | undefined> {
  const index = readInRoot(indexFolder, 'index', MAX_INDEX);
  if (index.kind !== 'file') return undefined;
  writeFileSync(copy, index.bytes, { mode: 0o600 });
  const environment = { GIT_INDEX_FILE: copy, GIT_OPTIONAL_LOCKS: '0' };
  const off = ['core.fsmonitor', 'core.untrackedCache', 'core.sparseCheckout'].flatMap((name) => [
    '-c',
    `${name}=false`,
  ]);
  const status = [
    'status',
    '--porcelain=v1',
    '-z',
    '--no-renames',
    '--untracked-files=normal',
    '--ignore-submodules=all',
  ];
  const place = below === '' ? [] : ['--', below];
  const listed = await run(['--literal-pathspecs', ...off, ...status, ...place], { environment });
  const entries = listed.split('\0').filter((entry) => entry !== '');
  const path = (entry: string): string => entry.slice(3);
  const modified = entries.filter((entry) => entry.startsWith(' M')).map(path);
  const filtered = await filteredAmong(modified.slice(0, MAX_ASKED), (args) => run(args, { environment }));
  return entries.map(path).filter((file) => !filtered.has(file));
}

/** Files whose attributes are looked at: they are arguments. */
const MAX_ASKED = 1000;

/**
 * Files that a program of the user's converts, as Git LFS does. If git wrote such a file in the same second as the index, it would have
 * to compare the content, and only that program could do that.
 */
async function filteredAmong(
  files: readonly string[],
  run: (args: readonly string[]) => Promise<string>,
): Promise<ReadonlySet<string>> {
  if (files.length === 0) return new Set();
  const fields = (await run(['check-attr', '-z', 'filter', '--', ...files])).split('\0');
  return new Set(files.filter((_file, index) => !/^un(?:specified|set)$/.test(fields[index * 3 + 2] ?? 'unset')));
}
