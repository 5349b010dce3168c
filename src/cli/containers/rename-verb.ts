import { UserError } from '../../errors.js';
import type { Verb } from '../command/verb.js';
import { containerVerb } from './container-verb.js';

export const renameVerb: Verb = containerVerb({
  name: 'rename',
  summary: 'give a container another name',
  operands: 'CONTAINER NAME',
  count: [2, 2],
  examples: [{ does: 'Keep a container beside a new one', command: 'layer-build rename web web-before' }],
  flags: {},
  run: async ({ containers, operands: [query = '', name = ''] }) => {
    const known = await containers.store.find(query);
    if (known.container.name === name) throw new UserError('a container is renamed to a name that it does not have');
    await containers.store.rename(known, name);
    return 0;
  },
});
