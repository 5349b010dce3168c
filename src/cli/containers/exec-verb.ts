import path from 'node:path/posix';

import { parseEnvFile } from '../../app/containers/env-file.js';
import { runtimeEnvironment } from '../../app/containers/runtime-environment.js';
import { asWritten, many, one, SWITCH } from '../../app/options/option.js';
import { absolutePath } from '../../app/options/values/plain-values.js';
import type { Verb } from '../command/verb.js';
import { attach, requireTerminal, sizeFor } from './attached.js';
import { containerVerb } from './container-verb.js';
import { readVariables } from './new-container-flags.js';
import { Printer } from './printer.js';
import { REFUSED_EXEC_FLAGS } from './refused-flags.js';

export const execVerb: Verb = containerVerb({
  name: 'exec',
  summary: 'run a command in a container that runs',
  operands: 'CONTAINER COMMAND…',
  count: [2, Infinity],
  examples: [{ does: 'A shell in a container that runs', command: 'layer-build exec -it web sh' }],
  flagsFirst: true,
  unsupported: REFUSED_EXEC_FLAGS,
  flags: {
    stdin: { flag: ['-i', '--interactive'], takes: SWITCH, help: 'pass on standard input' },
    terminal: { flag: ['-t', '--tty'], takes: SWITCH, help: 'give the command a terminal' },
    detach: { flag: ['-d', '--detach'], takes: SWITCH, help: 'do not wait for the command' },
    env: { flag: ['-e', '--env'], takes: many('NAME[=VALUE]', readVariables), help: 'variable for the command' },
    envFiles: {
      flag: '--env-file',
      takes: many('FILE', (where, texts, environment) => texts.map((text) => absolutePath(where, text, environment))),
      help: 'file with a variable in each line',
    },
    cwd: {
      flag: ['-w', '--workdir'],
      takes: one('DIR', asWritten),
      help: 'working directory',
      otherwise: "the container's",
    },
    user: { flag: ['-u', '--user'], takes: one('USER[:GROUP]', asWritten), help: 'user', otherwise: "the container's" },
  },
  run: async ({ containers, flags, operands: [query = '', ...argv], cli }) => {
    const { stdin, terminal, detach } = flags;
    if (!detach) requireTerminal({ stdin, terminal }, cli);
    const { container } = await containers.store.find(query);
    const own = container.process;
    const fromFiles: string[] = [];
    for (const file of flags.envFiles) fromFiles.push(...(await parseEnvFile(file, cli.readFile(file), cli.env)));
    const process = {
      argv,
      env: runtimeEnvironment(container, terminal, [...fromFiles, ...flags.env]),
      cwd: path.resolve(own.cwd, flags.cwd ?? '.'),
      user: flags.user ?? own.user,
      capabilities: own.capabilities,
      terminal: terminal ? (sizeFor(true, cli) ?? { rows: 24, columns: 80 }) : undefined,
      stdin: stdin || terminal,
    };
    const printer = new Printer(cli);
    const session = await containers.ask(container, { type: 'exec', process, attach: !detach }, printer.output);
    if (detach) {
      await session.started;
      session.detach();
      return 0;
    }
    // Docker's exec does not pass signals on; the terminal's keys are input.
    const end = await attach(session, { stdin, terminal }, cli, printer);
    if (end === 'detached') session.detach();
    return end === 'detached' ? 0 : end;
  },
});
