import { createHash, randomBytes } from 'node:crypto';
import { lstat, readdir, rm } from 'node:fs/promises';
import path from 'node:path';

import { hasEnded, ownIdentity } from './process-identity.js';

const LONG_NAME = 128;
const END = /^([1-9]\d*-\d+-\d+)\.[0-9a-f]{12}$/;

/** A hidden name beside an output, for writing it. It says whose it is, so that the next run can remove it if the process is killed. */
export function draftBeside(file: string): string {
  return path.join(path.dirname(file), `${prefixOf(file)}${ownIdentity()}.${randomBytes(6).toString('hex')}`);
}

/** Removes the drafts of this output whose processes have ended. Never throws. */
export async function sweepDrafts(file: string): Promise<void> {
  const folder = path.dirname(file);
  const prefix = prefixOf(file);
  for (const name of await readdir(folder).catch(() => [])) {
    const owner = name.startsWith(prefix) ? END.exec(name.slice(prefix.length))?.[1] : undefined;
    if (owner === undefined || !hasEnded(owner)) continue;
    const draft = path.join(folder, name);
    const stats = await lstat(draft).catch(() => undefined);
    // In a folder that others can write to, anybody can make something with such a name.
    if (stats?.isFile() !== true || stats.uid !== process.getuid?.()) continue;
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

/** A name that is long already would get too long. */
function prefixOf(file: string): string {
  const name = path.basename(file);
  return Buffer.byteLength(name) <= LONG_NAME ? `.${name}.` : `.${createHash('sha256').update(name).digest('hex')}.`;
}
