import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { git } from '../../support/job-of-repository.js';
import type { ServedCommits } from './repositories.js';

/** What BuildKit's Git context has for a commit. */
export interface RecordedContext {
  readonly sha: string;
  /** By path: the mode, and the digest of a file or the target of a link. */
  readonly tree: Readonly<Record<string, string>>;
  /** With BUILDKIT_CONTEXT_KEEP_GIT_DIR, what git says of `.git` there. */
  readonly kept: KeptGit;
}

export interface KeptGit {
  readonly tree: Readonly<Record<string, string>>;
  readonly head: string;
  readonly origin: string;
  readonly refs: readonly string[];
  readonly isShallow: string;
  readonly commits: string;
  readonly status: string;
  readonly submodules: string;
  /** Where `.git` of a submodule is, by the submodule. */
  readonly links: Readonly<Record<string, string>>;
}

/** `private`: the commit of the main branch, from a server that wants a token. */
export type RecordedContexts = Readonly<Record<keyof ServedCommits | 'private', RecordedContext>>;

const FILE = join(import.meta.dirname, 'recorded.json');

export async function readRecordedContexts(): Promise<RecordedContexts> {
  return JSON.parse(await readFile(FILE, 'utf8')) as RecordedContexts;
}

export async function writeRecordedContexts(contexts: RecordedContexts): Promise<void> {
  await writeFile(FILE, `${JSON.stringify(contexts, null, 2)}\n`);
}

/** What is in a folder, but for `.git` and for times. */
export function treeOf(root: string, below = ''): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of readdirSync(join(root, below)).sort()) {
    if (name === '.git') continue;
    const path = below === '' ? name : `${below}/${name}`;
    const stat = lstatSync(join(root, path));
    const mode = (stat.mode & 0o7777).toString(8);
    if (stat.isDirectory()) Object.assign(found, { [path]: `folder ${mode}` }, treeOf(root, path));
    else if (stat.isSymbolicLink()) found[path] = `link ${readlinkSync(join(root, path))}`;
    else found[path] = `file ${mode} ${digest(readFileSync(join(root, path)))}`;
  }
  return found;
}

/** @param server address that is left out */
export async function keptGitOf(root: string, server: string): Promise<KeptGit> {
  const ask = (...args: string[]): Promise<string> => git(root, ...args);
  const modules = (await ask('ls-files', '--stage'))
    .split('\n')
    .flatMap((line) => /^160000 .*\t(.*)$/.exec(line)?.[1] ?? []);
  const link = (path: string): string =>
    existsSync(join(root, path, '.git')) ? readFileSync(join(root, path, '.git'), 'utf8') : 'none';
  return {
    tree: treeOf(root),
    head: readFileSync(join(root, '.git/HEAD'), 'utf8'),
    origin: (await ask('remote', 'get-url', 'origin')).replace(server, 'https://git.example'),
    refs: (await ask('for-each-ref', '--format=%(refname) %(objectname)')).split('\n').filter((line) => line !== ''),
    isShallow: await ask('rev-parse', '--is-shallow-repository'),
    commits: await ask('rev-list', '--count', 'HEAD'),
    status: await ask('status', '--porcelain'),
    submodules: await ask('submodule', 'status'),
    links: Object.fromEntries(modules.map((path) => [path, link(path)])),
  };
}

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}
