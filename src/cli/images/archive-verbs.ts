import { asWritten, many, one, SWITCH } from '../../app/options/option.js';
import { absolutePath, choice, parsePlatforms } from '../../app/options/values/plain-values.js';
import { UserError } from '../../errors.js';
import { familiarName } from '../../oci/reference.js';
import { imageVerb } from './image-verb.js';

export const saveVerb = imageVerb({
  name: 'save',
  aliases: ['image save'],
  summary: 'write images as one archive',
  about: 'Writes images as one archive. A name without a tag stands for all tags of its repository.',
  operands: 'IMAGE…',
  count: [1, Infinity],
  examples: [{ does: 'Write all tags of a repository as one archive', command: 'layer-build save -o app.tar app' }],
  flags: {
    output: {
      flag: ['-o', '--output'],
      takes: one('FILE', absolutePath),
      help: 'file to write',
      otherwise: 'standard output',
    },
    format: {
      flag: '--format',
      takes: one('FORM', choice(['docker', 'oci']), 'docker'),
      help: 'docker: for docker load, and an OCI archive too; oci: that alone',
    },
    platforms: {
      flag: '--platform',
      takes: many('PLATFORM', parsePlatforms),
      help: 'only the image for this platform; for several, the index with theirs alone',
      otherwise: 'all that are here',
    },
  },
  run: ({ operands, flags: { output, format: form, platforms }, withImages }, cli) =>
    withImages(async (images) => {
      if (output !== undefined) {
        await images.save(operands, output, { form, platforms });
        return 0;
      }
      if (cli.stdout.isTTY === true) {
        throw new UserError('an archive cannot be shown on a terminal', { hint: 'Give a file with --output.' });
      }
      for await (const chunk of images.saveStream(operands, { form, platforms })) await cli.writeBytes(chunk);
      return 0;
    }),
});

export const loadVerb = imageVerb({
  name: 'load',
  aliases: ['image load'],
  summary: 'take images from an archive',
  about: 'Takes images from an archive of save, docker save or an OCI layout, compressed or not.',
  operands: '',
  count: [0, 0],
  examples: [
    { does: 'Take the images of an archive that docker save wrote', command: 'docker save app | layer-build load' },
  ],
  flags: {
    input: {
      flag: ['-i', '--input'],
      takes: one('FILE', absolutePath),
      help: 'file to read',
      otherwise: 'standard input',
    },
    quiet: { flag: ['-q', '--quiet'], takes: SWITCH, help: 'no effect: only what was loaded is shown' },
    platforms: {
      flag: '--platform',
      takes: many('PLATFORM', parsePlatforms),
      help: 'only the images for these platforms',
      otherwise: 'all that the archive has',
    },
  },
  run: async ({ flags: { input, platforms }, withImages }, cli) => {
    if (input === undefined && cli.ask !== undefined) {
      throw new UserError('there is no archive to load', { hint: 'Give a file with --input, or by a pipe.' });
    }
    for (const { references, imageId } of await withImages((images) => images.load(input ?? cli.stdin, platforms))) {
      for (const reference of references) cli.stdout.write(`Loaded image: ${familiarName(reference)}\n`);
      if (references.length === 0) cli.stdout.write(`Loaded image ID: ${imageId}\n`);
    }
  },
});

export const importVerb = imageVerb({
  name: 'import',
  aliases: ['image import'],
  summary: 'make an image of the files in an archive',
  about:
    'Makes an image with one layer of the files in a tar, which may be compressed. For an archive of save, use load.',
  operands: 'FILE|URL|- [NAME]',
  count: [1, 2],
  examples: [
    {
      does: 'Make an image of a root file system',
      command: 'layer-build import --change \'CMD ["sh"]\' rootfs.tar.gz base:1',
    },
  ],
  flags: {
    changes: {
      flag: ['-c', '--change'],
      takes: many('INSTRUCTION', (_where, texts) => texts),
      help: "an instruction that sets the image's config: 'CMD [\"node\"]'",
    },
    message: { flag: ['-m', '--message'], takes: one('TEXT', asWritten), help: 'what its history says' },
    platform: {
      flag: '--platform',
      takes: one('PLATFORM', asWritten),
      help: 'what it is for',
      otherwise: 'this machine',
    },
  },
  run: async ({ operands: [source = '', name], flags: { changes, message, platform }, withImages }, cli) => {
    const from = source === '-' ? cli.stdin : /^https?:\/\//i.test(source) ? source : absolutePath('FILE', source, cli);
    const id = await withImages((images) => images.import(from, { name, changes, message, platform }));
    cli.stdout.write(`${id}\n`);
  },
});
