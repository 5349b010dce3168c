import path from 'node:path';

import type { Mount } from '../../dockerfile/values/mount.js';

/** The id of a secret that a mount asks for: as it is given, or the name of the file that it is shown as. */
export function secretId({ id, source, target }: Mount): string {
  if (source !== '') return source;
  return id === '' ? path.posix.basename(target) : id;
}
