import type { KnownContainer } from '../../app/containers/container-store.js';
import { SWITCH, type Options } from '../../app/options/option.js';
import { UserError } from '../../errors.js';
import type { Verb } from '../command/verb.js';
import { attach, requireTerminal, SIGNAL_PROXY, sizeFor } from './attached.js';
import { containerVerb, forEach, type ContainerCall } from './container-verb.js';
import { Printer } from './printer.js';
import { CHECKPOINTS, DETACH_KEYS } from './refused-flags.js';
import { STOP_FLAGS, stopOne } from './stop.js';

export const startVerb: Verb = containerVerb({
  name: 'start',
  summary: 'start containers that do not run, with what they have written',
  operands: 'CONTAINER…',
  count: [1, Infinity],
  examples: [{ does: 'Start a container again, and show what it prints', command: 'layer-build start -a web' }],
  unsupported: [...DETACH_KEYS, ...CHECKPOINTS],
  flags: {
    attach: { flag: ['-a', '--attach'], takes: SWITCH, help: 'show its output, and end with its exit code' },
    interactive: { flag: ['-i', '--interactive'], takes: SWITCH, help: 'pass on standard input' },
  },
  run: async (call) => {
    const { containers, operands, flags, cli } = call;
    if (!flags.attach && !flags.interactive) {
      return forEach(call, async (query) => {
        await startOne(call, await containers.store.find(query));
        return undefined;
      });
    }
    const [query = '', ...others] = operands;
    if (others.length > 0) throw new UserError('you cannot start and attach several containers at once');
    const known = await containers.store.find(query);
    const { terminal } = known.container.process;
    const stdin = flags.interactive && known.container.process.stdin;
    requireTerminal({ stdin, terminal }, cli);
    const printer = new Printer(cli);
    const size = sizeFor(terminal, cli);
    const session = await containers.start(known, { attach: true, owner: true, terminal: size }, printer.output);
    const signals = terminal && stdin ? undefined : { ended: () => containers.ended(known.container) };
    const end = await attach(session, { stdin, terminal, signals }, cli, printer);
    if (end !== 'detached') return end;
    session.detach();
    return 0;
  },
});

/** @throws UserError when its command cannot be executed */
async function startOne({ containers, cli }: StartCall, known: KnownContainer): Promise<void> {
  const terminal = sizeFor(known.container.process.terminal, cli);
  const failed = await containers.startDetached(known, terminal, (text) => cli.stderr.write(text));
  if (failed !== undefined) throw new UserError(`container ${known.container.name} could not be started`);
}

type StartCall = Pick<ContainerCall<Options>, 'containers' | 'cli'>;

export const restartVerb: Verb = containerVerb({
  name: 'restart',
  summary: 'end containers if they run, and start them again',
  operands: 'CONTAINER…',
  count: [1, Infinity],
  examples: [{ does: 'Start a container anew, at once', command: 'layer-build restart -t 0 web' }],
  flags: STOP_FLAGS,
  run: (call) =>
    forEach(call, async (query) => {
      const { containers, flags } = call;
      await stopOne(containers, await containers.store.find(query), flags);
      await startOne(call, await containers.store.find(query));
      return undefined;
    }),
});

export const attachVerb: Verb = containerVerb({
  name: 'attach',
  summary: 'connect with a container that runs',
  operands: 'CONTAINER',
  count: [1, 1],
  examples: [{ does: 'See what a container prints from now on', command: 'layer-build attach --no-stdin web' }],
  unsupported: DETACH_KEYS,
  flags: {
    noStdin: { flag: '--no-stdin', takes: SWITCH, help: 'do not pass on standard input' },
    signalProxy: SIGNAL_PROXY,
  },
  run: async ({ containers, flags, operands: [query = ''], cli }) => {
    const { container } = await containers.store.find(query);
    const { terminal } = container.process;
    const stdin = container.process.stdin && !flags.noStdin;
    requireTerminal({ stdin, terminal }, cli);
    const printer = new Printer(cli);
    const session = await containers.ask(
      container,
      { type: 'attach', terminal: sizeFor(terminal, cli) },
      printer.output,
    );
    const signals =
      (terminal && stdin) || !flags.signalProxy ? undefined : { ended: () => containers.ended(container) };
    const end = await attach(session, { stdin, terminal, signals }, cli, printer);
    if (end !== 'detached') return end;
    session.detach();
    return 0;
  },
});
