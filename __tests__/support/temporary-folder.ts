import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A new folder with a name that a failing test's reader recognises. The caller removes it with `removeTree`. In lower case
 * only: buildah makes an image name of an OCI layout's path.
 */
export async function temporaryFolder(topic: string, parent = tmpdir()): Promise<string> {
  const path = join(parent, `layer-build-${topic}-${randomBytes(6).toString('hex')}`);
  await mkdir(path, { mode: 0o700 });
  return path;
}

export async function removeTree(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
