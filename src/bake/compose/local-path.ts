import path from 'node:path/posix';

/** A path without what leads nowhere, such as `./`. An address stays as it is. */
export function localPath(text: string): string {
  if (text === '' || text.includes('://') || text.startsWith('git@') || text.startsWith('docker-image:')) return text;
  const normal = path.normalize(text);
  return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal;
}
