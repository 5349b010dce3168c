import type { LocalImages } from '../../app/local-images.js';
import type { ImageWatch } from '../../app/images/image-watch.js';
import { asWritten, one, SWITCH } from '../../app/options/option.js';
import { UserError } from '../../errors.js';
import {
  familiarName,
  formatReference,
  type ImageReference,
  parseReference,
  withDefaultTag,
} from '../../oci/reference.js';
import { CONTENT_TRUST } from '../command/content-trust.js';
import { openBoard } from './board.js';
import { imageVerb } from './image-verb.js';

export const pullVerb = imageVerb({
  name: 'pull',
  aliases: ['image pull'],
  summary: 'fetch an image from its registry',
  operands: 'IMAGE',
  count: [1, 1],
  examples: [
    { does: 'Fetch an image for another platform', command: 'layer-build pull --platform linux/arm64 alpine:3.20' },
  ],
  unsupported: [CONTENT_TRUST],
  flags: {
    platform: {
      flag: '--platform',
      takes: one('PLATFORM', asWritten),
      help: 'platform to pull, e.g. linux/arm64',
      otherwise: 'the one of this machine',
    },
    allTags: { flag: ['-a', '--all-tags'], takes: SWITCH, help: 'every tag of the repository' },
    quiet: { flag: ['-q', '--quiet'], takes: SWITCH, help: 'only the full name at the end' },
  },
  run: async ({ operands: [text = ''], flags: { platform, allTags, quiet }, withImages }, cli) => {
    const asked = parseReference(text);
    const isBare = asked.tag === undefined && asked.digest === undefined;
    if (allTags && !isBare) throw new UserError('--all-tags takes a name without a tag or digest');
    if (isBare && !allTags && !quiet) cli.stdout.write('Using default tag: latest\n');
    const board = openBoard('Downloading', cli, quiet);
    const pull = async (images: LocalImages): Promise<void> => {
      const { registry, repository } = asked;
      const names: readonly ImageReference[] = allTags
        ? (await images.remoteTags(asked)).map((tag) => ({ registry, repository, tag }))
        : [withDefaultTag(asked)];
      if (names.length === 0) throw new UserError(`${text} has no tags`);
      for (const name of names) await pullOne(images, name, platform, board.watch);
    };
    try {
      await withImages(pull, board.sink);
    } finally {
      board.close();
    }
    cli.stdout.write(`${formatReference(allTags ? asked : withDefaultTag(asked))}\n`);
  },
});

async function pullOne(
  images: LocalImages,
  name: ImageReference,
  platform: string | undefined,
  watch: ImageWatch,
): Promise<void> {
  const { digest, isNew } = await images.pull(name, platform, watch);
  watch.says(`Digest: ${digest}`);
  const what = isNew ? 'Downloaded newer image for' : 'Image is up to date for';
  watch.says(`Status: ${what} ${familiarName(name)}`);
}
