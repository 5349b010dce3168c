import { asWritten, one, SWITCH } from '../../app/options/option.js';
import type { FilterText } from '../../app/images/image-filter.js';
import type { Removed } from '../../app/images/remove-images.js';
import type { LocalImages } from '../../app/local-images.js';
import { familiarName, familiarRepository, type ImageReference, isTagged } from '../../oci/reference.js';
import { shortBytes } from '../../text/format.js';
import { printError } from '../command/print-error.js';
import { confirmed, FORCE_PRUNE } from '../command/confirm.js';
import { FILTER, imageVerb } from './image-verb.js';

export const removeVerb = imageVerb({
  name: 'rmi',
  aliases: ['image rm', 'image remove'],
  summary: 'remove images, or names of them',
  about:
    'Removes names, and an image with its last name. What cannot be removed does not keep the others from being removed; the exit code is then 1.',
  operands: 'IMAGE…',
  count: [1, Infinity],
  examples: [
    { does: 'Remove two names, and each image whose last name it is', command: 'layer-build rmi app:1 app:2' },
  ],
  flags: {
    force: { flag: ['-f', '--force'], takes: SWITCH, help: 'also by an id that has names in several repositories' },
    noPrune: { flag: '--no-prune', takes: SWITCH, help: 'keep the layers on the disk until the next prune' },
  },
  unsupported: [
    {
      flag: '--platform',
      takes: one('PLATFORM', asWritten),
      unsupported: { flag: 'refused', input: 'refused' },
      why: 'an image is removed with all of its platforms',
      hint: 'To keep one: layer-build save --platform PLATFORM, then load.',
    },
  ],
  run: ({ operands, flags: { force, noPrune }, withImages }, cli) =>
    withImages(async (images) => {
      const removal = await images.removal();
      let code = 0;
      for (const operand of new Set(operands)) {
        try {
          const times = operands.filter((other) => other === operand).length;
          cli.stdout.write(removedText(await removal.remove(operand, { force, times }), ['Untagged', 'Deleted']));
        } catch (error) {
          cli.signal.throwIfAborted();
          if (!force || !removal.isMissing(error)) code = 1;
          printError(error, cli);
        }
      }
      if (!noPrune) await removal.collect(cli.signal);
      return code;
    }),
});

export const imagePruneVerb = imageVerb({
  name: 'image prune',
  summary: 'remove images without a name',
  operands: '',
  count: [0, 0],
  examples: [
    { does: 'Remove what nobody has named for a day', command: 'layer-build image prune --force --filter until=24h' },
  ],
  flags: {
    all: { flag: ['-a', '--all'], takes: SWITCH, help: 'all images that no container uses' },
    filter: {
      ...FILTER,
      flag: '--filter',
      help: 'only what fits: until=TIME, label=KEY[=VALUE], label!=KEY[=VALUE], dangling=false (as --all)',
    },
    force: FORCE_PRUNE,
  },
  run: async ({ flags: { all, filter, force }, withImages }, cli) => {
    const what = all ? 'all images without at least one container associated to them' : 'all dangling images';
    if (!force && !(await confirmed(`This will remove ${what}.`, cli))) return;
    const { text, bytes } = await withImages((images) => pruneImages(images, all, filter));
    cli.stdout.write(`${text}Total reclaimed space: ${shortBytes(bytes, 4)}\n`);
  },
});

/** What of the images was removed, as docker prints it. */
interface PrunedImages {
  readonly text: string;
  readonly bytes: number;
}

/** @throws UserError for a filter that there is not */
export async function pruneImages(
  images: LocalImages,
  all: boolean,
  filter: readonly FilterText[],
): Promise<PrunedImages> {
  const removed = await images.pruneImages(all, filter.map(labelFilter));
  const lines = removed.map((one) => removedText(one, ['untagged', 'deleted'])).join('');
  return {
    text: removed.length === 0 ? '' : `Deleted Images:\n${lines}\n`,
    bytes: removed.reduce((sum, one) => sum + one.size, 0),
  };
}

/** `label!=x` is read as the key `label!`, unless somebody writes blanks. */
function labelFilter({ key, value }: FilterText): FilterText {
  return { key: key.replace(/\s+!$/, '!'), value };
}

/** @param words docker begins them with a capital after `rmi`, and not after `prune` */
function removedText({ untagged, deleted }: Removed, words: readonly [untagged: string, deleted: string]): string {
  const names = untagged.map((reference) => `${words[0]}: ${referenceText(reference)}\n`);
  return [...names, ...deleted.map((id) => `${words[1]}: ${id}\n`)].join('');
}

function referenceText(reference: ImageReference): string {
  return isTagged(reference) ? familiarName(reference) : `${familiarRepository(reference)}@${reference.digest}`;
}
