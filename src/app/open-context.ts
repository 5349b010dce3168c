import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { DirectoryContext } from '../context/directory-context.js';
import { contextWarning, measureContext } from '../context/context-size.js';
import { ignoreFileOf, loadIgnoreFile } from '../context/ignore-file.js';
import { readStandardInput } from '../context/standard-input.js';
import { TarContext } from '../context/tar-context.js';
import type { BuildContext } from '../engine/ports.js';
import { UserError } from '../errors.js';
import type { Pattern } from '../layer/ignore-patterns.js';
import type { BuildOptions } from './options.js';

export interface OpenedContext {
  readonly context: BuildContext;
  /** Of its .dockerignore. */
  readonly ignore: readonly Pattern[];
  readonly dockerfile: { readonly text: Uint8Array; readonly name: string };
  /** What names this build where nothing else does. */
  readonly identity: string;
  /** Looks how large the context is, beside the build; `undefined` where that is no question. */
  measure?(signal: AbortSignal): Promise<{ readonly message: string; readonly hint: string } | undefined>;
}

const DEFAULT_NAME = 'Dockerfile';

/**
 * @param tempDir folder for the content of a tar from standard input; removed by the caller
 * @throws UserError when there is no such directory or Dockerfile
 */
export async function openContext(options: BuildOptions, tempDir: string, signal: AbortSignal): Promise<OpenedContext> {
  const { context, dockerfile } = options;
  if (context.kind === 'stdin') return openStandardInput(context.stream, dockerfile, tempDir, signal);
  return openDirectory(context.path, dockerfile, signal);
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

async function openStandardInput(
  stream: AsyncIterable<Uint8Array>,
  dockerfile: BuildOptions['dockerfile'],
  tempDir: string,
  signal: AbortSignal,
): Promise<OpenedContext> {
  const input = await readStandardInput(stream, { directory: path.join(tempDir, 'context'), signal });
  if (input.kind === 'dockerfile') {
    const context = new TarContext({ files: input.files, ignore: [], signal });
    return {
      context,
      ignore: [],
      dockerfile: { text: input.text, name: 'Dockerfile on standard input' },
      identity: '-',
    };
  }
  const name = dockerfile === undefined ? DEFAULT_NAME : path.basename(dockerfile);
  const text = input.files.fileAt(name);
  if (text === undefined) {
    throw new UserError(`failed to read ${name}: there is no such file in the tar on standard input`, {
      hint: 'Pack it at the top of the tar, or name it with --file.',
    });
  }
  const ignore = ignoreFileOf(input.files, name);
  const context = new TarContext({ files: input.files, ignore, signal });
  return { context, ignore, dockerfile: { text, name }, identity: '-' };
}

async function readDockerfileAt(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
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
