import { SWITCH } from '../../app/options/option.js';
import { BUILD_TABLE, GENERAL } from '../../app/options/table.js';
import type { FilterText } from '../../app/images/image-filter.js';
import { UserError } from '../../errors.js';
import { shortBytes } from '../../text/format.js';
import { parsePointInTime } from '../../text/point-in-time.js';
import { confirmed, FORCE_PRUNE } from '../command/confirm.js';
import { hostOfCommand } from '../command/host.js';
import { defineVerb } from '../command/verb.js';
import { pruneContainers } from '../containers/prune-containers.js';
import { FILTER } from '../images/image-verb.js';
import { pruneImages } from '../images/remove-verbs.js';
import { pruneBuildCache } from './prune-build-cache.js';
import { withStore } from './with-store.js';

const KEYS: readonly string[] = ['until', 'label', 'label!'];

/** As `docker system prune`. There are no networks and volumes to remove. */
export const systemPruneVerb = defineVerb({
  name: 'system prune',
  summary: 'remove containers that do not run, images without a name, and build cache',
  about: `Removes stopped containers, then images that have no name and that no container uses, then build cache that nothing uses.

With --all also every image that no container uses, and the whole build cache with unpacked layers and cache mounts: the next build starts from nothing.`,
  operands: '',
  count: [0, 0],
  examples: [
    {
      does: 'Remove what is more than a day old',
      command: 'layer-build system prune --all --force --filter until=24h',
    },
  ],
  table: {
    own: {
      title: 'Flags',
      options: {
        all: { flag: ['-a', '--all'], takes: SWITCH, help: 'all images that no container uses, and all build cache' },
        filter: {
          ...FILTER,
          flag: '--filter',
          help: 'only what fits: until=TIME, label=KEY[=VALUE], label!=KEY[=VALUE]; build cache has no labels, so it stays with label=',
        },
        volumes: { flag: '--volumes', takes: SWITCH, help: 'no effect: there are no volumes' },
        force: FORCE_PRUNE,
      },
    },
    host: BUILD_TABLE.host,
    general: GENERAL,
  },
  run: async ({ values: { own, host: given } }, cli) => {
    const { all, filter, force } = own;
    check(filter);
    if (!force && !(await confirmed(warning(all, filter), cli))) return 0;
    const host = hostOfCommand(given, cli);
    const texts = filter.map(({ key, value }) => `${key}=${value}`);
    let bytes = 0;
    const say = (pruned: { readonly text: string; readonly bytes: number }): void => {
      cli.stdout.write(pruned.text);
      bytes += pruned.bytes;
    };
    await withStore(host, cli, async ({ containers, images }) => {
      say(await pruneContainers(containers, texts, cli));
      say(await pruneImages(images, all, filter));
      if (filter.every(({ key }) => key !== 'label')) {
        const until = filter.findLast(({ key }) => key === 'until')?.value;
        say(await pruneBuildCache((options) => images.pruneCache(options), cli, { all, until }));
      }
    });
    cli.stdout.write(`Total reclaimed space: ${shortBytes(bytes, 4)}\n`);
    return 0;
  },
});

/** Before anything is removed. @throws UserError for a filter that there is not, or that cannot be read */
function check(filters: readonly FilterText[]): void {
  for (const { key, value } of filters) {
    if (!KEYS.includes(key)) {
      throw new UserError(`there is no filter ${JSON.stringify(key)}`, { hint: `There is ${KEYS.join(', ')}.` });
    }
    if (key === 'until') parsePointInTime(value);
  }
}

/** In docker's words, without what there is not here. */
function warning(all: boolean, filters: readonly FilterText[]): string {
  const goes = [
    'all stopped containers',
    all ? 'all images without at least one container associated to them' : 'all dangling images',
    all ? 'all build cache' : 'all dangling build cache',
  ];
  const limits = filters.map(({ key, value }) => `${key}=${value}`).sort();
  const list = (lines: readonly string[]): string => lines.map((line) => `  - ${line}\n`).join('');
  return `This will remove:\n${list(goes)}${limits.length === 0 ? '' : `\n  Items to be pruned will be filtered with:\n${list(limits)}`}`;
}
