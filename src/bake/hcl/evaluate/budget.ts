import { UserError } from '../../../errors.js';

/** Expressions that one definition may evaluate, and elements that its functions may make. A hundred targets take some thousands. */
const MOST_STEPS = 1_000_000;
/** Characters of all texts that one definition may make. */
const MOST_CHARACTERS = 64 * 1024 * 1024;

/** Limits of what the files of a definition can ask for: a few lines could else take hours, or all of the memory. */
export class Budget {
  #steps = 0;
  #characters = 0;

  /** @throws UserError when there were too many */
  step(count = 1): void {
    this.#steps += count;
    if (this.#steps > MOST_STEPS)
      throw new UserError(`the bake definition takes too long: it evaluates more than ${MOST_STEPS} expressions`);
  }

  /** @throws UserError when there were too many */
  characters(count: number): void {
    this.#characters += count;
    if (this.#characters > MOST_CHARACTERS)
      throw new UserError(`the bake definition makes texts of more than ${MOST_CHARACTERS} characters`);
  }
}
