import { UserError } from '../../errors.js';
import { isDigest, type Digest } from '../../oci/digest.js';
import type { CopyOperation } from '../../plan/operation.js';
import { remoteSource } from '../../plan/remote-source.js';
import type { CopySource } from '../copy/copy-request.js';
import type { OpContext } from './op-context.js';

/** The repositories and downloads of an ADD. */
export interface RemoteSources {
  /** By the source as the instruction has it: fetches it. */
  readonly sources: ReadonlyMap<string, (signal: AbortSignal) => Promise<CopySource>>;
  /** Identifies all sources of the instruction, if that is possible without fetching: repositories are known by commit. */
  readonly identity: string | undefined;
}

/** @throws UserError when a repository or a ref of it does not exist */
export async function remoteSources(operation: CopyOperation, shared: OpContext): Promise<RemoteSources> {
  const sources = new Map<string, (signal: AbortSignal) => Promise<CopySource>>();
  const identities: string[] = [];
  const { remote } = shared.ports;
  for (const text of operation.keyword === 'ADD' ? operation.sources : []) {
    const source = remoteSource(text);
    if (source?.kind === 'git') {
      const { address } = source;
      const checksum = operation.checksum ?? address.checksum;
      const keepGitDir = address.keepGitDir ?? operation.keepGitDir;
      const wanted = { ...address, keepGitDir, ...(checksum === undefined ? {} : { checksum }) };
      const repository = await remote.repository(wanted, shared.signal);
      identities.push(repository.identity);
      sources.set(text, async (signal) => {
        const tree = await repository.files(signal);
        return { kind: 'tree', tree, shownAs: tree.label };
      });
    } else if (source?.kind === 'download') {
      const { name, url } = source;
      const unpack = operation.unpack === true;
      sources.set(text, async (signal) => {
        const tree = await remote.download(url, { name, checksum: checksumOf(operation.checksum) }, signal);
        return { kind: 'file', tree, path: name, shownAs: tree.label, unpack };
      });
    }
  }
  const all = identities.length > 0 && identities.length === operation.sources.length;
  return { sources, identity: all && operation.inlineFiles.length === 0 ? identities.join(' ') : undefined };
}

function checksumOf(text: string | undefined): Digest | undefined {
  if (text === undefined || isDigest(text)) return text;
  throw new UserError(`invalid checksum ${text}`, { hint: 'Write it as sha256:… with 64 hexadecimal digits.' });
}
