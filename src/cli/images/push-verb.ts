import { asWritten, one, SWITCH } from '../../app/options/option.js';
import { UserError } from '../../errors.js';
import type { Digest } from '../../oci/digest.js';
import { digestOfDiffId } from '../../oci/identity.js';
import { formatReference, isTagged, parseReference, withDefaultTag } from '../../oci/reference.js';
import { CONTENT_TRUST } from '../command/content-trust.js';
import { openBoard } from './board.js';
import { imageVerb } from './image-verb.js';

export const pushVerb = imageVerb({
  name: 'push',
  aliases: ['image push'],
  summary: 'push an image to the registry in its name',
  operands: 'IMAGE',
  count: [1, 1],
  examples: [{ does: 'Push every tag of a repository', command: 'layer-build push --all-tags ghcr.io/me/app' }],
  unsupported: [
    CONTENT_TRUST,
    {
      flag: '--platform',
      takes: one('PLATFORM', asWritten),
      unsupported: { flag: 'refused', input: 'refused' },
      why: 'an image is pushed with all of its platforms',
      hint: 'To push one: layer-build save --platform PLATFORM, then load and push.',
    },
  ],
  flags: {
    allTags: { flag: ['-a', '--all-tags'], takes: SWITCH, help: 'every tag of the repository' },
    quiet: { flag: ['-q', '--quiet'], takes: SWITCH, help: 'only the full name at the end' },
  },
  run: async ({ operands: [text = ''], flags: { allTags, quiet }, withImages }, cli) => {
    const asked = parseReference(text);
    if (asked.digest !== undefined) throw new UserError('an image is pushed by its tag, not by a digest');
    if (allTags && asked.tag !== undefined) throw new UserError('--all-tags takes a name without a tag');
    if (asked.tag === undefined && !allTags && !quiet) cli.stdout.write('Using default tag: latest\n');
    const board = openBoard('Pushing', cli, quiet);
    try {
      await withImages(async (images) => {
        const single = withDefaultTag(asked);
        const names = allTags ? await images.tagsOf(asked) : isTagged(single) ? [single] : [];
        if (names.length === 0) throw new UserError(`there is no image with a tag of ${text}`);
        board.watch.says(`The push refers to repository [${asked.registry}/${asked.repository}]`);
        for (const name of names) {
          board.names = new Map<Digest, Digest>(
            [...(await images.layersToPush(name))].map(([blob, diffId]) => [blob, digestOfDiffId(diffId)]),
          );
          for (const id of board.names.values()) board.watch.layer(id, 'Preparing');
          const { digest, size } = await images.push(name);
          board.watch.says(`${name.tag}: digest: ${digest} size: ${size}`);
        }
      }, board.sink);
    } finally {
      board.close();
    }
    if (quiet) cli.stdout.write(`${formatReference(allTags ? asked : withDefaultTag(asked))}\n`);
  },
});
