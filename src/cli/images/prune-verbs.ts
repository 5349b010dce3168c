import { one, SWITCH } from '../../app/options/option.js';
import { BUILD_TABLE, GENERAL } from '../../app/options/table.js';
import { parseByteSize } from '../../app/options/values/plain-values.js';
import { UserError } from '../../errors.js';
import { formatBytes, shortBytes } from '../../text/format.js';
import { parsePointInTime } from '../../text/point-in-time.js';
import { withCaches } from '../cache/cache-access.js';
import { UNPACKED_IN_USE } from '../cache/cache-text.js';
import { hostOfCommand } from '../command/host.js';
import { defineVerb } from '../command/verb.js';
import { confirmed, FORCE_PRUNE } from '../command/confirm.js';
import { FILTER, imageVerb } from './image-verb.js';

export const pruneVerb = imageVerb({
  name: 'prune',
  aliases: ['system prune'],
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

/** As `docker builder prune`; `cache prune` says more. */
export const builderPruneVerb = defineVerb({
  name: 'builder prune',
  summary: 'remove what is kept for later builds',
  about: 'Removes step records that no build uses any more, and their layers. Images stay.',
  operands: '',
  count: [0, 0],
  examples: [
    {
      does: 'Remove what no build has used for a week',
      command: 'layer-build builder prune --force --filter until=168h',
    },
  ],
  table: {
    own: {
      title: 'Flags',
      options: {
        all: { flag: ['-a', '--all'], takes: SWITCH, help: 'everything, also unpacked layers and cache mounts' },
        filter: { ...FILTER, flag: '--filter', help: 'until=TIME: what no build has used since then' },
        keep: { flag: '--keep-storage', takes: one('SIZE', parseByteSize), help: 'bytes of blobs that may stay' },
        force: FORCE_PRUNE,
      },
    },
    host: BUILD_TABLE.host,
    general: GENERAL,
  },
  run: async ({ values: { own, host } }, cli) => {
    const { all, filter, keep, force } = own;
    const wrong = filter.find(({ key }) => key !== 'until');
    if (wrong !== undefined)
      throw new UserError(`there is no filter ${JSON.stringify(wrong.key)}`, { hint: 'There is until.' });
    const until = filter.at(-1)?.value;
    const olderThanMs = until === undefined ? undefined : Math.max(0, Date.now() - parsePointInTime(until));
    if (
      !force &&
      !(await confirmed(`This will remove ${all ? 'all build cache' : 'build cache that nothing uses'}.`, cli))
    ) {
      return 0;
    }
    const result = await withCaches(hostOfCommand(host, cli), cli, (caches) =>
      caches.prune({
        all,
        keepImages: true,
        ...(olderThanMs !== undefined && { olderThanMs }),
        ...(keep !== undefined && { maxBytes: keep }),
      }),
    );
    if (result.unpacked === 'in use') cli.stderr.write(UNPACKED_IN_USE);
    cli.stdout.write(`Total reclaimed space: ${shortBytes(result.bytes, 4)}\n`);
    return 0;
  },
});
