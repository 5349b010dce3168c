/**
 * The three ways in which a build can end badly. Whoever catches one either handles it or rethrows it with its cause,
 * never both.
 */

/** A position in a text that the user wrote. Lines and columns count from 1. */
export interface SourceLocation {
  /** The file's name as the user gave it, or an input's name. */
  readonly file: string;
  readonly line: number;
  readonly endLine?: number;
  /** First column of the offending part, when known. */
  readonly column?: number;
  readonly endColumn?: number;
}

export interface UserErrorDetails {
  readonly location?: SourceLocation | undefined;
  /** The offending lines, already marked up for a monospaced reader. */
  readonly excerpt?: string | undefined;
  /** Further evidence over several lines, such as the last output of a command that failed. Untrusted text. */
  readonly details?: string | undefined;
  /** What to do about it, as a sentence. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/** The Dockerfile, an input or a command of the user's is at fault. Exit code 1; no stack is shown. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly location: SourceLocation | undefined;
  readonly excerpt: string | undefined;
  readonly details: string | undefined;
  readonly hint: string | undefined;

  constructor(message: string, details: UserErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.location = details.location;
    this.excerpt = details.excerpt;
    this.details = details.details;
    this.hint = details.hint;
  }
}

/** The command of a RUN ended with another code than 0. */
export class CommandFailed extends UserError {}

interface InfraErrorDetails {
  readonly retryable?: boolean;
  /** How often the operation was tried. */
  readonly attempts?: number;
  /** The address, without credentials or query. */
  readonly url?: string | undefined;
  /** The instruction that asked for it, and its lines. */
  readonly location?: SourceLocation | undefined;
  readonly excerpt?: string | undefined;
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/** A registry, a cache service, the disk or a missing runtime is at fault. Exit code 69. */
export class InfraError extends Error {
  override readonly name = 'InfraError';
  readonly retryable: boolean;
  readonly attempts: number;
  readonly url: string | undefined;
  readonly location: SourceLocation | undefined;
  readonly excerpt: string | undefined;
  readonly hint: string | undefined;

  constructor(message: string, details: InfraErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.retryable = details.retryable ?? false;
    this.attempts = details.attempts ?? 1;
    this.url = details.url;
    this.location = details.location;
    this.excerpt = details.excerpt;
    this.hint = details.hint;
  }
}

/** Bytes from a location do not match their digest or size: they are damaged there, or stored under the wrong name. */
export class WrongContent extends InfraError {}

/** An invariant of our own broke. Exit code 70; stack and version are shown. */
export class EngineBug extends Error {
  override readonly name = 'EngineBug';
}

/** The words of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What the system calls an error, such as ENOENT; undefined for an error that is not the system's. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Marks a branch that the types say cannot be reached. */
export function unreachable(value: never): never {
  throw new EngineBug(`unreachable: ${JSON.stringify(value)}`);
}
