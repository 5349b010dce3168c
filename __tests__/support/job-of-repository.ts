import { readdir, readFile, readlink, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { must } from './command.js';
import type { StageResult } from './github-runner.js';
import { type ProjectFile, writeProject } from './project-files.js';
import { runStageInProcess } from './stage-in-process.js';

const COMMITTER = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_AUTHOR_NAME: 'n', GIT_AUTHOR_EMAIL: 'e@example.com' };
const DATES = { GIT_AUTHOR_DATE: '1700000000 +0000', GIT_COMMITTER_DATE: '1700000000 +0000' };

/** git, with a fixed author and time. */
export async function git(cwd: string, ...args: string[]): Promise<string> {
  const env = { PATH: process.env['PATH'] ?? '', HOME: '/', ...COMMITTER, ...DATES };
  const committer = { GIT_COMMITTER_NAME: 'n', GIT_COMMITTER_EMAIL: 'e@example.com' };
  const output = await must(['git', '-c', 'protocol.file.allow=always', '-c', 'safe.directory=*', ...args], {
    cwd,
    env: { ...env, ...committer },
  });
  return output.trim();
}

/** Adds a commit with these files to a working tree, which is made if it is missing. @returns its id */
export async function commit(folder: string, files: Readonly<Record<string, ProjectFile>>): Promise<string> {
  await mkdir(folder, { recursive: true });
  await git(folder, 'init', '-q', '-b', 'main');
  await writeProject(folder, files);
  await git(folder, 'add', '-A');
  await git(folder, 'commit', '-qm', 'a commit');
  return git(folder, 'rev-parse', 'HEAD');
}

export interface BuiltJob extends StageResult {
  /** What the image's layers hold: content by path, and `-> target` for a link. */
  readonly files: Readonly<Record<string, string>>;
  /** Absolute path of a folder with the unpacked layers. */
  readonly root: string;
  /** Digests of the layers' blobs. */
  readonly layers: readonly string[];
}

/**
 * Runs main of the Action in this process, with an OCI layout as the output.
 *
 * @param job folder; its `workspace` is what earlier steps made
 */
export async function buildInJob(
  job: string,
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>>,
): Promise<BuiltJob> {
  const layout = join(job, 'layout');
  const outputs = `type=oci,tar=false,dest=${layout}`;
  const result = await runStageInProcess('main', {
    job,
    inputs: { outputs, 'github-token': '', cache: 'off', provenance: 'false', ...inputs },
    env: { HOME: job, ...env },
  });
  const root = join(job, 'unpacked');
  await mkdir(root);
  if (result.code !== 0) return { ...result, files: {}, root, layers: [] };
  const blob = async (digest: string): Promise<Layers> =>
    JSON.parse(await readFile(join(layout, 'blobs', digest.replace(':', '/')), 'utf8')) as Layers;
  const index = JSON.parse(await readFile(join(layout, 'index.json'), 'utf8')) as Manifests;
  const { layers } = await blob(index.manifests[0]?.digest ?? '');
  for (const { digest } of layers) {
    await must(['tar', '-xzf', join(layout, 'blobs', digest.replace(':', '/')), '-C', root]);
  }
  return { ...result, files: await contentsOf(root), root, layers: layers.map(({ digest }) => digest) };
}

interface Manifests {
  readonly manifests: readonly { readonly digest: string }[];
}
interface Layers {
  readonly layers: readonly { readonly digest: string }[];
}

async function contentsOf(root: string, below = ''): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of await readdir(join(root, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) Object.assign(found, await contentsOf(root, path));
    else if (entry.isSymbolicLink()) found[path] = `-> ${await readlink(join(root, path))}`;
    else found[path] = await readFile(join(root, path), 'utf8');
  }
  return found;
}
