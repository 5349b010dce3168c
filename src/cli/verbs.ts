import { bakeVerb } from './bake/bake-verb.js';
import { buildVerb } from './build/build-verb.js';
import { cacheVerbs } from './cache/cache-verbs.js';
import { completionVerb } from './completion-verb.js';
import { containerVerbs } from './containers/verbs.js';
import { imageVerbs } from './images/image-verbs.js';
import { mergeVerb } from './merge-verb.js';
import { reportVerb } from './report-verb.js';
import type { Verb } from './command/verb.js';

/** Every verb that has flags of its own. */
export const VERBS: readonly Verb[] = [
  buildVerb,
  bakeVerb,
  ...imageVerbs,
  ...containerVerbs,
  mergeVerb,
  reportVerb,
  ...cacheVerbs,
  completionVerb(() => VERBS),
];
