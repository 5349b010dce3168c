import { EngineBug, InfraError, UserError, type SourceLocation } from '../../errors.js';
import { formatDuration } from '../../text/format.js';
import { oneLine, shorten } from '../../text/sanitize-line.js';
import { VERSION } from '../../version.js';
import { Interruption } from '../exit-code.js';
import { hasTellingLines, type Failure } from '../model/failure.js';

/** `file:line[:column]`, the form that editors and terminals turn into a link. */
function formatLocation(location: SourceLocation): string {
  const column = location.column === undefined ? '' : `:${location.column}`;
  return `${location.file}:${location.line}${column}`;
}

/**
 * An error as text for people; every line ends with a line break. Errors that the user can act on have no stack. Everything
 * that is not one of our own errors is shown as a bug, with its stack.
 *
 * @param failure what was at work then, and what it printed
 */
export function renderError(error: unknown, failure?: Failure): string {
  if (error instanceof Interruption) return renderInterruption(error, failure);
  if (error instanceof UserError) return renderUserError(error, failure);
  if (error instanceof InfraError) return renderInfraError(error);
  return renderBug(error);
}

function renderInterruption(error: Interruption, failure: Failure | undefined): string {
  if (failure?.what === undefined) return `${error.message}\n`;
  const { what, at, isTest, durationMs } = failure;
  const time = durationMs === undefined ? '' : `, for ${formatDuration(durationMs)}`;
  return finish([
    `${error.message} while this ${isTest === true ? 'test' : 'step'} was at work${time}:`,
    `  ${oneLine(shorten(what, 300))}`,
    ...(at === undefined ? [] : [`  at ${at}`]),
    ...outputLines(failure),
  ]);
}

function outputLines({ telling, output }: Failure): string[] {
  const quoted = (lines: readonly string[]): readonly string[] => lines.map((line) => `  | ${line}`);
  return [
    ...(hasTellingLines({ telling, output }) ? ['  What it says:', ...quoted(telling), ''] : []),
    ...(output.length > 0 ? ['  Last output:', ...quoted(output), ''] : []),
  ];
}

function renderUserError(error: UserError, failure: Failure | undefined): string {
  const lines = [`ERROR: ${error.message}`, ...locationLines(error)];
  if (failure !== undefined) lines.push(...outputLines(failure));
  if (error.hint !== undefined) lines.push(`  Hint: ${error.hint}`);
  return finish(lines);
}

function locationLines({ location, excerpt }: UserError | InfraError): string[] {
  const lines = location === undefined ? [] : [`  at ${formatLocation(location)}`];
  if (excerpt === undefined || excerpt === '') return lines;
  const shown = excerpt.replace(/\n+$/, '').split('\n');
  return [...lines, '', ...shown.map((line) => `  ${line}`.trimEnd()), ''];
}

function renderInfraError(error: InfraError): string {
  const lines = [`ERROR: ${error.message}`, ...locationLines(error)];
  if (error.url !== undefined) lines.push(`  address: ${error.url}`);
  if (error.attempts > 1) lines.push(`  tried ${error.attempts} times`);
  for (const cause of causes(error)) lines.push(`  because: ${cause}`);
  if (error.hint !== undefined) lines.push(`  Hint: ${error.hint}`);
  else if (error.retryable) lines.push('  Hint: this is often temporary; run the build again.');
  return finish(lines);
}

function renderBug(error: unknown): string {
  const what = error instanceof EngineBug ? 'an invariant of the engine broke' : 'an unexpected error';
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const lines = [
    `ERROR: this is a bug in layer-build ${VERSION} (${what})`,
    ...stack.split('\n').map((line) => `  ${line}`),
  ];
  if (error instanceof Error) for (const cause of causes(error)) lines.push(`  because: ${cause}`);
  lines.push(`  Node ${process.version}, ${process.platform} ${process.arch}. Please report it with these lines.`);
  return finish(lines);
}

/** Messages of the chain of causes, each once. */
function causes(error: Error): string[] {
  const messages: string[] = [];
  let cause = error.cause;
  while (cause instanceof Error && messages.length < 8) {
    if (cause.message !== '' && !error.message.includes(cause.message) && !messages.includes(cause.message)) {
      messages.push(cause.message);
    }
    cause = cause.cause;
  }
  return messages;
}

function finish(lines: readonly string[]): string {
  return `${lines.join('\n').replace(/\n+$/, '')}\n`;
}
