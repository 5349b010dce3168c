import type { ProgressKind } from '../app/options/report-options.js';
import type { EventSink } from '../engine/events.js';
import { JsonConsole } from '../report/console/json-lines.js';
import { PlainConsole } from '../report/console/plain.js';
import { RawJsonConsole } from '../report/console/raw-json.js';
import { TtyConsole } from '../report/console/tty.js';
import { githubFrame, PLAIN_FRAME } from '../report/console/step-frame.js';
import type { CliProcess, OutputStream } from './cli-process.js';

export interface Progress {
  readonly sink: EventSink;
  /** Puts the terminal back as it was. May be called more than once. */
  close(): void;
}

/** @param out standard output, or standard error when an archive goes to standard output */
export function openProgress(kind: ProgressKind, out: OutputStream, cli: CliProcess): Progress {
  switch (kind) {
    case 'auto':
      return openProgress(canDrawOn(out, cli) ? 'tty' : 'plain', out, cli);
    case 'plain': {
      const frame = onGithub(cli) ? githubFrame(cli.newToken) : PLAIN_FRAME;
      const plain = new PlainConsole((text) => out.write(text), frame);
      return { sink: plain.sink, close: () => plain.close() };
    }
    case 'tty': {
      const size = (): { columns: number; rows: number } => ({ columns: out.columns ?? 80, rows: out.rows ?? 24 });
      const colour = (cli.env['NO_COLOR'] ?? '') === '';
      const terminal = { write: (text: string) => void out.write(text), size };
      const tty = new TtyConsole(terminal, { colour, now: cli.now, every: cli.every });
      return { sink: tty.sink, close: () => tty.close() };
    }
    case 'json':
      return { sink: new JsonConsole((text) => out.write(text)).sink, close: () => undefined };
    case 'rawjson':
      return {
        sink: new RawJsonConsole(
          (text) => out.write(text),
          () => new Date(),
        ).sink,
        close: () => undefined,
      };
    case 'quiet':
      return { sink: () => undefined, close: () => undefined };
  }
}

function canDrawOn(out: OutputStream, cli: CliProcess): boolean {
  return out.isTTY === true && cli.env['TERM'] !== 'dumb' && (cli.env['CI'] ?? '') === '';
}

/** GitHub's runner looks for workflow commands in all output, also in that of a command line in a `run:` step. */
export function onGithub(cli: CliProcess): boolean {
  return cli.env['GITHUB_ACTIONS'] === 'true';
}

/** Standard output is for the verb's result, so progress goes to standard error. */
export async function withProgress<T>(cli: CliProcess, work: (sink: EventSink) => Promise<T>): Promise<T> {
  const progress = openProgress('plain', cli.stderr, cli);
  try {
    return await work(progress.sink);
  } finally {
    progress.close();
  }
}
