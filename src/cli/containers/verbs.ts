import type { Verb } from '../command/verb.js';
import { commitVerb } from './commit-verb.js';
import { cpVerb, diffVerb, exportVerb } from './copy-verbs.js';
import { killVerb, pruneVerb, rmVerb, stopVerb, waitVerb } from './end-verbs.js';
import { execVerb } from './exec-verb.js';
import { logsVerb } from './logs-verb.js';
import { psVerb } from './ps-verb.js';
import { renameVerb } from './rename-verb.js';
import { createVerb, runVerb } from './run-verb.js';
import { attachVerb, restartVerb, startVerb } from './start-verbs.js';

const OWN: readonly Verb[] = [
  ...[
    runVerb,
    createVerb,
    startVerb,
    restartVerb,
    attachVerb,
    execVerb,
    psVerb('ps'),
    logsVerb,
    waitVerb,
    stopVerb,
    killVerb,
    rmVerb,
    renameVerb,
  ],
  ...[commitVerb, cpVerb, exportVerb],
];

/** The verbs that have to do with containers, as they are typed. */
export const containerVerbs: readonly Verb[] = [
  ...OWN,
  // As docker, each is also a verb of `container`.
  ...OWN.map(belowContainer),
  psVerb('container ls'),
  psVerb('container list'),
  diffVerb,
  pruneVerb,
];

function belowContainer(verb: Verb): Verb {
  const examples = verb.examples.map(({ does, command }) => ({
    does,
    command: command.replaceAll('layer-build ', 'layer-build container '),
  }));
  return { ...verb, name: `container ${verb.name}`, examples };
}
