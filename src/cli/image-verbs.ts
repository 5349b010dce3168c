import type { LocalImages } from '../app/local-images.js';
import type { HostSettings } from '../app/options/host-settings.js';
import { asWritten, one, SWITCH, type Options } from '../app/options/option.js';
import type { OptionValues } from '../app/options/read-options.js';
import { BUILD_TABLE, GENERAL } from '../app/options/table.js';
import { absolutePath } from '../app/options/values/plain-values.js';
import { UserError } from '../errors.js';
import { shortDigest } from '../oci/digest.js';
import { formatReference } from '../oci/reference.js';
import { formatBytes } from '../text/format.js';
import { age } from './age.js';
import { UNPACKED_IN_USE } from './cache-text.js';
import type { CliProcess } from './cli-process.js';
import type { VerbExample } from './help.js';
import { hostOfCommand } from './host.js';
import { withProgress } from './progress.js';
import { table } from './table.js';
import { defineVerb, type Verb } from './verb.js';

/** A verb on the images of the local store. */
interface ImageVerb<Own extends Options> {
  readonly name: string;
  readonly summary: string;
  readonly operands: string;
  /** How many operands there may be. */
  readonly count: readonly [least: number, most: number];
  readonly examples?: readonly VerbExample[];
  readonly flags: Own;
  readonly run: (
    images: LocalImages,
    operands: readonly string[],
    flags: OptionValues<Own, 'flag'>,
    cli: CliProcess,
  ) => Promise<void>;
}

function imageVerb<Own extends Options>(verb: ImageVerb<Own>): Verb {
  return defineVerb({
    ...verb,
    table: {
      own: { title: 'Flags', options: verb.flags },
      host: BUILD_TABLE.host,
      general: GENERAL,
    },
    run: async ({ values, operands }, cli) => {
      const host = hostOfCommand(values.host, cli);
      await withImages(host, cli, (images) => verb.run(images, operands, values.own, cli));
      return 0;
    },
  });
}

export const imageVerbs: readonly Verb[] = [
  imageVerb({
    name: 'images',
    summary: 'list the images of the local store',
    operands: '',
    count: [0, 0],
    flags: {},
    run: listImages,
  }),
  imageVerb({
    name: 'history',
    summary: 'show how an image was made',
    operands: 'IMAGE',
    count: [1, 1],
    flags: {},
    run: showHistory,
  }),
  imageVerb({
    name: 'inspect',
    summary: 'show what an image says of itself, as JSON',
    operands: 'IMAGE',
    count: [1, 1],
    flags: {},
    run: inspect,
  }),
  imageVerb({
    name: 'tag',
    summary: 'give an image another name',
    operands: 'IMAGE NAME',
    count: [2, 2],
    flags: {},
    run: (images, [image = '', name = '']) => images.tag(image, name),
  }),
  imageVerb({
    name: 'rmi',
    summary: 'remove images, or names of them',
    operands: 'IMAGE…',
    count: [1, Infinity],
    flags: { force: { flag: ['-f', '--force'], takes: SWITCH, help: 'also by an id that has several names' } },
    run: async (images, names, { force }, cli) => {
      for (const name of names) {
        const { untagged, deleted } = await images.remove(name, force);
        for (const reference of untagged) cli.stdout.write(`Untagged: ${formatReference(reference)}\n`);
        for (const digest of deleted) cli.stdout.write(`Deleted: ${digest}\n`);
      }
    },
  }),
  imageVerb({
    name: 'save',
    summary: 'write an image as an archive for docker load',
    operands: 'IMAGE',
    count: [1, 1],
    flags: {
      output: {
        flag: ['-o', '--output'],
        takes: one('FILE', absolutePath),
        help: 'file to write',
        otherwise: 'standard output',
      },
    },
    run: (images, [image = ''], { output }, cli) => save(images, image, output, cli),
  }),
  imageVerb({
    name: 'load',
    summary: 'take images from an archive',
    operands: '',
    count: [0, 0],
    flags: {
      input: {
        flag: ['-i', '--input'],
        takes: one('FILE', absolutePath),
        help: 'file to read',
        otherwise: 'standard input',
      },
    },
    run: async (images, _operands, { input }, cli) => {
      for (const name of await images.load(input ?? cli.stdin)) cli.stdout.write(`Loaded image: ${name}\n`);
    },
  }),
  imageVerb({
    name: 'pull',
    summary: 'fetch an image from its registry',
    operands: 'IMAGE',
    count: [1, 1],
    flags: {
      platform: {
        flag: '--platform',
        takes: one('PLATFORM', asWritten),
        help: 'platform to pull, e.g. linux/arm64',
        otherwise: 'the one of this machine',
      },
    },
    run: async (images, [image = ''], { platform }, cli) => {
      cli.stdout.write(`Digest: ${await images.pull(image, platform)}\n`);
    },
  }),
  imageVerb({
    name: 'push',
    summary: 'push an image to the registry in its name',
    operands: 'IMAGE',
    count: [1, 1],
    flags: {},
    run: async (images, [image = ''], _flags, cli) => {
      cli.stdout.write(`Digest: ${await images.push(image)}\n`);
    },
  }),
  imageVerb({
    name: 'prune',
    summary: 'remove what no image and no step record needs',
    operands: '',
    count: [0, 0],
    flags: {
      all: {
        flag: ['-a', '--all'],
        takes: SWITCH,
        help: 'also the step cache, unpacked layers and cache mounts: the next build starts from nothing',
      },
    },
    run: (images, _operands, { all }, cli) => pruneStore(images, all, cli),
  }),
];

async function withImages(
  host: HostSettings,
  cli: CliProcess,
  work: (images: LocalImages) => Promise<void>,
): Promise<void> {
  const module = await cli.loadImages();
  await withProgress(cli, (sink) => module.LocalImages.use(host, sink, cli.signal, work));
}

async function listImages(
  images: LocalImages,
  _operands: readonly string[],
  _flags: unknown,
  cli: CliProcess,
): Promise<void> {
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
  cli.stdout.write(table(['REPOSITORY', 'TAG', 'IMAGE ID', 'CREATED', 'SIZE'], rows));
}

async function showHistory(
  images: LocalImages,
  [image = '']: readonly string[],
  _flags: unknown,
  cli: CliProcess,
): Promise<void> {
  const rows = (await images.history(image)).map((line) => [
    line.created === undefined ? '' : age(line.created),
    line.created_by ?? '',
    formatBytes(line.size),
    line.comment ?? '',
  ]);
  cli.stdout.write(table(['CREATED', 'CREATED BY', 'SIZE', 'COMMENT'], rows));
}

async function inspect(
  images: LocalImages,
  [image = '']: readonly string[],
  _flags: unknown,
  cli: CliProcess,
): Promise<void> {
  const { summary, config, manifest } = await images.inspect(image);
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
  cli.stdout.write(`${JSON.stringify([shown], null, 2)}\n`);
}

async function save(images: LocalImages, image: string, file: string | undefined, cli: CliProcess): Promise<void> {
  if (file !== undefined) return images.save(image, file);
  if (cli.stdout.isTTY === true) {
    throw new UserError('an archive cannot be shown on a terminal', { hint: 'Give a file with --output.' });
  }
  for await (const chunk of images.saveStream(image)) await cli.writeBytes(chunk);
}

async function pruneStore(store: LocalImages, all: boolean, cli: CliProcess): Promise<void> {
  const { images, blobs, bytes, unpacked } = await store.prune(all);
  for (const digest of images) cli.stdout.write(`Deleted: ${digest}\n`);
  cli.stdout.write(`Removed ${blobs.length} blobs, ${formatBytes(bytes)}\n`);
  if (unpacked === 'removed') cli.stdout.write('Removed the unpacked layers and the cache mounts\n');
  if (unpacked === 'in use') cli.stderr.write(UNPACKED_IN_USE);
}
