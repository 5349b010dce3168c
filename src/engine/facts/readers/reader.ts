/** A program with its arguments. */
export type Words = readonly string[];

/** What a command reads of the project in its working directory. */
export interface Reading {
  /** Names of the files that it reads if they are there. */
  readonly files: readonly string[];
  /** Of these, one must be there: else the command does something else. */
  readonly needs: readonly string[];
  /** With one of these names there, the command reads more, or the rest of the project would be copied over its result. */
  readonly without: readonly string[];
  /** Whether a file's text leads to no other file of the project. @param name one of `files` */
  readonly isClosed?: (name: string, text: string) => boolean;
}

/** Knows the commands of a package manager. @returns `undefined` for a command that it does not know to the last word */
export type Reader = (words: Words) => Reading | undefined;

/** For a command that reads nothing of the project. */
export const READS_NOTHING: Reading = { files: [], needs: [], without: [] };

/** Whether all words are options that are known not to change what is read. */
export function areHarmless(options: Words, known: RegExp): boolean {
  return options.every((option) => known.test(option));
}
