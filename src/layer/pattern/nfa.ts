import { parseExpression, type Atom } from './go-regexp.js';

/**
 * A matcher for the few kinds of expressions that patterns become. It follows all paths through the expression at once, so that even a
 * hostile pattern takes no more time than its length × the length of the path.
 */
export class PatternProgram {
  readonly #atoms: readonly Atom[];
  /** What every match starts and ends with, to reject most paths quickly. */
  readonly #prefix: string;
  readonly #suffix: string;

  private constructor(atoms: readonly Atom[]) {
    this.#atoms = atoms;
    this.#prefix = literals(atoms).join('');
    this.#suffix = literals(atoms.toReversed()).reverse().join('');
  }

  /** @returns undefined if Go's regexp/syntax refuses the expression */
  static parse(expression: string): PatternProgram | undefined {
    const atoms = parseExpression(expression);
    return atoms === undefined ? undefined : new PatternProgram(atoms);
  }

  matches(path: string): boolean {
    if (!path.startsWith(this.#prefix) || !path.endsWith(this.#suffix)) return false;
    return this.#run(Array.from(path), false).has(this.#atoms.length);
  }

  /** Whether a longer path that starts with `start` may match. */
  mayContinue(start: string): boolean {
    for (const state of this.#run(Array.from(start), true)) {
      const kind = this.#atoms[state]?.kind;
      if (kind === 'one' || kind === 'many') return true;
    }
    return false;
  }

  /** The positions in the expression after all of `characters`; `open` if more of the path may follow. */
  #run(characters: readonly string[], open: boolean): ReadonlySet<number> {
    let positions = new Set<number>();
    this.#enter(positions, 0, undefined, characters[0], open);
    for (const [at, character] of characters.entries()) {
      const code = character.codePointAt(0) ?? 0;
      const next = new Set<number>();
      for (const position of positions) {
        const atom = this.#atoms[position];
        if (atom === undefined || (atom.kind !== 'one' && atom.kind !== 'many') || !atom.accepts(code)) continue;
        this.#enter(next, atom.kind === 'one' ? position + 1 : position, character, characters[at + 1], open);
      }
      if (next.size === 0) return next;
      positions = next;
    }
    return positions;
  }

  /** Adds `position` and all positions that can be reached from it without a character. */
  #enter(
    positions: Set<number>,
    position: number,
    before: string | undefined,
    after: string | undefined,
    open: boolean,
  ): void {
    if (positions.has(position)) return;
    const atom = this.#atoms[position];
    if (atom?.kind === 'assertion') {
      if (!atom.holds(before, after) && !(open && after === undefined)) return;
      this.#enter(positions, position + 1, before, after, open);
      return;
    }
    positions.add(position);
    if (atom === undefined || atom.kind === 'one') return;
    this.#enter(positions, position + 1, before, after, open);
    if (atom.kind === 'optional') this.#enter(positions, position + 1 + atom.length, before, after, open);
  }
}

function literals(atoms: readonly Atom[]): string[] {
  const run: string[] = [];
  for (const atom of atoms) {
    if (atom.kind !== 'one' || atom.literal === undefined) break;
    run.push(atom.literal);
  }
  return run;
}
