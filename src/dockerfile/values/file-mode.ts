import { WordError } from '../syntax/error-location.js';

/** A parsed value of `--chmod`. */
export interface FileMode {
  /** Of an octal one, `0o7777` at most; absent for a symbolic one. */
  readonly octal?: number;
  apply(mode: number, isDirectory: boolean): number;
}

const SET_UID = 0o4000;
const SET_GID = 0o2000;
const STICKY = 0o1000;
const EXECUTE = 0o111;
const ALL = SET_UID | SET_GID | 0o777;

/** The bits of each class. The sticky bit belongs to none of them: only `t` sets it. */
const CLASSES: Readonly<Record<string, number>> = { a: ALL, u: SET_UID | 0o700, g: SET_GID | 0o070, o: 0o007 };

/** The bits of a permission in every class. */
const PERMISSIONS: Readonly<Record<string, number>> = { r: 0o444, w: 0o222, x: EXECUTE, X: EXECUTE };

/** One of a symbolic mode's changes, applied one after another. */
type Change =
  | { readonly kind: 'set' | 'clear' | 'set-executable'; readonly bits: number }
  | { readonly kind: 'copy'; readonly operator: string; readonly shift: number; readonly targets: readonly number[] };

/**
 * An octal mode (`755`, `0644`, up to `7777`) or a symbolic one as BSD's chmod(1) takes it (`u+x,go-w`, `a=rX`, `g=u`), which is
 * what BuildKit's library follows. The umask is 0.
 *
 * @throws UserError without a location for anything else
 */
export function parseFileMode(text: string): FileMode {
  if (/^\d/.test(text)) return octalMode(text);
  const changes = text.split(',').flatMap((clause) => parseClause(clause, text));
  return {
    apply: (mode, isDirectory) => {
      const executable = isDirectory || (mode & EXECUTE) !== 0;
      return changes.reduce((changed, change) => applyChange(change, changed, executable), mode);
    },
  };
}

function octalMode(text: string): FileMode {
  const octal = /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Infinity;
  if (octal > 0o7777) {
    throw new WordError(`invalid chmod parameter: '${text}'. it should be octal string and between 0 and 07777`, text, {
      hint: 'Write it as 755, 0644 or u+x.',
    });
  }
  return { octal, apply: () => octal };
}

/** `[ugoa]*` and one or more of `[-+=][rwxXstugo]*`. */
function parseClause(clause: string, whole: string): readonly Change[] {
  const match = /^([ugoa]*)((?:[-+=][rwxXstugo]*)+)$/.exec(clause);
  if (match === null) {
    throw new WordError(`invalid chmod parameter: '${whole}'`, whole, { hint: 'Write it as 755, 0644 or u+x,go-w.' });
  }
  const [, classes = '', actions = ''] = match;
  const who = [...classes].reduce((bits, letter) => bits | (CLASSES[letter] ?? 0), 0);
  return [...actions.matchAll(/([-+=])([rwxXstugo]*)/g)].flatMap(([, operator = '', letters = '']) =>
    changesOf(who, operator, letters),
  );
}

/** @param who bits of the classes that are named; 0 for none, which means all */
function changesOf(who: number, operator: string, letters: string): readonly Change[] {
  const changes: Change[] = [];
  let reach = who;
  let bits = 0;
  let executable = 0;
  let cleared = operator !== '=';
  const masked = (wanted: number): number => (reach === 0 ? wanted : reach & wanted);
  const flush = (atEnd: boolean): void => {
    if (bits !== 0 || (atEnd && !cleared)) {
      if (operator === '=') changes.push({ kind: 'clear', bits: reach === 0 ? ALL : reach });
      changes.push({ kind: operator === '-' ? 'clear' : 'set', bits: masked(bits) });
      cleared = true;
      bits = 0;
    }
    if (executable !== 0) changes.push({ kind: 'set-executable', bits: masked(executable) });
    executable = 0;
  };
  for (const letter of letters) {
    if (letter === 'u' || letter === 'g' || letter === 'o') {
      flush(false);
      cleared = true;
      changes.push(copyOf(letter, operator, reach));
    } else if (letter === 's' || letter === 't') {
      // With `o` alone, neither has an effect.
      if (reach !== 0 && (reach & ~0o007) === 0) continue;
      bits |= letter === 's' ? SET_UID | SET_GID : STICKY;
      if (letter === 't') reach |= STICKY;
    } else if (letter === 'X' && operator !== '-') executable |= EXECUTE;
    else bits |= PERMISSIONS[letter] ?? 0;
  }
  flush(true);
  return changes;
}

/** `g=u`: one class gets the permissions of another. */
function copyOf(source: string, operator: string, reach: number): Change {
  const shift = source === 'u' ? 6 : source === 'g' ? 3 : 0;
  const targets = [
    ...(reach === 0 || (reach & 0o400) !== 0 ? [6] : []),
    ...(reach === 0 || (reach & 0o040) !== 0 ? [3] : []),
    ...(reach === 0 || (reach & 0o004) !== 0 ? [0] : []),
  ];
  return { kind: 'copy', operator, shift, targets };
}

/** @param executable whether X sets a bit; the mode before the first change decides that */
function applyChange(change: Change, mode: number, executable: boolean): number {
  switch (change.kind) {
    case 'set':
      return mode | change.bits;
    case 'clear':
      return mode & ~change.bits;
    case 'set-executable':
      return executable ? mode | change.bits : mode;
    case 'copy': {
      const value = (mode >> change.shift) & 7;
      return change.targets.reduce((changed, target) => {
        if (change.operator === '+') return changed | (value << target);
        if (change.operator === '-') return changed & ~(value << target);
        return (changed & ~(7 << target)) | (value << target);
      }, mode);
    }
  }
}
