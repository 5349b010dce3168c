import { UserError } from '../../errors.js';

/** Characters that the variables of one word may bring. The kernel gives a program no string that is an eighth as long. */
const MOST_EXPANDED = 1024 * 1024;

/** @throws UserError for a word in which variables that hold variables come to more than any word has */
export function checkExpanded(size: number): void {
  if (size > MOST_EXPANDED) throw new UserError(`it expands to more than ${MOST_EXPANDED} characters`);
}
