import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';

import { withTimeLimit } from '../../async/time-limit.js';
import { GitProgram } from '../../remote/git-program.js';
import type { BuildOptions } from '../options/build-options.js';
import type { HostSettings } from '../options/host-settings.js';

/** Milliseconds. What is on the disk is known at once, or something is wrong with the disk. */
const PATIENCE = 5_000;

/**
 * The commit and the remote of the checkout that the context is in, by buildx's names for them (docker/buildx `build/git.go`). They are a
 * hint: files may have been changed since.
 *
 * @returns nothing without a checkout, or without git
 */
export async function checkoutFacts(
  {
    context,
    dockerfile,
    dockerfileText,
    buildContexts,
  }: Pick<BuildOptions, 'context' | 'dockerfile' | 'dockerfileText' | 'buildContexts'>,
  { programPath }: Pick<HostSettings, 'programPath'>,
  signal: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
  if (context.kind !== 'directory' || !isInCheckout(context.path)) return {};
  const git = new GitProgram({ path: programPath, proxies: {}, agent: undefined, knownHosts: '/dev/null' });
  const limited = withTimeLimit(signal, PATIENCE);
  const ask = async (...args: string[]): Promise<string> => {
    try {
      // The checkout may be another user's, as it is in a job's container. Nothing in it is run by these questions.
      const config = [['safe.directory', '*']] as const;
      return (await git.run(args, { signal: limited, cwd: context.path, config })).trim();
    } catch {
      signal.throwIfAborted();
      return '';
    }
  };
  const root = await ask('rev-parse', '--show-toplevel');
  if (root === '') return {};
  const revision = await ask('rev-parse', '--verify', 'HEAD^{commit}');
  const source = (await ask('remote', 'get-url', 'origin')) || (await ask('remote', 'get-url', 'upstream'));
  const folders = {
    'localdir:context': folderIn(root, context.path),
    'localdir:dockerfile':
      dockerfileText === undefined
        ? folderIn(root, dockerfile === undefined ? context.path : path.dirname(dockerfile))
        : undefined,
    ...Object.fromEntries(
      Object.entries(buildContexts).map(([name, spec]) => [
        `localdir:${name}`,
        spec.kind === 'directory' ? folderIn(root, spec.path) : undefined,
      ]),
    ),
  };
  return Object.fromEntries(
    Object.entries({ source, revision, ...folders }).filter(([, value]) => value !== undefined && value !== ''),
  ) as Record<string, string>;
}

/** Without a `.git` above the folder no program needs to be started. */
function isInCheckout(folder: string): boolean {
  for (let at = folder; ; at = path.dirname(at)) {
    if (existsSync(path.join(at, '.git'))) return true;
    if (path.dirname(at) === at) return false;
  }
}

/** @returns `undefined` for a folder that is not below the root, or does not exist */
function folderIn(root: string, folder: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  const relative = path.relative(root, realpathSync(folder));
  if (relative.startsWith('..') || path.isAbsolute(relative)) return undefined;
  return relative === '' ? '.' : relative;
}
