import type { Verb } from '../command/verb.js';
import { builderPruneVerb } from './builder-prune-verb.js';
import { checkVerb } from './check-verb.js';
import { diskUsageVerb } from './disk-usage-verb.js';
import { infoVerb, versionVerb } from './machine-verbs.js';
import { systemPruneVerb } from './prune-verb.js';

/** The verbs about all that is kept on this machine. */
export const systemVerbs: readonly Verb[] = [
  ...[versionVerb, infoVerb, diskUsageVerb, checkVerb, systemPruneVerb, builderPruneVerb],
];
