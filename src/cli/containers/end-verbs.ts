import { setTimeout as delay } from 'node:timers/promises';

import type { Containers } from '../../app/containers/containers.js';
import type { Container } from '../../app/containers/container.js';
import { signalName } from '../../app/containers/signal-name.js';
import { asWritten, one, SWITCH } from '../../app/options/option.js';
import { UserError } from '../../errors.js';
import { formatBytes } from '../../text/format.js';
import type { Verb } from '../command/verb.js';
import { containerVerb, forEach } from './container-verb.js';
import { containerFilter, FILTER_FLAG } from './filters.js';

/** Seconds that a container gets to end by itself, as docker gives it. */
const STOP_TIME = '10';

export const stopVerb: Verb = containerVerb({
  name: 'stop',
  summary: 'end containers: by their stop signal, and after a while by KILL',
  operands: 'CONTAINER…',
  count: [1, Infinity],
  examples: [{ does: 'end a container, after 30 seconds by force', command: 'layer-build stop -t 30 web' }],
  flags: {
    time: { flag: ['-t', '--time'], takes: one('SECONDS', seconds, STOP_TIME), help: 'seconds to wait before KILL' },
    signal: { flag: ['-s', '--signal'], takes: one('SIGNAL', asWritten), help: 'signal', otherwise: "the container's" },
  },
  run: ({ containers, flags, ...call }) =>
    forEach(call, async (query) => {
      const { container, state } = await containers.store.find(query);
      if (state.status !== 'running') return undefined;
      await stop(containers, container, signalName(flags.signal ?? container.stopSignal), flags.time);
      return undefined;
    }),
});

async function stop(
  containers: Containers,
  container: Container,
  signal: ReturnType<typeof signalName>,
  time: number,
): Promise<void> {
  const ended = containers.wait(container.id).then(() => true);
  ended.catch(() => undefined);
  await containers.kill(container, signal);
  const inTime = await Promise.race([ended, delay(time < 0 ? 2 ** 31 - 1 : time * 1000, false, { ref: false })]);
  if (!inTime) await containers.kill(container, 'KILL').catch(() => undefined);
  await ended;
}

export const killVerb: Verb = containerVerb({
  name: 'kill',
  summary: 'send a signal to containers',
  operands: 'CONTAINER…',
  count: [1, Infinity],
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
  flags: {},
  run: ({ containers, ...call }) => forEach(call, async (query) => String(await containers.wait(query))),
});

export const rmVerb: Verb = containerVerb({
  name: 'rm',
  summary: 'remove containers',
  operands: 'CONTAINER…',
  count: [1, Infinity],
  examples: [{ does: 'end and remove a container', command: 'layer-build rm -f web' }],
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
        await stop(containers, known.container, 'KILL', 0);
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
  flags: {
    force: { flag: ['-f', '--force'], takes: SWITCH, help: 'no effect: nothing is asked' },
    filter: FILTER_FLAG,
  },
  run: async ({ containers, flags, cli }) => {
    const all = await containers.store.list();
    const fits = containerFilter(flags.filter, all, ['until', 'label', 'label!']);
    const removed: string[] = [];
    for (const known of all) {
      if (known.state.status === 'running' || !fits(known)) continue;
      await containers.remove(known);
      removed.push(known.container.id);
    }
    if (removed.length > 0) cli.stdout.write(`Deleted Containers:\n${removed.join('\n')}\n\n`);
    cli.stdout.write(`Total reclaimed space: ${formatBytes(0)}\n`);
    return 0;
  },
});

function seconds(where: string, text: string): number {
  if (/^-?\d{1,9}$/.test(text)) return Number(text);
  throw new UserError(`${where}: ${JSON.stringify(text)} is not a number of seconds`);
}
