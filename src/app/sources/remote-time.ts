import { readStandardInput } from '../../context/standard-input.js';
import type { RemoteFiles } from '../../engine/ports.js';
import { UserError } from '../../errors.js';
import { fileBytes } from '../../layer/source-tree.js';
import { isDigest } from '../../oci/digest.js';
import type { RemoteSource } from '../../plan/remote-source.js';

interface RemoteTimeParts {
  readonly remote: RemoteFiles;
  /** Absolute path of a folder for the content of an archive; a new one for each call. */
  readonly scratch: () => string;
  readonly signal: AbortSignal;
}

/**
 * The time of a remote source's last change, in seconds since the epoch. For a repository, it is the time of the commit. For a file, it is
 * the time that the server sends. If the server sends none for an archive, it is the time of the newest file in it. `undefined` if the time
 * is not known.
 *
 * @throws UserError or InfraError if the source cannot be fetched
 */
export async function remoteTime(
  source: RemoteSource,
  checksum: string | undefined,
  { remote, scratch, signal }: RemoteTimeParts,
): Promise<number | undefined> {
  if (source.kind === 'git') {
    const wanted = checksum === undefined ? source.address : { ...source.address, checksum };
    return (await remote.repository(wanted, signal)).time(signal);
  }
  if (checksum !== undefined && !isDigest(checksum)) throw new UserError(`invalid checksum ${checksum}`);
  const { name, url } = source;
  const tree = await remote.download(url, { name, checksum }, signal);
  const modified = (await tree.lstat(name))?.mtime ?? 0;
  // Zero means that the server sent no time.
  if (modified !== 0) return modified;
  return newestOf(fileBytes(tree, name), scratch(), signal);
}

async function newestOf(
  bytes: AsyncIterable<Uint8Array>,
  directory: string,
  signal: AbortSignal,
): Promise<number | undefined> {
  try {
    const input = await readStandardInput(bytes, { directory, signal, from: 'from the server' });
    input.files.close();
    return input.kind === 'archive' ? input.files.newest : undefined;
  } catch (error) {
    // It is not an archive.
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
