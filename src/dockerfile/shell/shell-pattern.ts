import { UserError } from '../../errors.js';

/**
 * The most characters that all substitutions of one text may give together. A string for a program is limited by the kernel to less than
 * an eighth of that.
 */
const MOST_EXPANDED = 1024 * 1024;
/** The limit for the cost of matching: elements of patterns times characters of values. This many take some tenths of a second. */
const MOST_STEPS = 8 * 1024 * 1024;

/** The budget that is left for the substitutions of one text. Without it, nested ones could make terabytes of one line, or take days. */
export class ExpansionBudget {
  #characters = MOST_EXPANDED;
  #steps = MOST_STEPS;

  /** @throws UserError if so many more characters are over the budget */
  give(characters: number): void {
    this.#characters -= characters;
    if (this.#characters >= 0) return;
    throw new UserError(`its substitutions give more than ${MOST_EXPANDED} characters`, {
      hint: 'Look for a variable that is put into itself, or into another one many times.',
    });
  }

  /** @throws UserError if a pattern of so many elements is too long for so many characters */
  match(elements: number, characters: number): void {
    this.#steps -= elements * characters;
    if (this.#steps >= 0) return;
    throw new UserError(
      `a pattern of ${elements} characters in a substitution is too long for a value of ${characters}: ` +
        `at most ${MOST_STEPS} steps are taken`,
    );
  }
}

/** One element of a pattern of `${name#pattern}`: a character, any character, or any run of characters. */
type Element = { readonly kind: 'char'; readonly char: string } | { readonly kind: 'any' } | { readonly kind: 'run' };

/**
 * A wildcard pattern of parameter expansion (POSIX shell, 2.13, without bracket expressions): `?` and `*` do not match a
 * line end, as in BuildKit. Matching walks the value once and keeps the set of elements that it can be at, so that no pattern
 * takes more than length × length steps.
 */
export class ShellPattern {
  readonly #elements: readonly Element[];
  readonly #budget: ExpansionBudget;

  private constructor(elements: readonly Element[], budget: ExpansionBudget) {
    this.#elements = elements;
    this.#budget = budget;
  }

  /** @throws UserError for an escape of anything but `*`, `?`, `\`, `/` and `}` */
  static parse(pattern: string, budget = new ExpansionBudget()): ShellPattern {
    const elements: Element[] = [];
    const chars = [...pattern];
    for (let at = 0; at < chars.length; at++) {
      const char = chars[at] ?? '';
      if (char === '*') {
        // Two runs in a row match the same as one, and take longer.
        if (elements.at(-1)?.kind !== 'run') elements.push({ kind: 'run' });
      } else if (char === '?') elements.push({ kind: 'any' });
      else if (char !== '\\') elements.push({ kind: 'char', char });
      else {
        const next = chars[at + 1];
        // A backslash before a character that would end the substitution is not part of the pattern.
        if (next === '}' || next === '/') continue;
        if (next !== '*' && next !== '?' && next !== '\\') {
          throw new UserError(`invalid pattern (${pattern}) in substitution: invalid escape '\\${next ?? ''}'`);
        }
        elements.push({ kind: 'char', char: next });
        at += 1;
      }
    }
    return new ShellPattern(elements, budget);
  }

  /** The value without the shortest or longest prefix that matches. */
  trimPrefix(value: string, longest: boolean): string {
    const chars = this.#charsOf(value);
    const length = this.#prefixLength(chars, longest);
    return length === undefined ? value : chars.slice(length).join('');
  }

  /** The same from the end. */
  trimSuffix(value: string, longest: boolean): string {
    const reversed = new ShellPattern(this.#elements.toReversed(), this.#budget);
    const chars = this.#charsOf(value).reverse();
    const length = reversed.#prefixLength(chars, longest);
    return length === undefined ? value : chars.slice(length).reverse().join('');
  }

  /**
   * Replaces the first match, the longest where it begins, or all of them. With `all`, a `$name` in the replacement is a
   * template of Go's Regexp.ReplaceAllString, as in BuildKit: `$0` is the match, `$$` a dollar, any other name nothing.
   *
   * @throws UserError if the result is over the budget
   */
  replace(value: string, replacement: string, all: boolean): string {
    const chars = this.#charsOf(value);
    const parts: string[] = [];
    let from = 0;
    let lastEnd = -1;
    for (let at = 0; at <= chars.length;) {
      const match = this.#find(chars, at);
      if (match === undefined) break;
      const { start, end } = match;
      // An empty match right after another match does not count.
      if (end > start || start !== lastEnd) {
        const text = all ? fromTemplate(replacement, chars.slice(start, end).join(''), this.#budget) : replacement;
        this.#budget.give(text.length);
        parts.push(chars.slice(from, start).join(''), text);
        from = end;
        lastEnd = end;
      }
      if (!all) break;
      at = end > start ? end : end + 1;
    }
    return parts.join('') + chars.slice(from).join('');
  }

  /** @throws UserError when matching them would take too long */
  #charsOf(value: string): string[] {
    const chars = [...value];
    this.#budget.match(this.#elements.length, chars.length);
    return chars;
  }

  #prefixLength(chars: readonly string[], longest: boolean): number | undefined {
    let found: number | undefined;
    this.#walk(chars, 0, true, (_start, end) => {
      found = end;
      return !longest;
    });
    return found;
  }

  #find(chars: readonly string[], from: number): { readonly start: number; readonly end: number } | undefined {
    let best: { readonly start: number; readonly end: number } | undefined;
    this.#walk(chars, from, false, (start, end) => {
      if (best === undefined || start < best.start || (start === best.start && end > best.end)) best = { start, end };
      return false;
    });
    return best;
  }

  /**
   * Calls `matched` for the ends of matches, in order, with the leftmost start of each. Stops if it returns true, or if no match that began
   * as far left as the best one can continue.
   */
  #walk(
    chars: readonly string[],
    from: number,
    anchored: boolean,
    matched: (start: number, end: number) => boolean,
  ): void {
    const end = this.#elements.length;
    // For every element, the leftmost start of a match that has come this far; -1 for none.
    let states = new Array<number>(end + 1).fill(-1);
    let leftmost = Infinity;
    for (let at = from; at <= chars.length; at++) {
      if ((at === from || !anchored) && leftmost === Infinity) enter(states, 0, at);
      this.#passRuns(states);
      const start = states[end] ?? -1;
      if (start >= 0) {
        leftmost = Math.min(leftmost, start);
        if (matched(start, at)) return;
      }
      if (at === chars.length) return;
      states = this.#step(states, chars[at] ?? '', leftmost);
      if ((anchored || leftmost !== Infinity) && states.every((state) => state < 0)) return;
    }
  }

  #step(states: readonly number[], char: string, leftmost: number): number[] {
    const next = new Array<number>(states.length).fill(-1);
    for (const [index, element] of this.#elements.entries()) {
      const start = states[index] ?? -1;
      if (start < 0 || start > leftmost) continue;
      if (element.kind === 'char' ? element.char !== char : char === '\n') continue;
      enter(next, element.kind === 'run' ? index : index + 1, start);
    }
    return next;
  }

  /** A run can be empty, so the position before it is also the one after it. */
  #passRuns(states: number[]): void {
    for (const [index, element] of this.#elements.entries()) {
      const start = states[index] ?? -1;
      if (element.kind === 'run' && start >= 0) enter(states, index + 1, start);
    }
  }
}

function enter(states: number[], index: number, start: number): void {
  const there = states[index] ?? -1;
  if (there < 0 || start < there) states[index] = start;
}

/** Go's Regexp.Expand for an expression without groups. A `$` without a name stays. */
function fromTemplate(template: string, match: string, budget: ExpansionBudget): string {
  return template.replace(
    /\$(?:\$|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu,
    (whole, braced?: string, bare?: string) => {
      if (whole === '$$') return '$';
      if (!/^0+$/.test(braced ?? bare ?? '')) return '';
      budget.give(match.length);
      return match;
    },
  );
}
