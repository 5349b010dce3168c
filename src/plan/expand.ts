import { expandWord } from '../dockerfile/shell/expand.js';
import type { Dockerfile } from '../dockerfile/syntax/ast.js';
import type { Environment } from './environment.js';

/** Expands the variables of one word. */
export function expand(dockerfile: Dockerfile, word: string, environment: Environment): string {
  return expandWord(word, environment.get, dockerfile.directives.escape);
}
