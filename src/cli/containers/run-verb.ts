import { parseEnvFile, parseKeyValueFile } from '../../app/containers/env-file.js';
import type { Container } from '../../app/containers/container.js';
import type { EventSink } from '../../engine/events.js';
import { SWITCH, type Options } from '../../app/options/option.js';
import { GENERAL_WITHOUT_H } from '../../app/options/table.js';
import { InfraError, UserError } from '../../errors.js';
import { familiarName, parseReference, withDefaultTag, type ImageReference } from '../../oci/reference.js';
import { displayName } from '../../text/byte-name.js';
import type { Verb } from '../command/verb.js';
import { withProgress } from '../command/progress.js';
import { attach, requireTerminal, SIGNAL_PROXY, sizeFor } from './attached.js';
import { containerVerb, type ContainerCall } from './container-verb.js';
import { NEW_CONTAINER_FLAGS, newContainerOf } from './new-container-flags.js';
import { Printer } from './printer.js';
import { REFUSED_FLAGS } from './refused-flags.js';

const RUN_FLAGS = {
  ...NEW_CONTAINER_FLAGS,
  signalProxy: SIGNAL_PROXY,
  detach: { flag: ['-d', '--detach'], takes: SWITCH, help: 'let the container run, and print its id' },
} as const satisfies Options;

/** As docker's: the container could not be made or started. */
const FAILED = 125;

export const runVerb: Verb = containerVerb({
  name: 'run',
  summary: 'run a command in a new container',
  about: `Runs a command in a new container, on a writable layer over the image's.

The image is pulled if it is not in the local store. The command has the network of this machine.
Without -d, the container ends with this command. The keys ctrl-p ctrl-q leave it running.

Exit codes: that of the command; 125 the container could not be made or started; 126 the command
cannot be executed; 127 the image does not have it; 128 + n signal n ended it.`,
  operands: 'IMAGE [COMMAND…]',
  count: [1, Infinity],
  examples: [
    { does: 'A shell in an image; its container is removed afterwards', command: 'layer-build run --rm -it app:1 sh' },
    { does: 'A container that runs on, under a name', command: 'layer-build run -d --name web app:1' },
    {
      does: 'A smoke test with the files of this folder',
      command: 'layer-build run --rm -v "$PWD:/src:ro" -w /src app:1 npm test',
    },
  ],
  flagsFirst: true,
  general: GENERAL_WITHOUT_H,
  flags: RUN_FLAGS,
  unsupported: REFUSED_FLAGS,
  failure: FAILED,
  run: async (call) => {
    const { flags, cli, containers } = call;
    if (!flags.detach) requireTerminal(flags, cli);
    const container = await makeContainer(call);
    const known = { container, state: { status: 'created' } } as const;
    const terminal = sizeFor(container.process.terminal, cli);
    const printer = new Printer(cli);
    try {
      if (flags.detach) {
        const failed = await containers.startDetached(known, terminal, (text) => cli.stderr.write(text));
        cli.stdout.write(`${container.id}\n`);
        return failed ?? 0;
      }
      const session = await containers.start(known, { attach: true, owner: true, terminal }, printer.output);
      const { stdin, terminal: shown } = container.process;
      const signals = (shown && stdin) || !flags.signalProxy ? undefined : { ended: () => containers.ended(container) };
      const end = await attach(session, { stdin, terminal: shown, signals }, cli, printer);
      if (end !== 'detached') return end;
      session.detach();
      return 0;
    } catch (error) {
      if (container.autoRemove) await containers.remove(known).catch(() => undefined);
      throw error;
    }
  },
});

export const createVerb: Verb = containerVerb({
  name: 'create',
  summary: 'make a container without starting it',
  operands: 'IMAGE [COMMAND…]',
  count: [1, Infinity],
  examples: [
    {
      does: 'Make a container, put a file into it, and start it',
      command: 'layer-build create --name web app:1 && layer-build cp site.conf web:/etc/ && layer-build start web',
    },
  ],
  flagsFirst: true,
  general: GENERAL_WITHOUT_H,
  flags: NEW_CONTAINER_FLAGS,
  unsupported: REFUSED_FLAGS,
  run: async (call) => {
    call.cli.stdout.write(`${(await makeContainer(call)).id}\n`);
    return 0;
  },
});

/** Pulls the image as `--pull` says, as docker does. */
async function makeContainer(call: ContainerCall<typeof NEW_CONTAINER_FLAGS>): Promise<Container> {
  const { flags, cli } = call;
  if (flags.idFile !== undefined && cli.files.isFile(flags.idFile))
    throw new UserError(`--cidfile: ${displayName(flags.idFile)} exists already`, { hint: 'Remove it first.' });
  const container = await newContainer(call);
  if (flags.idFile !== undefined) await cli.writeFile(flags.idFile, container.id);
  return container;
}

async function newContainer(call: ContainerCall<typeof NEW_CONTAINER_FLAGS>): Promise<Container> {
  const { containers, operands, flags, host, cli } = call;
  const env: string[] = [];
  for (const file of flags.envFiles) env.push(...(await parseEnvFile(file, cli.readFile(file), cli.env)));
  const labels: string[] = [];
  for (const file of flags.labelFiles) labels.push(...(await parseKeyValueFile(file, cli.readFile(file), () => '')));
  const wanted = { ...newContainerOf(flags, operands, { env, labels }), storage: host.storageDriver };
  const made = flags.pull === 'always' ? undefined : await containers.create(wanted, flags.platform);
  if (made !== undefined) return made;
  const reference = withDefaultTag(parseReference(wanted.image));
  if (flags.pull === 'never') throw new UserError(`there is no image ${familiarName(reference)}, and --pull is never`);
  if (flags.pull === 'missing' && !flags.quiet)
    cli.stderr.write(`Unable to find image '${familiarName(reference)}' locally\n`);
  await pull(call, reference);
  const pulled = await containers.create(wanted, flags.platform);
  if (pulled !== undefined) return pulled;
  throw new InfraError(`the image ${wanted.image} was removed while it was pulled`);
}

/** Progress is shown by the lines of finished transfers. */
const UNSEEN = { says: () => undefined, layer: () => undefined };

async function pull(
  { host, flags, cli }: ContainerCall<typeof NEW_CONTAINER_FLAGS>,
  image: ImageReference,
): Promise<void> {
  const { LocalImages } = await cli.loadImages();
  const work = (sink: EventSink): Promise<unknown> =>
    LocalImages.use(host, sink, cli.signal, (images) => images.pull(image, flags.platform, UNSEEN));
  await (flags.quiet ? work(() => undefined) : withProgress(cli, work));
}
