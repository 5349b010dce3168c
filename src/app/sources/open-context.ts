import path from 'node:path';

import { readBytes } from '../../async/read-bytes.js';
import { DirectoryContext } from '../../context/directory-context.js';
import { findDockerfile, pathInContext, textOf } from '../../context/find-dockerfile.js';
import { contextWarning, measureContext } from '../../context/context-size.js';
import { ignoreFileOf, loadIgnoreFile } from '../../context/ignore-file.js';
import { readStandardInput } from '../../context/standard-input.js';
import { TarContext } from '../../context/tar-context.js';
import type { GitAddress } from '../../dockerfile/values/git-address.js';
import type { BuildContext, RemoteFiles } from '../../engine/ports.js';
import { UserError } from '../../errors.js';
import { MAX_TEXT_FILE } from '../../files/text-file.js';
import type { Pattern } from '../../layer/pattern/dockerignore.js';
import { resolvePath, type ResolvedPath } from '../../text/resolve-path.js';
import { fileBytes, type SourceEntry } from '../../layer/source-tree.js';
import type { BuildOptions } from '../options/build-options.js';
import type { RemoteSource } from '../../plan/remote-source.js';
import { addressFor, changesRemark, type ContextRemark } from './repository-context.js';
import { remoteTime } from './remote-time.js';
import { localFolders, type LocalFolders } from './local-folders.js';

export interface OpenedContext {
  readonly context: BuildContext;
  /** For all folders that the build takes files from. */
  readonly local: LocalFolders;
  /** Of its .dockerignore. */
  readonly ignore: readonly Pattern[];
  readonly dockerfile: { readonly text: Uint8Array; readonly name: string };
  /** What names this build where nothing else does. */
  readonly identity: string;
  /** When what is in it was changed last, in seconds since the epoch, where something says so. */
  readonly time?: () => Promise<number | undefined>;
  /** The same of what an ADD fetches. */
  readonly remoteTime: (source: RemoteSource, checksum: string | undefined) => Promise<number | undefined>;
  /** Looks during the build for what people should know of the context, such as that it is very large. @param stop at the build's end */
  remark?(stop: AbortSignal): Promise<ContextRemark | undefined>;
}

const DEFAULT_NAME = 'Dockerfile';
/** What a Dockerfile is called that is not a file. */
const ON_STANDARD_INPUT = 'Dockerfile on standard input';

type ContextAlone = Omit<OpenedContext, 'local' | 'remoteTime'>;

/**
 * @param tempDir folder for the content of a tar from standard input and for files that change; removed by the caller
 * @throws UserError when there is no such directory or Dockerfile
 */
export async function openContext(
  options: BuildOptions,
  remote: RemoteFiles,
  tempDir: string,
  signal: AbortSignal,
): Promise<OpenedContext> {
  const local = localFolders(options, tempDir);
  const { scratch } = local;
  return {
    ...(await openAlone(options, local, remote, tempDir, signal)),
    local,
    remoteTime: (source, checksum) => remoteTime(source, checksum, { remote, scratch, signal }),
  };
}

type WantedDockerfile = Pick<BuildOptions, 'dockerfile' | 'dockerfileText'>;

async function openAlone(
  options: BuildOptions,
  local: LocalFolders,
  remote: RemoteFiles,
  tempDir: string,
  signal: AbortSignal,
): Promise<ContextAlone> {
  const { context } = options;
  switch (context.kind) {
    case 'directory':
      return openDirectory(context.path, options, local, signal);
    case 'stdin':
      return openStream(context.stream, 'on standard input', options, tempDir, signal);
    case 'git':
      return openRepository(addressFor(options, context.address), options, local, remote, signal);
    case 'download': {
      const tree = await remote.download(context.url, { name: CONTEXT, checksum: undefined }, signal);
      const opened = await openStream(fileBytes(tree, CONTEXT), `of ${tree.label}`, options, tempDir, signal);
      const modified = (await tree.lstat(CONTEXT))?.mtime ?? 0;
      // Zero: the server does not say.
      return { ...opened, identity: tree.label, ...(modified === 0 ? {} : { time: () => Promise.resolve(modified) }) };
    }
  }
}

/** What a download is called as long as it is not known what it is. */
const CONTEXT = 'context';

/** As with BuildKit, a .dockerignore in a repository has no say: nothing is sent that it could spare. */
async function openRepository(
  address: GitAddress,
  { dockerfile, dockerfileText }: WantedDockerfile,
  { own }: LocalFolders,
  remote: RemoteFiles,
  signal: AbortSignal,
): Promise<ContextAlone> {
  const repository = await remote.repository(address, signal);
  const context = await repository.files(signal);
  const name = dockerfileText === undefined ? (dockerfile ?? DEFAULT_NAME) : ON_STANDARD_INPUT;
  const text = dockerfileText ?? (await readRepositoryDockerfile(context, name));
  return {
    context,
    ignore: [],
    dockerfile: { text, name },
    identity: `${context.label}:${address.subdir}:${name}`,
    time: () => repository.time(signal),
    // It is not stopped at the end of the build: it takes little time, and a short build needs the answer as well.
    remark: () => changesRemark(repository, own, signal),
  };
}

async function readRepositoryDockerfile(context: BuildContext, name: string): Promise<Uint8Array> {
  return path.isAbsolute(name) ? textOf(findDockerfile(undefined, name)) : readFileOf(context, name);
}

/** Links are only followed inside the tree: other files of this machine are not part of the repository. */
async function readFileOf(context: BuildContext, name: string): Promise<Uint8Array> {
  const find = (file: string): Promise<ResolvedPath<SourceEntry>> =>
    resolvePath(context, path.posix.normalize(file), { followLast: true });
  let found = await find(name);
  // As in BuildKit: the default name is also found in lower case.
  if (found.entry === undefined && path.posix.basename(name) === DEFAULT_NAME) {
    found = await find(path.posix.join(path.posix.dirname(name), DEFAULT_NAME.toLowerCase()));
  }
  if (found.entry?.type !== 'file') {
    throw new UserError(`failed to read the Dockerfile ${name}: ${context.label} has no such file`, {
      hint: 'Name it with --file PATH.',
    });
  }
  if (found.entry.size > MAX_TEXT_FILE) throw tooLarge(name);
  return readBytes(fileBytes(context, found.path));
}

function openDirectory(
  root: string,
  wanted: WantedDockerfile,
  { own, scratch }: LocalFolders,
  signal: AbortSignal,
): ContextAlone {
  const { dockerfile, ignore, identity } = dockerfileBeside(root, wanted);
  const context = DirectoryContext.open({ root, ignore, own, scratch: scratch(), watchesGit: true, signal });
  return {
    context,
    ignore,
    dockerfile,
    identity: `${context.root}:${identity}`,
    remark: async (stop) => {
      const size = await measureContext(context.root, ignore, { signal: stop, maxMilliseconds: 1000 });
      const warning = contextWarning(context.root, size);
      return warning === undefined ? undefined : { type: 'warning', ...warning };
    },
  };
}

/** The Dockerfile of a build from a folder, and the .dockerignore that goes with it. */
function dockerfileBeside(
  root: string,
  { dockerfile, dockerfileText }: WantedDockerfile,
): Pick<ContextAlone, 'dockerfile' | 'ignore' | 'identity'> {
  if (dockerfileText !== undefined) {
    const given = { text: dockerfileText, name: ON_STANDARD_INPUT };
    return { dockerfile: given, ignore: loadIgnoreFile(root, undefined), identity: '-' };
  }
  const found = findDockerfile(root, dockerfile ?? path.join(root, DEFAULT_NAME));
  const { file } = found;
  const name = pathInContext(root, file) ?? file;
  return { dockerfile: { text: textOf(found), name }, ignore: loadIgnoreFile(root, found.location), identity: file };
}

async function openStream(
  stream: AsyncIterable<Uint8Array>,
  from: string,
  { dockerfile, dockerfileText }: WantedDockerfile,
  tempDir: string,
  signal: AbortSignal,
): Promise<ContextAlone> {
  const input = await readStandardInput(stream, { directory: path.join(tempDir, 'context'), signal, from });
  if (input.kind === 'dockerfile') {
    const context = new TarContext({ files: input.files, ignore: [], signal });
    return { context, ignore: [], dockerfile: { text: input.text, name: `Dockerfile ${from}` }, identity: '-' };
  }
  const name = dockerfile === undefined ? DEFAULT_NAME : path.basename(dockerfile);
  const text = dockerfileText ?? input.files.fileAt(name);
  if (text === undefined) {
    throw new UserError(`failed to read ${name}: there is no such file in the tar ${from}`, {
      hint: 'Pack it at the top of the tar, or name it with --file.',
    });
  }
  const ignore = ignoreFileOf(input.files, name);
  const context = new TarContext({ files: input.files, ignore, signal });
  const { newest } = input.files;
  const shown = dockerfileText === undefined ? name : ON_STANDARD_INPUT;
  return { context, ignore, dockerfile: { text, name: shown }, identity: '-', time: () => Promise.resolve(newest) };
}

function tooLarge(name: string): UserError {
  return new UserError(`failed to read the Dockerfile ${name}: it is larger than ${MAX_TEXT_FILE / 1024 / 1024} MiB`);
}
