import { type ChildProcess, spawn } from 'node:child_process';
import { type FSWatcher, watch } from 'node:fs';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import { plainEnvironment } from './command.js';
import { CLI } from './layer-build.js';

export interface ObservedOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Folders whose changes count as progress too: what a command writes between two lines of its log. */
  readonly watched?: readonly string[];
  /** A signal to the process, and to it alone, at this piece of its progress; 0 is its start. */
  readonly signal?: { readonly name: NodeJS.Signals; readonly at: number };
}

export interface ObservedResult {
  /** Exit code, or 128 + the signal's number. */
  readonly code: number;
  /** Whether it was there to be met by its signal. */
  readonly met: boolean;
  /** Pieces of progress that it was seen to make. */
  readonly progress: number;
  /** What it printed. */
  readonly output: string;
}

/**
 * Runs the command line and counts its progress: lines of its log, and changes in folders. So it is met in the middle of the same
 * work on every machine, however fast that is.
 */
export async function observe(args: readonly string[], options: ObservedOptions = {}): Promise<ObservedResult> {
  const { signal, watched = [] } = options;
  const child = spawn(process.execPath, [CLI, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: plainEnvironment(options.env),
  });
  let progress = 0;
  let met = false;
  const step = (count = 1): void => {
    progress += count;
    if (met || signal === undefined || progress < signal.at) return;
    met = child.exitCode === null && child.signalCode === null && child.kill(signal.name);
  };
  const watchers = watched.map((folder) => watching(folder, step));
  const ended = endOf(child);
  const printed = [child.stdout, child.stderr].map((stream) => collect(stream, step));
  step(0);
  const code = await ended;
  for (const watcher of watchers) watcher.close();
  return { code, met, progress, output: printed.map((text) => text()).join('') };
}

function endOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, name) => resolve(code ?? 128 + constants.signals[name ?? 'SIGKILL']));
  });
}

function watching(folder: string, step: () => void): FSWatcher {
  const watcher = watch(folder, () => step());
  // It may be removed while it is watched.
  watcher.on('error', () => undefined);
  return watcher;
}

function collect(stream: Readable, step: (count: number) => void): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
    step(piece.split('\n').length - 1);
  });
  return () => text;
}
