import { SWITCH } from '../../app/options/option.js';
import { UserError } from '../../errors.js';
import type { Verb } from '../command/verb.js';
import { attach, Printer, requireTerminal, sizeFor } from './attached.js';
import { containerVerb, forEach } from './container-verb.js';

export const startVerb: Verb = containerVerb({
  name: 'start',
  summary: 'start containers that do not run, with what they have written',
  operands: 'CONTAINER…',
  count: [1, Infinity],
  flags: {
    attach: { flag: ['-a', '--attach'], takes: SWITCH, help: 'show its output, and end with its exit code' },
    interactive: { flag: ['-i', '--interactive'], takes: SWITCH, help: 'pass on standard input' },
  },
  run: async (call) => {
    const { containers, operands, flags, cli } = call;
    if (!flags.attach && !flags.interactive) {
      return forEach(call, async (query) => {
        const session = await containers.start(await containers.store.find(query), {
          attach: false,
          owner: false,
          terminal: undefined,
        });
        await session.started;
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
    const end = await attach(session, { stdin, terminal, passSignals: !(terminal && stdin) }, cli, printer);
    if (end !== 'detached') return end;
    session.detach();
    return 0;
  },
});

export const attachVerb: Verb = containerVerb({
  name: 'attach',
  summary: 'connect with a container that runs',
  operands: 'CONTAINER',
  count: [1, 1],
  flags: {
    noStdin: { flag: '--no-stdin', takes: SWITCH, help: 'do not pass on standard input' },
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
    const end = await attach(session, { stdin, terminal, passSignals: !(terminal && stdin) }, cli, printer);
    if (end !== 'detached') return end;
    session.detach();
    return 0;
  },
});
