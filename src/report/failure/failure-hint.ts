import { CommandFailed } from '../../errors.js';
import { familiarName, type TaggedReference } from '../../oci/reference.js';

/**
 * The error of a command, with a hint how one looks into it where it is shown. Other errors, and those that have a hint of their own, stay
 * as they are.
 */
export function withFailureHint(error: unknown, hint: string): unknown {
  if (!(error instanceof CommandFailed) || error.hint !== undefined) return error;
  const { message, location, excerpt, details, cause } = error;
  return new CommandFailed(message, { location, excerpt, details, hint, cause });
}

/** @param root what `--root` must say, if the image is not in the usual place */
export function hintOnCommandLine(kept: TaggedReference | undefined, root: string | undefined): string {
  const run = ['layer-build run -it', ...(root === undefined ? [] : [`--root ${shellWord(root)}`])].join(' ');
  return kept === undefined
    ? `To look into it, build again with --save-failed debug: that keeps what the steps before have made. Then open a shell there: ${run} debug sh`
    : `To look into it, open a shell in what holds everything up to the step before: ${run} ${familiarName(kept)} sh`;
}

/** On a runner nobody opens a shell, but the job goes on. */
export function hintInAction(kept: TaggedReference | undefined): string {
  const how = 'a later step of the job with "if: failure()" can build FROM it';
  if (kept === undefined) {
    return `To look into it, give the input save-failed a name: the image up to the step before is kept, and ${how}.`;
  }
  return `To look into it, use the image ${familiarName(kept)}, which holds everything up to the step before: ${how}.`;
}

function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
