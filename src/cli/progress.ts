import type { EventSink } from '../engine/events.js';
import { JsonConsole } from '../report/console/json-lines.js';
import { PlainConsole } from '../report/console/plain.js';
import { TtyConsole } from '../report/console/tty.js';
import { githubFrame, PLAIN_FRAME } from '../report/console/step-frame.js';
import type { ProgressKind } from './build-request.js';
import type { CliProcess, OutputStream } from './surroundings.js';

export interface Progress {
  readonly sink: EventSink;
  /** Leaves the terminal as it was found. May be called more than once. */
  close(): void;
}

/** @param out standard output, or standard error where an archive goes to standard output */
export function openProgress(kind: ProgressKind, out: OutputStream, around: CliProcess): Progress {
  switch (kind) {
    case 'auto':
      return openProgress(canDrawOn(out, around) ? 'tty' : 'plain', out, around);
    case 'plain': {
      const frame = onGithub(around) ? githubFrame(around.newToken) : PLAIN_FRAME;
      const plain = new PlainConsole((text) => out.write(text), frame);
      return { sink: plain.sink, close: () => plain.close() };
    }
    case 'tty': {
      const size = (): { columns: number; rows: number } => ({ columns: out.columns ?? 80, rows: out.rows ?? 24 });
      const colour = (around.env['NO_COLOR'] ?? '') === '';
      const terminal = { write: (text: string) => void out.write(text), size };
      const tty = new TtyConsole(terminal, { colour, now: around.now, every: around.every });
      return { sink: tty.sink, close: () => tty.close() };
    }
    case 'json':
      return { sink: new JsonConsole((text) => out.write(text)).sink, close: () => undefined };
    case 'quiet':
      return { sink: () => undefined, close: () => undefined };
  }
}

function canDrawOn(out: OutputStream, around: CliProcess): boolean {
  return out.isTTY === true && around.env['TERM'] !== 'dumb' && (around.env['CI'] ?? '') === '';
}

/** GitHub's runner reads every step's output for workflow commands, also that of a CLI in a `run:` step. */
export function onGithub(around: CliProcess): boolean {
  return around.env['GITHUB_ACTIONS'] === 'true';
}
