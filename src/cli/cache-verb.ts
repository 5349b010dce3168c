import type { OpenedCache, CacheVerbs } from '../app/caching/cache-verbs.js';
import { DEFAULT_CACHE } from '../app/options/cache-settings.js';
import { parseCacheFrom } from '../app/options/cache-spec.js';
import type { SurveyedRecord } from '../cache/pack/inspect.js';
import { parseByteSize } from '../app/options/value-parsers.js';
import { parseDuration } from '../text/duration.js';
import { nearest } from '../text/nearest.js';
import { UserError } from '../errors.js';
import { digestHex } from '../oci/digest.js';
import { disarmCommands } from '../report/console/step-frame.js';
import { BUILD_FLAGS, COMMON_FLAGS } from './build-flags.js';
import { readBuildRequest } from './build-request.js';
import {
  foreseenText,
  pruneActionsText,
  pruneText,
  recordDocument,
  surveyDocument,
  surveyTable,
  UNPACKED_IN_USE,
  verifyText,
} from './cache-text.js';
import { verbHelp } from './help.js';
import { parseArgv, type Flag, type ParsedArgs } from './parse-argv.js';
import { onGithub, openProgress } from './progress.js';
import { readHostSettings } from './settings.js';
import { withDockerfile } from './stdin-dockerfile.js';
import type { CliProcess } from './surroundings.js';

interface CacheVerb {
  readonly operands: string;
  readonly count: readonly [least: number, most: number];
  readonly help: string;
  readonly flags: readonly Flag[];
  /** Gives the exit code. */
  readonly run: (args: ParsedArgs, around: CliProcess) => Promise<number>;
}

const FROM: Flag = {
  name: 'from',
  kind: 'string',
  value: 'SPEC',
  help: 'look at another place: type=registry,ref=NAME or type=local,src=DIR (default: this machine)',
};
const FORMAT: Flag = { name: 'format', kind: 'string', value: 'FORM', help: 'table (default) or json' };
const FIX: Flag = { name: 'fix', kind: 'boolean', help: 'remove what is damaged; it is fetched or made again' };
const PRUNE_FLAGS: readonly Flag[] = [
  { name: 'all', short: 'a', kind: 'boolean', help: 'everything: records, layers, unpacked layers, cache mounts' },
  { name: 'older-than', kind: 'string', value: 'TIME', help: 'what no build used for so long, e.g. 36h or 7d' },
  { name: 'max-size', kind: 'string', value: 'SIZE', help: 'the longest unused, until all blobs have no more bytes' },
  {
    name: 'actions',
    kind: 'boolean',
    help: "superseded entries of GITHUB_REPOSITORY's Actions cache instead; GITHUB_TOKEN needs actions: write",
  },
  { name: 'dry-run', kind: 'boolean', help: 'say what would go, and remove nothing' },
];

const CACHE_VERBS: ReadonlyMap<string, CacheVerb> = new Map<string, CacheVerb>([
  ['ls', { operands: '', count: [0, 0], help: 'Lists what is kept.', flags: [FROM, FORMAT], run: list }],
  [
    'inspect',
    {
      operands: 'KEY|DIGEST|STEP',
      count: [1, 1],
      help: 'Shows all of a record, as JSON: by its key, the digest of its layer, or its instruction.',
      flags: [FROM],
      run: inspect,
    },
  ],
  ['prune', { operands: '', count: [0, 0], help: 'Removes what is kept.', flags: PRUNE_FLAGS, run: prune }],
  [
    'verify',
    {
      operands: '',
      count: [0, 0],
      help: 'Holds everything against its digest or shape. Exit code 1: something is damaged, and stays.',
      flags: [FROM, FIX],
      run: verify,
    },
  ],
  [
    'explain',
    {
      operands: '[STEP] CONTEXT',
      count: [1, 2],
      help: 'Says of each step of a build, or of one by its number, whether it would hit, or why not. Runs none.',
      flags: BUILD_FLAGS.filter(({ name }) => !COMMON_FLAGS.some((flag) => flag.name === name)),
      run: explain,
    },
  ],
]);

export const CACHE_SUMMARY = `look at what is kept for later builds, and remove it: ${[...CACHE_VERBS.keys()].join(', ')}`;

/**
 * `layer-build cache ls|inspect|prune|verify|explain`.
 *
 * @returns the exit code
 */
export async function cacheVerb(argv: readonly string[], around: CliProcess): Promise<number> {
  const [name = '--help', ...rest] = argv;
  if (name === '--help' || name === '-h') {
    for (const [known, verb] of CACHE_VERBS) around.stdout.write(helpOf(known, verb));
    return 0;
  }
  const verb = CACHE_VERBS.get(name);
  if (verb === undefined) {
    const close = nearest(name, CACHE_VERBS.keys());
    throw new UserError(`layer-build cache has no verb ${JSON.stringify(name)}`, {
      hint: close === undefined ? 'See: layer-build cache --help' : `Did you mean layer-build cache ${close}?`,
    });
  }
  const args = parseArgv(`cache ${name}`, rest, [...verb.flags, ...COMMON_FLAGS]);
  if (args.boolean('help')) {
    around.stdout.write(helpOf(name, verb));
    return 0;
  }
  const [least, most] = verb.count;
  if (args.positionals.length < least || args.positionals.length > most) {
    throw new UserError(`layer-build cache ${name} takes ${verb.operands === '' ? 'no arguments' : verb.operands}`, {
      hint: `See: layer-build cache ${name} --help`,
    });
  }
  return verb.run(args, around);
}

function helpOf(name: string, verb: CacheVerb): string {
  return verbHelp(`cache ${name}`, verb.operands, verb.help, [...verb.flags, ...COMMON_FLAGS]);
}

async function list(args: ParsedArgs, around: CliProcess): Promise<number> {
  const format = args.string('format') ?? 'table';
  if (format !== 'table' && format !== 'json') {
    throw new UserError(`--format: ${JSON.stringify(format)} is not known`, { hint: 'Write table or json.' });
  }
  const survey = await withCache(args, around, (cache) => cache.survey());
  const budget = DEFAULT_CACHE.maxBytes;
  print(
    format === 'json' ? `${JSON.stringify(surveyDocument(survey, budget), null, 2)}\n` : surveyTable(survey, budget),
    around,
  );
  return 0;
}

async function inspect(args: ParsedArgs, around: CliProcess): Promise<number> {
  const wanted = args.positionals[0] ?? '';
  const { records } = await withCache(args, around, (cache) => cache.survey());
  const found = records.filter((surveyed) => isMeant(surveyed, wanted));
  if (found.length === 0) {
    throw new UserError(`no record is meant by ${JSON.stringify(wanted)}`, { hint: 'See: layer-build cache ls' });
  }
  print(`${JSON.stringify(found.map(recordDocument), null, 2)}\n`, around);
  return 0;
}

/** By the beginning of the key or of the layer's digests, or by the instruction from its first word on. */
function isMeant({ record }: SurveyedRecord, wanted: string): boolean {
  const hex = wanted.replace(/^sha256:/, '');
  const ids = [record.key, ...(record.layer === undefined ? [] : [record.layer.blob.digest, record.layer.diffId])];
  if (/^[a-f0-9]{6,}$/.test(hex) && ids.some((id) => digestHex(id).startsWith(hex))) return true;
  return wanted !== '' && record.instruction.startsWith(wanted);
}

async function prune(args: ParsedArgs, around: CliProcess): Promise<number> {
  const dryRun = args.boolean('dry-run');
  const olderThan = args.string('older-than');
  const olderThanMs = olderThan === undefined ? undefined : milliseconds(olderThan);
  if (args.boolean('actions')) return pruneActions(args, around, olderThanMs ?? UNUSED_ENTRY_MS, dryRun);
  const maxSize = args.string('max-size');
  const options = {
    all: args.boolean('all'),
    dryRun,
    ...(olderThanMs !== undefined && { olderThanMs }),
    ...(maxSize !== undefined && { maxBytes: parseByteSize('--max-size', maxSize) }),
  };
  const result = await withCaches(args, around, (caches) => caches.prune(options));
  print(pruneText(result, dryRun), around);
  if (result.unpacked === 'in use') around.stderr.write(UNPACKED_IN_USE);
  return 0;
}

/** GitHub itself removes what was not used for seven days. */
const UNUSED_ENTRY_MS = 5 * 24 * 3600 * 1000;

/** A permission that is missing is told of, and is no error: workflows run for those, too, whose tokens have none. */
async function pruneActions(
  args: ParsedArgs,
  around: CliProcess,
  olderThanMs: number,
  dryRun: boolean,
): Promise<number> {
  const { GITHUB_TOKEN: token = '', GITHUB_REPOSITORY: repository = '', GITHUB_API_URL: api = '' } = around.env;
  if (token === '' || !/^[\w.-]+\/[\w.-]+$/.test(repository)) {
    print('Nothing was deleted: GITHUB_TOKEN and GITHUB_REPOSITORY (owner/name) say whose entries\n', around);
    return 0;
  }
  const address = api === '' ? 'https://api.github.com' : api;
  if (!URL.canParse(address)) throw new UserError(`GITHUB_API_URL is no address: ${JSON.stringify(api)}`);
  const module = await around.loadPruneActions();
  const options = { api: new URL(address), repository, token, olderThanMs, dryRun };
  print(
    pruneActionsText(await module.pruneActions(options, readHostSettings(args, around), around.signal), dryRun),
    around,
  );
  return 0;
}

async function verify(args: ParsedArgs, around: CliProcess): Promise<number> {
  const fix = args.boolean('fix');
  const verified = await withCache(args, around, (cache) => cache.verify(fix));
  print(verifyText(verified, fix), around);
  return verified.damaged.length > 0 && !fix ? 1 : 0;
}

async function explain(args: ParsedArgs, around: CliProcess): Promise<number> {
  const [first = '', second] = args.positionals;
  if (second !== undefined && !/^\d+$/.test(first)) throw new UserError(`${JSON.stringify(first)} is no step's number`);
  const positionals = second === undefined ? [first] : [second];
  const request = readBuildRequest({ ...args, positionals }, around, around.stdin);
  for (const message of request.warnings) around.stderr.write(`WARNING: ${message}\n`);
  const { explainBuild } = await around.loadExplain();
  const steps = await withProgress(around, (sink) =>
    withDockerfile(request, around, (options) => explainBuild(options, request.host, sink, around.signal)),
  );
  const shown = second === undefined ? steps : steps.filter(({ step }) => String(step.number) === first);
  if (shown.length === 0) throw new UserError(`the build has no step ${first}: it has ${steps.length}`);
  print(foreseenText(shown), around);
  return 0;
}

function withCache<T>(args: ParsedArgs, around: CliProcess, work: (cache: OpenedCache) => Promise<T>): Promise<T> {
  const text = args.string('from') ?? '';
  if (text === '') return withCaches(args, around, (caches) => work(caches.local));
  const { specs, warnings } = parseCacheFrom('--from', [text], around.cwd);
  const [spec, ...more] = specs;
  if (spec === undefined || more.length > 0) throw new UserError(warnings[0] ?? '--from names one place');
  return withCaches(args, around, (caches) => caches.at(spec, work));
}

async function withCaches<T>(
  args: ParsedArgs,
  around: CliProcess,
  work: (caches: CacheVerbs) => Promise<T>,
): Promise<T> {
  const module = await around.loadCaches();
  return withProgress(around, (sink) =>
    module.CacheVerbs.use(readHostSettings(args, around), sink, around.signal, work),
  );
}

/** What is printed is the verb's result, so progress goes beside it. */
async function withProgress<T>(
  around: CliProcess,
  work: (sink: ReturnType<typeof openProgress>['sink']) => Promise<T>,
): Promise<T> {
  const progress = openProgress('plain', around.stderr, around);
  try {
    return await work(progress.sink);
  } finally {
    progress.close();
  }
}

/** Go's durations, and days. */
function milliseconds(text: string): number {
  const days = /^(\d+)d$/.exec(text)?.[1];
  if (days !== undefined) return Number(days) * 24 * 3600 * 1000;
  try {
    return parseDuration(text) / 1e6;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`--older-than: ${error.message}`, { hint: 'Write 36h or 7d.', cause: error });
  }
}

/** Instructions and names of a cache are others' text, which must not become a workflow command. */
function print(text: string, around: CliProcess): void {
  around.stdout.write(onGithub(around) ? disarmCommands(text) : text);
}
