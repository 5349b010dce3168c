import { allowedRights, checkAllowed } from '../../app/baking/allowed.js';
import type { BakeFunction } from '../../app/bake.js';
import { checkedTargets } from '../../app/checked-targets.js';
import { describedTargets } from '../../app/described-targets.js';
import { observedBake } from '../../app/observed-bake.js';
import { readDefinitionFiles } from '../../app/baking/read-files.js';
import { readSmallText } from '../../app/baking/read-small-text.js';
import { resolveRequest } from '../../app/baking/resolve-request.js';
import { type BakeTarget, targetOptions, withRights, withToldProvenance } from '../../app/baking/target-options.js';
import type { CheckFunction } from '../../app/check-function.js';
import type { DescribeFunction } from '../../app/describe-function.js';
import { metadataSettingsOf } from '../../app/options/process/metadata-settings.js';
import { maskOf, redact } from '../../app/redact.js';
import type { ActionsCacheAccess } from '../../cache/actions/open.js';
import { messageOf, UserError } from '../../errors.js';
import { bakeDocument, bakeMetadata, bakeSummary, bakeText } from '../../report/bake/bake-report.js';
import { renderError } from '../../report/console/render-error.js';
import { disarmCommands, githubFrame } from '../../report/console/step-frame.js';
import { classifyError, exitCodeOf, Interruption } from '../../report/exit-code.js';
import { oneLine } from '../../text/sanitize-line.js';
import { annotateError } from '../annotations.js';
import { buildVariant, cacheScope } from '../cache-scope.js';
import { jobProvenance } from '../job/job-provenance.js';
import { claimForBuilds, type ClaimDependencies, inJob } from '../job/job-variant.js';
import { maskingTokens } from '../job/job-signing.js';
import { type BakeInputs, readBakeInputs } from './bake-inputs.js';

export interface BakeDependencies extends ClaimDependencies {
  readonly write: (text: string) => void;
  /** Aborted with an `Interruption`. */
  readonly signal: AbortSignal;
  readonly loadBake: () => Promise<BakeFunction>;
  readonly loadCheck: () => Promise<CheckFunction>;
  readonly loadDescribe: () => Promise<DescribeFunction>;
  /** @param path absolute */
  readonly readFile: (path: string) => AsyncIterable<Uint8Array>;
  readonly writeFile: (path: string, text: string) => Promise<void>;
  /** Absent outside of GitHub. */
  readonly actionsCache?: ActionsCacheAccess;
}

/**
 * The action `bake`: builds the targets of a definition.
 *
 * @returns the exit code
 */
export async function runBake(dependencies: BakeDependencies): Promise<number> {
  const { job, toolkit, signal, write } = dependencies;
  let masks: readonly string[] = [];
  try {
    const inputs = readBakeInputs(job);
    masks = inputs.masks;
    for (const secret of masks) toolkit.setSecret(secret);
    for (const warning of inputs.warnings) toolkit.warning(oneLine(warning));
    return await buildTargets(inputs, dependencies);
  } catch (error) {
    const mask = await maskOf({ secrets: [] }, masks);
    const reason: unknown = signal.aborted ? signal.reason : redact(classifyError(error), mask);
    write(disarmCommands(renderError(reason)));
    if (!(reason instanceof Interruption)) annotateError(reason, { workspace: job.cwd, folder: job.cwd }, toolkit);
    return exitCodeOf(reason);
  }
}

async function buildTargets(inputs: BakeInputs, dependencies: BakeDependencies): Promise<number> {
  const { toolkit, signal, write, loadBake, loadCheck, job } = dependencies;
  const { call, host, allow } = inputs;
  const targets = await targetsOf(inputs, dependencies);
  if (call.kind === 'check') {
    const checked = await checkedTargets(await loadCheck(), targets, { call, host }, signal);
    write(disarmCommands(checked.text));
    if (checked.failure !== undefined) throw classifyError(checked.failure);
    if (checked.found && !call.ignoreStatus)
      throw new UserError('the checks found mistakes in Dockerfiles', { hint: 'They are listed in the log.' });
    return 0;
  }
  if (call.kind !== 'build') {
    const described = await describedTargets(await dependencies.loadDescribe(), targets, { call, host }, signal);
    write(disarmCommands(described));
    return 0;
  }
  const claims = await claimForBuilds(
    host.root,
    targets.map(({ options }) => options),
    dependencies,
  );
  const rights = allowedRights(allow);
  const metadata = metadataSettingsOf(job.env, true);
  const actionsCache = inputs.cacheMode === 'off' ? undefined : dependencies.actionsCache;
  const { report, failure } = await observedBake(
    await loadBake(),
    {
      targets: targets.map(({ options, ...target }, index) =>
        withToldProvenance(
          withRights({ ...target, options: inJob(options, claims[index] ?? '') }, rights),
          metadata.provenance,
        ),
      ),
      host: { ...maskingTokens(host, toolkit), ...(actionsCache !== undefined && { actionsCache }) },
      parallel: inputs.parallel,
      write,
      frame: githubFrame(job.newToken),
      masks: inputs.masks,
    },
    signal,
  );
  write(disarmCommands(`\n${bakeText(report)}`));
  await writeSummary(bakeSummary(report), dependencies);
  if (inputs.reportFile !== undefined)
    await dependencies.writeFile(inputs.reportFile, `${JSON.stringify(bakeDocument(report), null, 2)}\n`);
  if (failure !== undefined) throw failure;
  toolkit.setOutput('metadata', JSON.stringify(bakeMetadata(report, metadata), null, 2));
  if (inputs.reportFile !== undefined) toolkit.setOutput('report', inputs.reportFile);
  for (const { message } of report.targets.flatMap(({ report: each }) => each.warnings).slice(0, MOST_WARNINGS))
    toolkit.warning(oneLine(message));
  return 0;
}

/** GitHub shows ten annotations of a step. */
const MOST_WARNINGS = 10;

async function targetsOf(inputs: BakeInputs, { readFile, job }: BakeDependencies): Promise<readonly BakeTarget[]> {
  const { environment, files, vars, flags, allow, general, cacheMode } = inputs;
  const { env } = environment;
  const read = await readDefinitionFiles({
    files,
    vars,
    environment,
    allow,
    readText: (file) => readSmallText(file, readFile(file)),
  });
  const resolved = resolveRequest(read, { ...flags, sourceDateEpoch: env['SOURCE_DATE_EPOCH'] });
  checkAllowed(resolved.targets, allow, environment.cwd);
  const scope = cacheScope(env, 'bake');
  const context = {
    general,
    environment,
    provenance: jobProvenance(env, job.files),
    cacheMode,
    ...(scope !== '' && { scope }),
  };
  return resolved.targets.map((target) => {
    const made = targetOptions(target, context);
    const variant = [made.options.variant ?? '', buildVariant(env, made.options, undefined)].join(' ').trim();
    return { ...made, options: { ...made.options, variant } };
  });
}

async function writeSummary(markdown: string, { job, toolkit }: BakeDependencies): Promise<void> {
  if ((job.env['GITHUB_STEP_SUMMARY'] ?? '') === '') return;
  try {
    await toolkit.writeSummary(markdown);
  } catch (error) {
    toolkit.warning(`The job summary was not written: ${oneLine(messageOf(error))}`);
  }
}
