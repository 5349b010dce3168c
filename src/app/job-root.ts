import { randomBytes } from 'node:crypto';
import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { EventSink } from '../engine/events.js';
import { makeFolders } from '../files/make-folders.js';
import { pathInRoot } from '../files/root-folder.js';
import type { HostSettings } from './options/host-settings.js';

/**
 * Notes that the builds of a job's step use the root until the step's post has run. A job may have several such steps, and the last post
 * removes the root.
 *
 * @param run names the job's run, as part of a file name. Claims that a killed run left do not count for other runs
 * @param builds names the scope and variant of each build, as part of a file name
 * @returns a claim for each build, for `releaseRoot` and `placeInJob`
 */
export async function claimRoot(root: string, run: string, builds: readonly string[]): Promise<readonly string[]> {
  makeFolders(pathInRoot(root, 'claims'), 0o700);
  const names = await namesIn(pathInRoot(root, 'claims'));
  const claims: string[] = [];
  for (const build of builds) {
    const place = [...names, ...claims].filter((name) => name.startsWith(`${run}.${build}.`)).length + 1;
    claims.push(`${run}.${build}.${place}.${randomBytes(4).toString('hex')}`);
  }
  await Promise.all(claims.map((claim) => writeFile(pathInRoot(root, 'claims', claim), '', { flag: 'wx' })));
  return claims;
}

/** Which of the builds of the job with its scope and variant a step is, from 1 on. */
export function placeInJob(claim: string): number {
  return Number(claim.split('.')[2] ?? 1) || 1;
}

/**
 * Removes the claims of a step. If they were the run's last, the root is removed too, with everything in it. The worker removes what it made
 * as the user root, since only it has the rights.
 *
 * @throws InfraError if the worker must remove something and cannot be started
 */
export async function releaseRoot(
  host: HostSettings,
  claims: readonly string[],
  sink: EventSink,
  signal: AbortSignal,
): Promise<void> {
  const folder = pathInRoot(host.root, 'claims');
  await Promise.all(claims.map((claim) => rm(path.join(folder, path.basename(claim)), { force: true })));
  const [run = ''] = claims[0]?.split('.') ?? [];
  if ((await namesIn(folder)).some((name) => name.startsWith(`${run}.`))) return;
  await removeRoot(host, sink, signal);
}

/**
 * Removes a root whose jobs have ended.
 *
 * @throws like `releaseRoot`
 */
export async function removeRoot(host: HostSettings, sink: EventSink, signal: AbortSignal): Promise<void> {
  const { root } = host;
  const made = await Promise.all(
    (['snapshots', 'cacheMounts', 'work'] as const).map((name) => namesIn(pathInRoot(root, name))),
  );
  if (made.flat().length > 0) {
    // Loaded only when needed: a build without RUN leaves nothing that only the worker can remove.
    const { withAdapters } = await import('./host/adapters.js');
    await withAdapters(host, sink, ({ runner }) => runner.removeKept(signal));
  }
  await rm(root, { recursive: true, force: true });
}

/**
 * Removes the roots beside this one. Jobs that were killed before their post left them. Call it only for the runner's own folder: no other
 * job runs there at the same time.
 */
export async function removeRootsBeside(host: HostSettings, sink: EventSink, signal: AbortSignal): Promise<void> {
  const folder = path.dirname(host.root);
  for (const name of await namesIn(folder)) {
    const root = path.join(folder, name);
    if (root !== host.root && /^[0-9a-f]{16}$/.test(name)) await removeRoot({ ...host, root }, sink, signal);
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}
