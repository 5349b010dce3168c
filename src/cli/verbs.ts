import { buildVerb } from './build-verb.js';
import { cacheVerbs } from './cache-verbs.js';
import { completionVerb } from './completion-verb.js';
import { imageVerbs } from './image-verbs.js';
import { mergeVerb } from './merge-verb.js';
import { reportVerb } from './report-verb.js';
import type { Verb } from './verb.js';

/** Every verb that has flags of its own. */
export const VERBS: readonly Verb[] = [
  buildVerb,
  ...imageVerbs,
  mergeVerb,
  reportVerb,
  ...cacheVerbs,
  completionVerb(() => VERBS),
];
