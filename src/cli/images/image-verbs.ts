import type { Verb } from '../command/verb.js';
import { importVerb, loadVerb, saveVerb } from './archive-verbs.js';
import { diffVerb } from './diff-verb.js';
import { historyVerb } from './history-verb.js';
import { inspectVerbs } from './inspect-verb.js';
import { listVerb } from './list-verb.js';
import { loginVerb, logoutVerb } from './login-verbs.js';
import { pruneVerb } from './prune-verb.js';
import { pullVerb } from './pull-verb.js';
import { pushVerb } from './push-verb.js';
import { imagePruneVerb, removeVerb } from './remove-verbs.js';
import { searchVerb } from './search-verb.js';
import { tagVerb } from './tag-verb.js';

/** The verbs on the images of the local store, and on the registries that they come from. */
export const imageVerbs: readonly Verb[] = [
  listVerb,
  historyVerb,
  ...inspectVerbs,
  diffVerb,
  tagVerb,
  removeVerb,
  imagePruneVerb,
  saveVerb,
  loadVerb,
  importVerb,
  pullVerb,
  pushVerb,
  searchVerb,
  loginVerb,
  logoutVerb,
  pruneVerb,
];
