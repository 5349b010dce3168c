import { UserError } from '../errors.js';

/** What a `--chmod` does to a mode. */
export interface FileMode {
  /** Of an octal one, `0o7777` at most; absent for a symbolic one. */
  readonly octal?: number;
  apply(mode: number, isDirectory: boolean): number;
}

interface Clause {
  /** Bits of the classes that it is about: 0o700, 0o070, 0o007, together with their special bits. */
  readonly who: { readonly user: boolean; readonly group: boolean; readonly other: boolean };
  readonly operator: '+' | '-' | '=';
  readonly permissions: string;
}

const CLAUSE = /^([ugoa]*)((?:[-+=](?:[rwxXst]*|[ugo]))+)$/;

/**
 * An octal mode (`755`, `0644`, up to `7777`) or a symbolic one as chmod(1) takes it (`u+x,go-w`, `a=rX`, `g=u`).
 *
 * @throws UserError for anything else
 */
export function parseFileMode(text: string): FileMode {
  if (/^\d+$/.test(text)) return octalMode(text);
  const clauses = text.split(',').flatMap((clause) => parseClause(clause, text));
  return { apply: (mode, isDirectory) => clauses.reduce((all, clause) => applyClause(clause, all, isDirectory), mode) };
}

function octalMode(text: string): FileMode {
  const octal = /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Infinity;
  if (octal > 0o7777) {
    throw new UserError(`invalid chmod parameter: '${text}'. it should be octal string and between 0 and 07777`, {
      hint: 'Write it as 755, 0644 or u+x.',
    });
  }
  return { octal, apply: () => octal };
}

function parseClause(clause: string, whole: string): readonly Clause[] {
  const match = CLAUSE.exec(clause);
  if (match === null) {
    throw new UserError(`invalid chmod parameter: '${whole}'`, { hint: 'Write it as 755, 0644 or u+x,go-w.' });
  }
  const [, classes = '', actions = ''] = match;
  const all = classes === '' || classes.includes('a');
  const who = {
    user: all || classes.includes('u'),
    group: all || classes.includes('g'),
    other: all || classes.includes('o'),
  };
  return [...actions.matchAll(/([-+=])([rwxXst]*|[ugo])/g)].map(([, operator, permissions = '']) => ({
    who,
    operator: operator as Clause['operator'],
    permissions,
  }));
}

function applyClause({ who, operator, permissions }: Clause, mode: number, isDirectory: boolean): number {
  const bits = permissionBits(permissions, mode, isDirectory);
  const classes = (who.user ? 0o700 : 0) | (who.group ? 0o070 : 0) | (who.other ? 0o007 : 0);
  const special =
    (permissions.includes('s') ? (who.user ? 0o4000 : 0) | (who.group ? 0o2000 : 0) : 0) |
    (permissions.includes('t') ? 0o1000 : 0);
  const set = ((bits * 0o111) & classes) | special;
  switch (operator) {
    case '+':
      return mode | set;
    case '-':
      return mode & ~set;
    case '=': {
      const cleared = classes | (who.user ? 0o4000 : 0) | (who.group ? 0o2000 : 0) | (who.other ? 0o1000 : 0);
      // As chmod(1) has it, a directory keeps its set-id bits unless they are named.
      const kept = isDirectory && !permissions.includes('s') ? cleared & ~0o6000 : cleared;
      return (mode & ~kept) | set;
    }
  }
}

/** Permissions of one class, 0 to 7. */
function permissionBits(permissions: string, mode: number, isDirectory: boolean): number {
  if (permissions === 'u') return (mode >> 6) & 7;
  if (permissions === 'g') return (mode >> 3) & 7;
  if (permissions === 'o') return mode & 7;
  let bits = 0;
  if (permissions.includes('r')) bits |= 4;
  if (permissions.includes('w')) bits |= 2;
  if (permissions.includes('x')) bits |= 1;
  if (permissions.includes('X') && (isDirectory || (mode & 0o111) !== 0)) bits |= 1;
  return bits;
}
