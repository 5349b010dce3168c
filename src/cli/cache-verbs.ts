import { CACHE_SETTINGS } from '../app/options/cache-settings.js';
import type { PredictedStep } from '../app/look-ahead.js';
import type { CacheImportSpec } from '../app/options/values/cache-spec.js';
import type { HostSettings } from '../app/options/host-settings.js';
import { one, SWITCH } from '../app/options/option.js';
import { BUILD_TABLE, GENERAL } from '../app/options/table.js';
import { UNSUPPORTED_OPTIONS } from '../app/options/unsupported-options.js';
import { choice, parseByteSize } from '../app/options/values/plain-values.js';
import type { SurveyedRecord } from '../cache/inspect/survey.js';
import { UserError } from '../errors.js';
import { digestHex } from '../oci/digest.js';
import { FROM, print, withCache } from './cache-access.js';
import { withProgress } from './progress.js';
import { pruneVerb } from './cache-prune-verb.js';
import { predictionText, recordDocument, surveyDocument, surveyTable, verifyText } from './cache-text.js';
import { parseStepName, readStepAndContext, stepsNamed } from './chosen-step.js';
import { BUILD_FLAGS, readBuildRequest, type BuildRequest } from './build-request.js';
import type { CliProcess } from './cli-process.js';
import { hostOfCommand } from './host.js';
import { withDockerfile } from './stdin-dockerfile.js';
import { defineVerb, type Verb, type VerbCall } from './verb.js';

const { host: HOST } = BUILD_TABLE;

const listVerb = defineVerb({
  name: 'cache ls',
  summary: 'list what is kept',
  operands: '',
  count: [0, 0],
  examples: [
    {
      does: 'What the builds of this machine have left',
      command: 'layer-build cache ls',
    },
    {
      does: 'What is in a cache in a registry',
      command: 'layer-build cache ls --from type=registry,ref=reg.example/app:cache',
    },
  ],
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

const INSPECT_TABLE = { own: { title: 'Which cache', options: FROM }, ...BUILD_FLAGS };

const inspectVerb = defineVerb({
  name: 'cache inspect',
  summary: 'show records in full',
  about: `Shows all of a record, as JSON: by the start of its key, of the digest of its layer, or of its instruction.

With the number of a step, or a line such as Dockerfile:9, it shows what is kept of that step of a build, the
last used first. The build is that of CONTEXT (the current folder without one), with the flags of build.`,
  operands: 'KEY|DIGEST|INSTRUCTION|STEP [CONTEXT]',
  count: [1, 2],
  examples: [
    { does: 'All that is known of the runs of an instruction', command: "layer-build cache inspect 'RUN npm ci'" },
    { does: 'What is kept of the fourth step of a build', command: 'layer-build cache inspect 4 .' },
    { does: 'What is kept of the step at a line', command: 'layer-build cache inspect Dockerfile:9 .' },
  ],
  table: INSPECT_TABLE,
  unsupported: UNSUPPORTED_OPTIONS,
  run: async (call, cli) => {
    await inspect(call, cli);
    return 0;
  },
});

const verifyVerb = defineVerb({
  name: 'cache verify',
  summary: 'check that nothing is damaged',
  about: 'Checks everything against its digest or its form. Exit code 1: something is damaged, and was not removed.',
  operands: '',
  count: [0, 0],
  examples: [
    {
      does: 'Remove what is damaged',
      command: 'layer-build cache verify --fix',
    },
  ],
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
  about: `Says of each step of a build whether it would hit, or why not. Runs no step.

STEP is its number in the log, or a line such as Dockerfile:9. Behind it, CONTEXT may be left out.`,
  operands: '[STEP] CONTEXT',
  count: [1, 2],
  examples: [
    {
      does: 'Which steps of a build would run, and why',
      command: 'layer-build cache explain .',
    },
    {
      does: 'Only the fourth step',
      command: 'layer-build cache explain 4 .',
    },
    {
      does: 'Only the step at a line of the Dockerfile',
      command: 'layer-build cache explain Dockerfile:9 .',
    },
  ],
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

async function inspect(call: VerbCall<typeof INSPECT_TABLE>, cli: CliProcess): Promise<void> {
  const { values, operands } = call;
  const [wanted = '', second] = operands;
  const isMeant =
    parseStepName(wanted) === undefined && second === undefined
      ? (surveyed: SurveyedRecord) => isCalled(surveyed, wanted)
      : await ofStep(call, cli);
  const host = hostOfCommand(values.host, cli);
  const { records } = await withCache(values.own.from, host, cli, (cache) => cache.survey());
  const found = records.filter(isMeant);
  if (found.length === 0) {
    throw new UserError(`there is no record for ${JSON.stringify(wanted)}`, { hint: 'See: layer-build cache ls' });
  }
  print(`${JSON.stringify(found.map(recordDocument), null, 2)}\n`, cli);
}

/** A test of whether a record is one of the step that the operands name. */
async function ofStep(
  call: VerbCall<typeof BUILD_FLAGS>,
  cli: CliProcess,
): Promise<(surveyed: SurveyedRecord) => boolean> {
  const { step, context } = readStepAndContext(call.operands, cli);
  if (step === undefined) throw new UserError(`${JSON.stringify(call.operands[0])} is not a step`);
  const { request, steps } = await predict(call, context, cli);
  const named = stepsNamed(step, steps, request);
  return ({ record }) =>
    named.some(
      (predicted) => predicted.step.stage === record.stage && predicted.step.instruction === record.instruction,
    );
}

/** By the start of its key or of a digest of its layer, or by the start of its instruction. */
function isCalled({ record }: SurveyedRecord, wanted: string): boolean {
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
  const { step, context } = readStepAndContext(call.operands, cli);
  const { request, steps } = await predict(call, context, cli);
  print(predictionText(step === undefined ? steps : stepsNamed(step, steps, request)), cli);
  return 0;
}

/** Looks up every step of the build that the flags describe. */
async function predict(
  call: VerbCall<typeof BUILD_FLAGS>,
  context: string,
  cli: CliProcess,
): Promise<{ readonly request: BuildRequest; readonly steps: readonly PredictedStep[] }> {
  const request = readBuildRequest({ ...call, operands: [context] }, cli, cli.stdin);
  for (const message of request.warnings) cli.stderr.write(`WARNING: ${message}\n`);
  const { explainBuild } = await cli.loadExplain();
  const steps = await withProgress(cli, (sink) =>
    withDockerfile(request, cli, (options) =>
      explainBuild({ ...options, written: request.written }, request.host, sink, cli.signal),
    ),
  );
  return { request, steps };
}
