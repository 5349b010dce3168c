import { UserError } from '../errors.js';

/** There is no image with that name or id in the store. */
export class NoSuchImage extends UserError {
  /** @param asked as it was written */
  constructor(asked: string, hint?: string) {
    super(`no such image: ${asked}`, { hint });
  }
}
