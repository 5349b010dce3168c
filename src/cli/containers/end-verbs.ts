import { signalName } from '../../app/containers/signal-name.js';
import { asWritten, one, SWITCH } from '../../app/options/option.js';
import { UserError } from '../../errors.js';
import { shortBytes } from '../../text/format.js';
import type { Verb } from '../command/verb.js';
import { confirmed, FORCE_PRUNE } from '../command/confirm.js';
import { containerVerb, forEach } from './container-verb.js';
import { FILTER_FLAG } from './filters.js';
import { pruneContainers } from './prune-containers.js';
import { LINKS } from './refused-flags.js';
import { STOP_FLAGS, stopOne } from './stop.js';

export const stopVerb: Verb = containerVerb({
  name: 'stop',
  summary: 'end containers: by their stop signal, and after a while by KILL',
  operands: 'CONTAINER…',
  count: [1, Infinity],
  examples: [{ does: 'End a container, after 30 seconds by force', command: 'layer-build stop -t 30 web' }],
  flags: STOP_FLAGS,
  run: ({ containers, flags, ...call }) =>
    forEach(call, async (query) => {
      await stopOne(containers, await containers.store.find(query), flags);
      return undefined;
    }),
});

export const killVerb: Verb = containerVerb({
  name: 'kill',
  summary: 'send a signal to containers',
  operands: 'CONTAINER…',
  count: [1, Infinity],
  examples: [{ does: 'Let a server read its settings again', command: 'layer-build kill -s HUP web' }],
  flags: { signal: { flag: ['-s', '--signal'], takes: one('SIGNAL', asWritten, 'KILL'), help: 'signal' } },
  run: ({ containers, flags, ...call }) =>
    forEach(call, async (query) => {
      const { container } = await containers.store.find(query);
      const name = signalName(flags.signal);
      const ended = name === 'KILL' ? containers.wait(container.id) : undefined;
      ended?.catch(() => undefined);
      await containers.kill(container, name);
      await ended;
      return undefined;
    }),
});

export const waitVerb: Verb = containerVerb({
  name: 'wait',
  summary: 'wait until containers have ended, and print their exit codes',
  operands: 'CONTAINER…',
  count: [1, Infinity],
  examples: [{ does: 'Wait for a container, and print its exit code', command: 'layer-build wait web' }],
  flags: {},
  run: ({ containers, ...call }) => forEach(call, async (query) => String(await containers.wait(query))),
});

export const rmVerb: Verb = containerVerb({
  name: 'rm',
  summary: 'remove containers',
  operands: 'CONTAINER…',
  count: [1, Infinity],
  examples: [{ does: 'End and remove a container', command: 'layer-build rm -f web' }],
  unsupported: LINKS,
  flags: {
    force: { flag: ['-f', '--force'], takes: SWITCH, help: 'also those that run: they are killed' },
    volumes: { flag: ['-v', '--volumes'], takes: SWITCH, help: 'no effect: there are no volumes' },
  },
  run: ({ containers, flags, ...call }) =>
    forEach(call, async (query) => {
      const known = await containers.store.find(query);
      if (known.state.status === 'running') {
        if (!flags.force) {
          throw new UserError(`container ${query} is running`, { hint: 'Stop it first, or use --force.' });
        }
        await stopOne(containers, known, { time: 0, signal: 'KILL' });
      }
      await containers.remove(known);
      return undefined;
    }),
});

export const pruneVerb: Verb = containerVerb({
  name: 'container prune',
  summary: 'remove all containers that do not run',
  operands: '',
  count: [0, 0],
  examples: [
    {
      does: 'Remove containers that are more than a day old',
      command: 'layer-build container prune --filter until=24h',
    },
  ],
  flags: {
    force: FORCE_PRUNE,
    filter: FILTER_FLAG,
  },
  run: async ({ containers, flags, cli }) => {
    if (!flags.force && !(await confirmed('This will remove all stopped containers.', cli))) return 0;
    const { text, bytes } = await pruneContainers(containers, flags.filter, cli);
    cli.stdout.write(`${text}Total reclaimed space: ${shortBytes(bytes, 4)}\n`);
    return 0;
  },
});
