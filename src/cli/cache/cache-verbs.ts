import { CACHE_SETTINGS } from '../../app/options/cache-settings.js';
import type { CacheImportSpec } from '../../app/options/values/cache-spec.js';
import type { HostSettings } from '../../app/options/host-settings.js';
import { one, SWITCH } from '../../app/options/option.js';
import { BUILD_TABLE, GENERAL } from '../../app/options/table.js';
import { UNSUPPORTED_OPTIONS } from '../../app/options/unsupported-options.js';
import { choice, parseByteSize } from '../../app/options/values/plain-values.js';
import type { SurveyedRecord } from '../../cache/inspect/survey.js';
import { UserError } from '../../errors.js';
import { digestHex } from '../../oci/digest.js';
import { FROM, withCache } from './cache-access.js';
import { print } from '../command/print.js';
import { withProgress } from '../command/progress.js';
import { pruneVerb } from './cache-prune-verb.js';
import { predictionText, recordDocument, surveyDocument, surveyTable, verifyText } from './cache-text.js';
import { BUILD_FLAGS, readBuildRequest } from '../build/build-request.js';
import type { CliProcess } from '../command/cli-process.js';
import { hostOfCommand } from '../command/host.js';
import { withDockerfile } from '../build/stdin-dockerfile.js';
import { defineVerb, type Verb, type VerbCall } from '../command/verb.js';

const { host: HOST } = BUILD_TABLE;

const listVerb = defineVerb({
  name: 'cache ls',
  summary: 'list what is kept',
  operands: '',
  count: [0, 0],
  table: {
    own: {
      title: 'Flags',
      options: {
        ...FROM,
        format: {
          flag: '--format',
          takes: one('FORM', choice(['table', 'json']), 'table'),
          help: 'form of the list: table or json',
        },
      },
    },
    host: HOST,
    general: GENERAL,
  },
  run: async ({ values: { own, host } }, cli) => {
    await list(own.from, own.format, hostOfCommand(host, cli), cli);
    return 0;
  },
});

const inspectVerb = defineVerb({
  name: 'cache inspect',
  summary: 'show records in full',
  about: 'Shows all of a record, as JSON: by its key, the digest of its layer, or its instruction.',
  operands: 'KEY|DIGEST|STEP',
  count: [1, 1],
  table: { own: { title: 'Flags', options: FROM }, host: HOST, general: GENERAL },
  run: async ({ values: { own, host }, operands: [wanted = ''] }, cli) => {
    await inspect(wanted, own.from, hostOfCommand(host, cli), cli);
    return 0;
  },
});

const verifyVerb = defineVerb({
  name: 'cache verify',
  summary: 'check that nothing is damaged',
  about: 'Checks everything against its digest or its form. Exit code 1: something is damaged, and was not removed.',
  operands: '',
  count: [0, 0],
  table: {
    own: {
      title: 'Flags',
      options: {
        ...FROM,
        fix: { flag: '--fix', takes: SWITCH, help: 'remove what is damaged; it is fetched or made again' },
      },
    },
    host: HOST,
    general: GENERAL,
  },
  run: ({ values: { own, host } }, cli) => verify(own.from, own.fix, hostOfCommand(host, cli), cli),
});

const explainVerb = defineVerb({
  name: 'cache explain',
  summary: 'say which steps of a build would hit',
  about: 'Says of each step of a build, or of one by its number, whether it would hit, or why not. Runs no step.',
  operands: '[STEP] CONTEXT',
  count: [1, 2],
  table: BUILD_FLAGS,
  unsupported: UNSUPPORTED_OPTIONS,
  run: explain,
});

/** The verbs that begin with `cache`. */
export const cacheVerbs: readonly Verb[] = [listVerb, inspectVerb, pruneVerb, verifyVerb, explainVerb];

async function list(
  from: CacheImportSpec | undefined,
  format: 'table' | 'json',
  host: HostSettings,
  cli: CliProcess,
): Promise<void> {
  const survey = await withCache(from, host, cli, (cache) => cache.survey());
  const { flag, takes } = CACHE_SETTINGS.maxBytes;
  const budget = parseByteSize(flag, takes.default);
  const text =
    format === 'json' ? `${JSON.stringify(surveyDocument(survey, budget), null, 2)}\n` : surveyTable(survey, budget);
  print(text, cli);
}

async function inspect(
  wanted: string,
  from: CacheImportSpec | undefined,
  host: HostSettings,
  cli: CliProcess,
): Promise<void> {
  const { records } = await withCache(from, host, cli, (cache) => cache.survey());
  const found = records.filter((surveyed) => isMeant(surveyed, wanted));
  if (found.length === 0) {
    throw new UserError(`there is no record for ${JSON.stringify(wanted)}`, { hint: 'See: layer-build cache ls' });
  }
  print(`${JSON.stringify(found.map(recordDocument), null, 2)}\n`, cli);
}

/** By the start of its key or of a digest of its layer, or by the start of its instruction. */
function isMeant({ record }: SurveyedRecord, wanted: string): boolean {
  const hex = wanted.replace(/^sha256:/, '');
  const ids = [record.key, ...(record.layer === undefined ? [] : [record.layer.blob.digest, record.layer.diffId])];
  if (/^[a-f0-9]{6,}$/.test(hex) && ids.some((id) => digestHex(id).startsWith(hex))) return true;
  return wanted !== '' && record.instruction.startsWith(wanted);
}

async function verify(
  from: CacheImportSpec | undefined,
  fix: boolean,
  host: HostSettings,
  cli: CliProcess,
): Promise<number> {
  const verified = await withCache(from, host, cli, (cache) => cache.verify(fix));
  print(verifyText(verified, fix), cli);
  return verified.damaged.length > 0 && !fix ? 1 : 0;
}

async function explain(call: VerbCall<typeof BUILD_FLAGS>, cli: CliProcess): Promise<number> {
  const [first = '', context] = call.operands;
  if (context !== undefined && !/^\d+$/.test(first)) {
    throw new UserError(`${JSON.stringify(first)} is not the number of a step`);
  }
  const request = readBuildRequest({ ...call, operands: [context ?? first] }, cli, cli.stdin);
  for (const message of request.warnings) cli.stderr.write(`WARNING: ${message}\n`);
  const { explainBuild } = await cli.loadExplain();
  const steps = await withProgress(cli, (sink) =>
    withDockerfile(request, cli, (options) =>
      explainBuild({ ...options, written: request.written }, request.host, sink, cli.signal),
    ),
  );
  const shown = context === undefined ? steps : steps.filter(({ step }) => String(step.number) === first);
  if (shown.length === 0) throw new UserError(`the build has no step ${first}: it has ${steps.length}`);
  print(predictionText(shown), cli);
  return 0;
}
