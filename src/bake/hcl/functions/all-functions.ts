import type { HclFunction } from '../evaluate/scope.js';
import { ENCODING_FUNCTIONS } from './encoding-functions.js';
import { LAZY_FUNCTIONS } from './lazy-functions.js';
import { LIST_FUNCTIONS } from './list-functions.js';
import { MAP_FUNCTIONS } from './map-functions.js';
import { NETWORK_FUNCTIONS } from './network-functions.js';
import { NUMBER_FUNCTIONS } from './number-functions.js';
import { patternFunctions } from './pattern-functions.js';
import { TEXT_FUNCTIONS } from './text-functions.js';
import { timeFunctions } from './time-functions.js';

/** What functions may know of the machine. */
export interface FunctionFacts {
  readonly now: () => Date;
  /** For `homedir()`. */
  readonly homeDirectory: string;
}

/**
 * The functions of buildx's standard library.
 *
 * @param texts of the files: libraries that their functions need are loaded only if they are named
 */
export async function allFunctions(
  facts: FunctionFacts,
  texts: readonly string[],
): Promise<ReadonlyMap<string, HclFunction>> {
  const uses = (name: string): boolean => texts.some((text) => text.includes(name));
  return new Map<string, HclFunction>([
    ...NUMBER_FUNCTIONS,
    ...TEXT_FUNCTIONS,
    ...LIST_FUNCTIONS,
    ...MAP_FUNCTIONS,
    ...ENCODING_FUNCTIONS,
    ...NETWORK_FUNCTIONS,
    ...timeFunctions(facts.now),
    ...LAZY_FUNCTIONS,
    ['homedir', homeDirectory(facts)],
    ...(uses('regex') ? patternFunctions((await import('./re2-engine.js')).RE2_ENGINE) : []),
    ...(uses('semvercmp') ? (await import('./semver-functions.js')).SEMVER_FUNCTIONS : []),
  ]);
}

function homeDirectory({ homeDirectory: value }: FunctionFacts): HclFunction {
  return { kind: 'plain', parameters: [], call: () => ({ kind: 'string', value }) };
}
