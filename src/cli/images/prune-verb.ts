import { SWITCH } from '../../app/options/option.js';
import { formatBytes } from '../../text/format.js';
import { UNPACKED_IN_USE } from '../cache/cache-text.js';
import { imageVerb } from './image-verb.js';

export const pruneVerb = imageVerb({
  name: 'prune',
  summary: 'remove what no image and no step record needs',
  operands: '',
  count: [0, 0],
  examples: [{ does: 'Remove everything that no image needs', command: 'layer-build prune --all' }],
  flags: {
    all: {
      flag: ['-a', '--all'],
      takes: SWITCH,
      help: 'also the step cache, unpacked layers and cache mounts: the next build starts from nothing',
    },
    force: { flag: ['-f', '--force'], takes: SWITCH, help: 'no effect: nobody is asked' },
  },
  run: async ({ flags: { all }, withImages }, cli) => {
    const { images, blobs, bytes, unpacked } = await withImages((store) => store.prune(all));
    for (const digest of images) cli.stdout.write(`Deleted: ${digest}\n`);
    cli.stdout.write(`Removed ${blobs.length} blobs, ${formatBytes(bytes)}\n`);
    if (unpacked === 'removed') cli.stdout.write('Removed the unpacked layers and the cache mounts\n');
    if (unpacked === 'in use') cli.stderr.write(UNPACKED_IN_USE);
  },
});
