import { parseExpression, type Atom } from './go-regexp.js';

/**
 * A matcher for the few forms of expression that patterns turn into. It follows all ways through the expression at once, so
 * that no pattern, however hostile, takes more than length of pattern × length of path.
 */
export class PatternProgram {
  readonly #atoms: readonly Atom[];
  /** What every match begins and ends with, to turn most paths away at once. */
  readonly #prefix: string;
  readonly #suffix: string;

  private constructor(atoms: readonly Atom[]) {
    this.#atoms = atoms;
    this.#prefix = literals(atoms).join('');
    this.#suffix = literals(atoms.toReversed()).reverse().join('');
  }

  /** @returns undefined where Go's regexp/syntax would refuse the expression */
  static parse(expression: string): PatternProgram | undefined {
    const atoms = parseExpression(expression);
    return atoms === undefined ? undefined : new PatternProgram(atoms);
  }

  matches(path: string): boolean {
    if (!path.startsWith(this.#prefix) || !path.endsWith(this.#suffix)) return false;
    return this.#run(Array.from(path), false).has(this.#atoms.length);
  }

  /** Whether any path that begins with `start` and goes on after it could match. */
  mayContinue(start: string): boolean {
    for (const state of this.#run(Array.from(start), true)) {
      const kind = this.#atoms[state]?.kind;
      if (kind === 'one' || kind === 'many') return true;
    }
    return false;
  }

  /** The places in the expression that all of `characters` can lead to; `open` when more of the path may follow. */
  #run(characters: readonly string[], open: boolean): ReadonlySet<number> {
    let places = new Set<number>();
    this.#enter(places, 0, undefined, characters[0], open);
    for (const [at, character] of characters.entries()) {
      const code = character.codePointAt(0) ?? 0;
      const next = new Set<number>();
      for (const place of places) {
        const atom = this.#atoms[place];
        if (atom === undefined || (atom.kind !== 'one' && atom.kind !== 'many') || !atom.accepts(code)) continue;
        this.#enter(next, atom.kind === 'one' ? place + 1 : place, character, characters[at + 1], open);
      }
      if (next.size === 0) return next;
      places = next;
    }
    return places;
  }

  /** Adds `place` and every place that is reached from it without a character. */
  #enter(
    places: Set<number>,
    place: number,
    before: string | undefined,
    after: string | undefined,
    open: boolean,
  ): void {
    if (places.has(place)) return;
    const atom = this.#atoms[place];
    if (atom?.kind === 'assertion') {
      if (!atom.holds(before, after) && !(open && after === undefined)) return;
      this.#enter(places, place + 1, before, after, open);
      return;
    }
    places.add(place);
    if (atom === undefined || atom.kind === 'one') return;
    this.#enter(places, place + 1, before, after, open);
    if (atom.kind === 'optional') this.#enter(places, place + 1 + atom.length, before, after, open);
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
