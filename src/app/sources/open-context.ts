import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { readBytes } from '../../async/read-bytes.js';
import { DirectoryContext } from '../../context/directory-context.js';
import { contextWarning, measureContext } from '../../context/context-size.js';
import { ignoreFileOf, loadIgnoreFile } from '../../context/ignore-file.js';
import { readStandardInput } from '../../context/standard-input.js';
import { TarContext } from '../../context/tar-context.js';
import type { GitAddress } from '../../dockerfile/values/git-address.js';
import type { BuildContext, RemoteFiles } from '../../engine/ports.js';
import { UserError, errorCode } from '../../errors.js';
import type { Pattern } from '../../layer/pattern/dockerignore.js';
import { resolvePath } from '../../text/resolve-path.js';
import { fileBytes } from '../../layer/source-tree.js';
import type { BuildOptions } from '../options/build-options.js';

export interface OpenedContext {
  readonly context: BuildContext;
  /** Of its .dockerignore. */
  readonly ignore: readonly Pattern[];
  readonly dockerfile: { readonly text: Uint8Array; readonly name: string };
  /** What names this build where nothing else does. */
  readonly identity: string;
  /** When what is in it was changed last, in seconds since the epoch, where something says so. */
  readonly time?: () => Promise<number | undefined>;
  /** Looks how large the context is, beside the build; `undefined` where that is no question. */
  measure?(signal: AbortSignal): Promise<{ readonly message: string; readonly hint: string } | undefined>;
}

const DEFAULT_NAME = 'Dockerfile';

/**
 * @param tempDir folder for the content of a tar from standard input; removed by the caller
 * @throws UserError when there is no such directory or Dockerfile
 */
export async function openContext(
  options: BuildOptions,
  remote: RemoteFiles,
  tempDir: string,
  signal: AbortSignal,
): Promise<OpenedContext> {
  const { context, dockerfile } = options;
  switch (context.kind) {
    case 'directory':
      return openDirectory(context.path, dockerfile, signal);
    case 'stdin':
      return openStream(context.stream, 'on standard input', dockerfile, tempDir, signal);
    case 'git':
      return openRepository(context.address, dockerfile, remote, signal);
    case 'download': {
      const tree = await remote.download(context.url, { name: CONTEXT, checksum: undefined }, signal);
      const opened = await openStream(fileBytes(tree, CONTEXT), `of ${tree.label}`, dockerfile, tempDir, signal);
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
  dockerfile: string | undefined,
  remote: RemoteFiles,
  signal: AbortSignal,
): Promise<OpenedContext> {
  const repository = await remote.repository(address, signal);
  const context = await repository.files(signal);
  const name = dockerfile ?? DEFAULT_NAME;
  const text = path.isAbsolute(name) ? await readDockerfileAt(name) : await readFileOf(context, name);
  return {
    context,
    ignore: [],
    dockerfile: { text, name },
    identity: `${context.label}:${address.subdir}:${name}`,
    time: () => repository.time(signal),
  };
}

/** Links are followed inside of the tree only: what lies elsewhere on this machine is not the repository's. */
async function readFileOf(context: BuildContext, name: string): Promise<Uint8Array> {
  const found = await resolvePath(context, path.posix.normalize(name), { followLast: true });
  if (found.entry?.type !== 'file') {
    throw new UserError(`failed to read the Dockerfile ${name}: ${context.label} has no such file`, {
      hint: 'Name it with --file PATH.',
    });
  }
  return readBytes(fileBytes(context, found.path));
}

async function openDirectory(
  root: string,
  dockerfile: BuildOptions['dockerfile'],
  signal: AbortSignal,
): Promise<OpenedContext> {
  const file = orInLowerCase(dockerfile ?? path.join(root, DEFAULT_NAME));
  const ignore = loadIgnoreFile(root, file);
  const context = DirectoryContext.open({ root, ignore, signal });
  return {
    context,
    ignore,
    dockerfile: { text: await readDockerfileAt(file), name: nameOf(root, file) },
    identity: `${context.root}:${file}`,
    measure: async (stop) =>
      contextWarning(context.root, await measureContext(context.root, ignore, { signal: stop, maxMilliseconds: 1000 })),
  };
}

/** `dockerfile` serves where there is no `Dockerfile`, as with BuildKit (frontend/dockerui). */
function orInLowerCase(file: string): string {
  if (path.basename(file) !== DEFAULT_NAME || existsSync(file)) return file;
  const lower = path.join(path.dirname(file), DEFAULT_NAME.toLowerCase());
  return existsSync(lower) ? lower : file;
}

async function openStream(
  stream: AsyncIterable<Uint8Array>,
  from: string,
  dockerfile: BuildOptions['dockerfile'],
  tempDir: string,
  signal: AbortSignal,
): Promise<OpenedContext> {
  const input = await readStandardInput(stream, { directory: path.join(tempDir, 'context'), signal, from });
  if (input.kind === 'dockerfile') {
    const context = new TarContext({ files: input.files, ignore: [], signal });
    return { context, ignore: [], dockerfile: { text: input.text, name: `Dockerfile ${from}` }, identity: '-' };
  }
  const name = dockerfile === undefined ? DEFAULT_NAME : path.basename(dockerfile);
  const text = input.files.fileAt(name);
  if (text === undefined) {
    throw new UserError(`failed to read ${name}: there is no such file in the tar ${from}`, {
      hint: 'Pack it at the top of the tar, or name it with --file.',
    });
  }
  const ignore = ignoreFileOf(input.files, name);
  const context = new TarContext({ files: input.files, ignore, signal });
  const { newest } = input.files;
  return { context, ignore, dockerfile: { text, name }, identity: '-', time: () => Promise.resolve(newest) };
}

async function readDockerfileAt(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = errorCode(error) ?? '';
    throw new UserError(`failed to read the Dockerfile ${file}: ${reasonOf(code)}`, {
      cause: error,
      hint: 'Name it with --file PATH.',
    });
  }
}

function reasonOf(code: string): string {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'there is no such file';
    case 'EISDIR':
      return 'it is a directory';
    case 'EACCES':
      return 'permission denied';
    default:
      return code;
  }
}

/** As people call it: relative to the context when it lies in it. */
function nameOf(root: string, file: string): string {
  const relative = path.relative(root, file);
  return relative.startsWith('..') || path.isAbsolute(relative) ? file : relative;
}
