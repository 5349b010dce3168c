import { asWritten, many, one, type Takes } from '../../app/options/option.js';
import type { Verb } from '../command/verb.js';
import { containerVerb } from './container-verb.js';

/** True unless it is given as `false`. */
const UNLESS_FALSE: Takes<boolean, 'switch'> = {
  count: 'switch',
  placeholder: '',
  read: (_where, texts) => texts.at(-1) !== 'false',
};

export const commitVerb: Verb = containerVerb({
  name: 'commit',
  summary: 'make an image of what a container has become',
  operands: 'CONTAINER [IMAGE]',
  count: [1, 2],
  examples: [
    {
      does: 'Keep what was tried in a container as an image',
      command: 'layer-build commit -m "fixed by hand" web app:fixed',
    },
  ],
  flags: {
    author: { flag: ['-a', '--author'], takes: one('NAME', asWritten), help: 'author of the image' },
    message: { flag: ['-m', '--message'], takes: one('TEXT', asWritten), help: 'what was done, for the history' },
    changes: {
      flag: ['-c', '--change'],
      takes: many('INSTRUCTION', (_where, texts) => texts),
      help: 'instruction of a Dockerfile that changes the config, e.g. CMD ["node"]',
    },
    pause: {
      flag: ['-p', '--pause'],
      takes: UNLESS_FALSE,
      help: 'stop the processes of the container meanwhile',
      otherwise: 'true',
    },
  },
  run: async ({ containers, flags, operands: [query = '', name], cli }) => {
    const known = await containers.store.find(query);
    const { author, message, changes, pause } = flags;
    const commit = { name, author, message, changes, pause };
    cli.stdout.write(`${await containers.commit(known, commit)}\n`);
    return 0;
  },
});
