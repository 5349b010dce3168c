import type { SupervisorSession } from '../../app/containers/supervisor-session.js';
import { SWITCH } from '../../app/options/option.js';
import { UserError } from '../../errors.js';
import type { CliProcess, CliTerminal, PassedSignal } from '../command/cli-process.js';
import type { Printer } from './printer.js';

export interface Attachment {
  /** Whether this process's standard input goes to the container's process. */
  readonly stdin: boolean;
  /** Whether the process has a terminal, which is shown on this process's. */
  readonly terminal: boolean;
  /** Where signals to this process go; absent: they end it. */
  readonly signals?: PassedSignals | undefined;
}

/** The process of a container, which gets the signals to this process. */
interface PassedSignals {
  /** Settles when it has ended, although what it printed may not have been taken yet. Never fails. */
  readonly ended: () => Promise<void>;
}

/** A flag of verbs that attach. */
export const SIGNAL_PROXY = {
  flag: '--sig-proxy',
  takes: { ...SWITCH, read: (_where: string, texts: readonly string[]): boolean => texts.at(-1) !== 'false' },
  help: 'pass signals on to the command; false: they end this process alone',
  otherwise: 'true',
} as const;

/** The signals by which somebody wants the process to end. */
const ENDING: ReadonlySet<PassedSignal> = new Set(['HUP', 'INT', 'QUIT', 'TERM']);

/** What the keys of `detach` look like when they are typed: ctrl-p and ctrl-q, as with docker. */
const CTRL_P = 0x10;
const CTRL_Q = 0x11;

/** The size of this process's terminal, for one in a container. */
export function sizeFor(
  terminal: boolean,
  cli: CliProcess,
): { readonly rows: number; readonly columns: number } | undefined {
  return terminal ? (cli.terminal?.size() ?? { rows: 24, columns: 80 }) : undefined;
}

/** @throws UserError when a terminal is asked for and standard input is none */
export function requireTerminal({ stdin, terminal }: Pick<Attachment, 'stdin' | 'terminal'>, cli: CliProcess): void {
  if (!stdin || !terminal || cli.terminal?.isInput === true) return;
  throw new UserError('the input device is not a terminal', { hint: 'Leave out -t, or run it on a terminal.' });
}

/**
 * Connects this process's standard input, terminal and signals with a session until its process has ended.
 *
 * @returns the exit code; `detached` when the user typed the keys for that
 */
export async function attach(
  session: SupervisorSession,
  attachment: Attachment,
  cli: CliProcess,
  printer: Printer,
): Promise<number | 'detached'> {
  const terminal = cli.terminal;
  const undo: (() => void)[] = [];
  const raw = attachment.terminal && attachment.stdin && terminal?.isInput === true;
  let detach: () => void = () => undefined;
  const detached = new Promise<'detached'>((resolve) => (detach = () => resolve('detached')));
  try {
    if (raw) undo.push(terminal.raw());
    if (attachment.terminal && terminal !== undefined) {
      undo.push(terminal.onResize((size) => session.resize(size)));
    }
    const { signals } = attachment;
    if (signals !== undefined && terminal !== undefined) undo.push(passSignals(terminal, session, signals, printer));
    if (attachment.stdin) {
      undo.push(() => terminal?.stopInput());
      void pass(session, cli, raw ? detach : undefined);
    }
    const end = await Promise.race([session.exited, detached]);
    await printer.printed();
    return end;
  } catch (error) {
    // If the reader of our output has gone, the session fails too, and does not know why.
    await printer.printed();
    throw error;
  } finally {
    for (const each of undo.reverse()) each();
  }
}

/**
 * As with docker, a signal ends the container, and its end that of this process. But what nobody takes of the output must not keep this process:
 * whoever sends the signal wants it to end.
 */
function passSignals(
  terminal: CliTerminal,
  session: SupervisorSession,
  { ended }: PassedSignals,
  printer: Printer,
): () => void {
  let end: Promise<void> | undefined;
  return terminal.onSignal((name) => {
    session.send(name);
    if (ENDING.has(name)) end ??= ended().then(() => printer.limitWaiting());
  });
}

/** @param detach called for the keys that detach; absent: they are input like all others */
async function pass(session: SupervisorSession, cli: CliProcess, detach: (() => void) | undefined): Promise<void> {
  let held = false;
  try {
    for await (const chunk of cli.stdin) {
      if (detach === undefined) {
        await session.input(chunk);
        continue;
      }
      const bytes: number[] = [];
      for (const byte of chunk) {
        if (held && byte === CTRL_Q) {
          detach();
          return;
        }
        if (held) bytes.push(CTRL_P);
        held = byte === CTRL_P;
        if (!held) bytes.push(byte);
      }
      if (bytes.length > 0) await session.input(Uint8Array.from(bytes));
    }
    await session.input(new Uint8Array());
  } catch {
    // The session has ended, and so has the reading.
  }
}
