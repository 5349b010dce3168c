import { one, SWITCH, type Options } from '../../app/options/option.js';
import type { HostSettings } from '../../app/options/host-settings.js';
import type { CacheImportSpec } from '../../app/options/values/cache-spec.js';
import type { OptionValues } from '../../app/options/read-options.js';
import { BUILD_TABLE, GENERAL } from '../../app/options/table.js';
import { parseByteSize } from '../../app/options/values/plain-values.js';
import { UserError } from '../../errors.js';
import { parseDuration } from '../../text/duration.js';
import { FROM, withCaches } from './cache-access.js';
import { print } from '../command/print.js';
import { pruneActionsText, pruneObjectsText, pruneText, UNPACKED_IN_USE } from './cache-text.js';
import type { CliProcess } from '../command/cli-process.js';
import { hostOfCommand } from '../command/host.js';
import { defineVerb } from '../command/verb.js';

const PRUNE_OPTIONS = {
  from: {
    flag: '--from',
    takes: FROM.from.takes,
    help: 'a cache in an object store instead: type=s3,… or type=azblob,… as in --cache-from, and all others with its prefixes',
  },
  all: {
    flag: ['-a', '--all'],
    takes: SWITCH,
    help: 'everything: records, layers, unpacked layers, cache mounts',
  },
  olderThanMs: {
    flag: '--older-than',
    takes: one('TIME', parseAge),
    help: 'what no build has used for so long, e.g. 36h or 7d',
  },
  maxBytes: {
    flag: '--max-size',
    takes: one('SIZE', parseByteSize),
    help: 'what has not been used for the longest time, until all blobs together fit',
  },
  actions: {
    flag: '--actions',
    takes: SWITCH,
    help: "replaced entries of GITHUB_REPOSITORY's Actions cache instead; GITHUB_TOKEN needs actions: write",
  },
  dryRun: {
    flag: '--dry-run',
    takes: SWITCH,
    help: 'say what would be removed, and remove nothing',
  },
} as const satisfies Options;

export const pruneVerb = defineVerb({
  name: 'cache prune',
  summary: 'remove what is kept',
  operands: '',
  count: [0, 0],
  examples: [
    {
      does: 'Remove what no build has used for a week, but say first what that is',
      command: 'layer-build cache prune --older-than 7d --dry-run',
    },
    {
      does: 'Start from nothing',
      command: 'layer-build cache prune --all',
    },
    {
      does: 'In a workflow: remove replaced entries of the Actions cache',
      command: 'layer-build cache prune --actions',
    },
    {
      does: 'Remove from a bucket what no build has used for two weeks',
      command: 'layer-build cache prune --from type=s3,bucket=ci-cache,region=eu-west-1 --older-than 14d',
    },
  ],
  table: { own: { title: 'What to remove', options: PRUNE_OPTIONS }, host: BUILD_TABLE.host, general: GENERAL },
  run: async ({ values }, cli) => {
    const { from, ...own } = values.own;
    const host = hostOfCommand(values.host, cli);
    if (from !== undefined) await pruneObjects(from, own, host, cli);
    else await (own.actions ? pruneActions : prune)(own, host, cli);
    return 0;
  },
});

type PruneValues = Omit<OptionValues<typeof PRUNE_OPTIONS, 'flag'>, 'from'>;

async function pruneObjects(
  from: CacheImportSpec,
  { all, actions, ...options }: PruneValues,
  host: HostSettings,
  cli: CliProcess,
): Promise<void> {
  if (all || actions) throw new UserError('--from cannot be combined with --all or --actions');
  const result = await withCaches(host, cli, (caches) => caches.pruneAt(from, options));
  print(pruneObjectsText(result, options.dryRun), cli);
}

async function prune({ actions, ...options }: PruneValues, host: HostSettings, cli: CliProcess): Promise<void> {
  const result = await withCaches(host, cli, (caches) => caches.prune(options));
  print(pruneText(result, options.dryRun), cli);
  if (result.unpacked === 'in use') cli.stderr.write(UNPACKED_IN_USE);
}

/** GitHub itself removes what was not used for seven days. */
const UNUSED_ENTRY_MS = 5 * 24 * 3600 * 1000;

/** A missing permission is not an error: workflows also run for people whose tokens have none. */
async function pruneActions(
  { olderThanMs = UNUSED_ENTRY_MS, dryRun }: PruneValues,
  host: HostSettings,
  cli: CliProcess,
): Promise<void> {
  const { GITHUB_TOKEN: token = '', GITHUB_REPOSITORY: repository = '', GITHUB_API_URL: api = '' } = cli.env;
  if (token === '' || !/^[\w.-]+\/[\w.-]+$/.test(repository)) {
    print('Nothing was deleted: GITHUB_TOKEN and GITHUB_REPOSITORY (owner/name) are needed\n', cli);
    return;
  }
  const address = api === '' ? 'https://api.github.com' : api;
  if (!URL.canParse(address)) throw new UserError(`GITHUB_API_URL is not an address: ${JSON.stringify(api)}`);
  const module = await cli.loadPruneActions();
  const options = { api: new URL(address), repository, token, olderThanMs, dryRun };
  print(pruneActionsText(await module.pruneActions(options, host, cli.signal), dryRun), cli);
}

/** Milliseconds of Go's durations, and of days. */
function parseAge(where: string, text: string): number {
  const days = /^(\d+)d$/.exec(text)?.[1];
  if (days !== undefined) return Number(days) * 24 * 3600 * 1000;
  try {
    return parseDuration(text) / 1e6;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${where}: ${error.message}`, { hint: 'Write 36h or 7d.', cause: error });
  }
}
