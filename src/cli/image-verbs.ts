import path from 'node:path';

import type { LocalImages } from '../app/local-images.js';
import type { EventSink } from '../engine/events.js';
import { UserError } from '../errors.js';
import { shortDigest } from '../oci/digest.js';
import { formatReference } from '../oci/reference.js';
import { formatBytes } from '../text/format.js';
import { age } from './age.js';
import { COMMON_FLAGS } from './build-flags.js';
import { verbHelp } from './help.js';
import { parseArgv, type Flag, type ParsedArgs } from './parse-argv.js';
import { openProgress } from './progress.js';
import { readHostSettings } from './settings.js';
import type { CliProcess } from './surroundings.js';
import { table } from './table.js';
import { UNPACKED_IN_USE } from './cache-text.js';
import type { HostSettings } from '../app/options/host-settings.js';

/** What a verb on local images does with its arguments. */
interface ImageVerb {
  readonly summary: string;
  readonly operands: string;
  /** How many operands there may be. */
  readonly count: readonly [least: number, most: number];
  readonly flags?: readonly Flag[];
  readonly run: (images: LocalImages, args: ParsedArgs, around: CliProcess) => Promise<void>;
}

const FORCE: Flag = { name: 'force', short: 'f', kind: 'boolean', help: 'also by an id that has several names' };
const OUTPUT: Flag = {
  name: 'output',
  short: 'o',
  kind: 'string',
  value: 'FILE',
  help: 'file to write (default: standard output)',
};
const INPUT: Flag = {
  name: 'input',
  short: 'i',
  kind: 'string',
  value: 'FILE',
  help: 'file to read (default: standard input)',
};
const PLATFORM: Flag = { name: 'platform', kind: 'string', value: 'P', help: 'platform to pull, e.g. linux/arm64' };
const ALL: Flag = {
  name: 'all',
  short: 'a',
  kind: 'boolean',
  help: 'also the step cache, unpacked layers and cache mounts: the next build starts from nothing',
};

const IMAGE_VERBS: Readonly<Record<string, ImageVerb>> = {
  images: { summary: 'list the images of the local store', operands: '', count: [0, 0], run: listImages },
  history: { summary: 'show how an image was made', operands: 'IMAGE', count: [1, 1], run: showHistory },
  inspect: { summary: 'show what an image says of itself, as JSON', operands: 'IMAGE', count: [1, 1], run: inspect },
  tag: {
    summary: 'give an image another name',
    operands: 'IMAGE NAME',
    count: [2, 2],
    run: (images, args) => images.tag(operand(args, 0), operand(args, 1)),
  },
  rmi: {
    summary: 'remove images, or names of them',
    operands: 'IMAGE…',
    count: [1, Infinity],
    flags: [FORCE],
    run: removeImages,
  },
  save: {
    summary: 'write an image as an archive for docker load',
    operands: 'IMAGE',
    count: [1, 1],
    flags: [OUTPUT],
    run: save,
  },
  load: { summary: 'take images from an archive', operands: '', count: [0, 0], flags: [INPUT], run: load },
  pull: { summary: 'fetch an image from its registry', operands: 'IMAGE', count: [1, 1], flags: [PLATFORM], run: pull },
  push: { summary: 'push an image to the registry that its name says', operands: 'IMAGE', count: [1, 1], run: push },
  prune: {
    summary: 'remove what no image and no step record needs',
    operands: '',
    count: [0, 0],
    flags: [ALL],
    run: pruneStore,
  },
};

/** The verbs by name, each with what `--help` says of it. */
export const imageVerbs = Object.entries(IMAGE_VERBS).map(([name, verb]) => ({
  name,
  summary: verb.summary,
  run: (argv: readonly string[], around: CliProcess) => runVerb(name, verb, argv, around),
}));

async function runVerb(name: string, verb: ImageVerb, argv: readonly string[], around: CliProcess): Promise<void> {
  const flags = [...(verb.flags ?? []), ...COMMON_FLAGS];
  const args = parseArgv(name, argv, flags);
  if (args.boolean('help')) {
    around.stdout.write(verbHelp(name, verb.operands, `${capitalised(verb.summary)}.`, flags));
    return;
  }
  const [least, most] = verb.count;
  if (args.positionals.length < least || args.positionals.length > most) {
    throw new UserError(`layer-build ${name} takes ${verb.operands === '' ? 'no arguments' : verb.operands}`, {
      hint: `See: layer-build ${name} --help`,
    });
  }
  await withImages(readHostSettings(args, around), around, (images) => verb.run(images, args, around));
}

async function withImages(
  host: HostSettings,
  around: CliProcess,
  work: (images: LocalImages) => Promise<void>,
): Promise<void> {
  // What is printed is the verb's result, so progress goes beside it.
  const progress = openProgress('plain', around.stderr, around);
  const sink: EventSink = (event) => progress.sink(event);
  try {
    const { LocalImages } = await around.loadImages();
    await LocalImages.use(host, sink, around.signal, work);
  } finally {
    progress.close();
  }
}

async function listImages(images: LocalImages, _args: ParsedArgs, around: CliProcess): Promise<void> {
  const rows = (await images.list()).flatMap((image) =>
    (image.names.length === 0 ? ['<none>:<none>'] : image.names).map((name) => {
      const colon = name.lastIndexOf(':');
      return [
        name.slice(0, colon),
        name.slice(colon + 1),
        shortDigest(image.imageId),
        age(image.created),
        formatBytes(image.size),
      ];
    }),
  );
  around.stdout.write(table(['REPOSITORY', 'TAG', 'IMAGE ID', 'CREATED', 'SIZE'], rows));
}

async function showHistory(images: LocalImages, args: ParsedArgs, around: CliProcess): Promise<void> {
  const rows = (await images.history(operand(args, 0))).map((line) => [
    line.created === undefined ? '' : age(line.created),
    line.created_by ?? '',
    formatBytes(line.size),
    line.comment ?? '',
  ]);
  around.stdout.write(table(['CREATED', 'CREATED BY', 'SIZE', 'COMMENT'], rows));
}

async function inspect(images: LocalImages, args: ParsedArgs, around: CliProcess): Promise<void> {
  const { summary, config, manifest } = await images.inspect(operand(args, 0));
  const shown = {
    Id: summary.imageId,
    RepoTags: summary.names,
    Digest: summary.digest,
    Created: summary.created,
    Author: config.author ?? '',
    Architecture: config.architecture,
    Os: config.os,
    Size: summary.size,
    Config: config.config ?? {},
    RootFS: { Type: 'layers', Layers: config.rootfs.diff_ids },
    Layers: manifest.layers,
  };
  around.stdout.write(`${JSON.stringify([shown], null, 2)}\n`);
}

async function removeImages(images: LocalImages, args: ParsedArgs, around: CliProcess): Promise<void> {
  for (const name of args.positionals) {
    const { untagged, deleted } = await images.remove(name, args.boolean('force'));
    for (const reference of untagged) around.stdout.write(`Untagged: ${formatReference(reference)}\n`);
    for (const digest of deleted) around.stdout.write(`Deleted: ${digest}\n`);
  }
}

async function save(images: LocalImages, args: ParsedArgs, around: CliProcess): Promise<void> {
  const file = args.string('output');
  if (file !== undefined) return images.save(operand(args, 0), path.resolve(around.cwd, file));
  if (around.stdout.isTTY === true) {
    throw new UserError('an archive is nothing for a terminal', { hint: 'Give a file with --output.' });
  }
  for await (const chunk of images.saveStream(operand(args, 0))) await around.writeBytes(chunk);
}

async function load(images: LocalImages, args: ParsedArgs, around: CliProcess): Promise<void> {
  const file = args.string('input');
  const names = await images.load(file === undefined ? around.stdin : path.resolve(around.cwd, file));
  for (const name of names) around.stdout.write(`Loaded image: ${name}\n`);
}

async function pull(images: LocalImages, args: ParsedArgs, around: CliProcess): Promise<void> {
  around.stdout.write(`Digest: ${await images.pull(operand(args, 0), args.string('platform'))}\n`);
}

async function push(images: LocalImages, args: ParsedArgs, around: CliProcess): Promise<void> {
  around.stdout.write(`Digest: ${await images.push(operand(args, 0))}\n`);
}

async function pruneStore(images: LocalImages, args: ParsedArgs, around: CliProcess): Promise<void> {
  const { images: removed, blobs, bytes, unpacked } = await images.prune(args.boolean('all'));
  for (const digest of removed) around.stdout.write(`Deleted: ${digest}\n`);
  around.stdout.write(`Removed ${blobs.length} blobs, ${formatBytes(bytes)}\n`);
  if (unpacked === 'removed') around.stdout.write('Removed the unpacked layers and the cache mounts\n');
  if (unpacked === 'in use') around.stderr.write(UNPACKED_IN_USE);
}

function operand(args: ParsedArgs, index: number): string {
  return args.positionals[index] ?? '';
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
