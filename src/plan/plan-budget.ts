import { UserError } from '../errors.js';

/** Characters of all words of a Dockerfile after expansion. A large build has some hundred thousand. */
const MOST_EXPANDED = 16 * 1024 * 1024;
/** Steps of a build. A large one has some hundred. */
const MOST_STEPS = 16_384;

/** Limits the size of a plan: variables with variables in them, and triggers, can make a small Dockerfile very large. */
export class PlanBudget {
  #steps = 0;
  #expanded = 0;

  /** One more step. @param text what its instruction expanded to  @throws UserError without a location */
  step(text: string): void {
    this.expanded(text);
    if (++this.#steps > MOST_STEPS) {
      throw new UserError(`the build has more than ${MOST_STEPS} steps, those of ONBUILD triggers included`);
    }
  }

  /** @throws UserError without a location */
  expanded(text: string): void {
    this.#expanded += text.length;
    if (this.#expanded > MOST_EXPANDED) {
      throw new UserError(`the instructions expand to more than ${MOST_EXPANDED} characters`);
    }
  }
}
