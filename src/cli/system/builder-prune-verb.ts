import { one, SWITCH } from '../../app/options/option.js';
import { BUILD_TABLE, GENERAL } from '../../app/options/table.js';
import { parseByteSize } from '../../app/options/values/plain-values.js';
import { UserError } from '../../errors.js';
import { shortBytes } from '../../text/format.js';
import { withCaches } from '../cache/cache-access.js';
import { confirmed, FORCE_PRUNE } from '../command/confirm.js';
import { hostOfCommand } from '../command/host.js';
import { defineVerb } from '../command/verb.js';
import { FILTER } from '../images/image-verb.js';
import { pruneBuildCache } from './prune-build-cache.js';

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
    const question = `This will remove ${all ? 'all build cache' : 'build cache that nothing uses'}.`;
    if (!force && !(await confirmed(question, cli))) return 0;
    const { text, bytes } = await pruneBuildCache(
      (options) => withCaches(hostOfCommand(host, cli), cli, (caches) => caches.prune(options)),
      cli,
      {
        all,
        until: filter.at(-1)?.value,
        maxBytes: keep,
      },
    );
    cli.stdout.write(`${text}Total reclaimed space: ${shortBytes(bytes, 4)}\n`);
    return 0;
  },
});
