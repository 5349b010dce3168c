import { listed } from '../../bake/list.js';
import { goIndentedJson, printedDefinition } from '../../bake/resolve/print.js';
import { isRemote } from '../../bake/resolve/locations.js';
import { allowedRights, checkAllowed } from '../../app/baking/allowed.js';
import { observedBake } from '../../app/observed-bake.js';
import { checkedTargets } from '../../app/checked-targets.js';
import { describedTargets } from '../../app/described-targets.js';
import { parallelOf } from '../../app/baking/parallel.js';
import { readDefinitionFiles } from '../../app/baking/read-files.js';
import { readSmallText } from '../../app/baking/read-small-text.js';
import { resolveRequest } from '../../app/baking/resolve-request.js';
import { targetOptions, withRights, withToldProvenance } from '../../app/baking/target-options.js';
import { buildxProvenance } from '../../app/options/attestations.js';
import { metadataSettingsOf } from '../../app/options/process/metadata-settings.js';
import { BAKE_TABLE } from '../../app/baking/bake-options.js';
import { GENERAL } from '../../app/options/table.js';
import { parseCall } from '../../app/options/values/call-spec.js';
import { UserError } from '../../errors.js';
import { destinationError } from '../../files/write-error.js';
import { bakeDocument, bakeMetadata, bakeText } from '../../report/bake/bake-report.js';
import { githubFrame, PLAIN_FRAME } from '../../report/console/step-frame.js';
import { classifyError } from '../../report/exit-code.js';
import type { CliProcess } from '../command/cli-process.js';
import { hostOfCommand } from '../command/host.js';
import { print } from '../command/print.js';
import { onGithub } from '../command/progress.js';
import { defineVerb, type VerbCall } from '../command/verb.js';

const FLAGS = { ...BAKE_TABLE, general: GENERAL };

/** `layer-build bake`, with the flags of `docker buildx bake`. */
export const bakeVerb = defineVerb({
  name: 'bake',
  summary: 'build many images from a definition in HCL, JSON or a compose file',
  about: `Builds the targets of a definition side by side, as docker buildx bake does: docker-bake.hcl, docker-bake.json,
and the services of compose files that have a build. A stage that several targets share is built once.

A TARGET is the name of a target or of a group, or a pattern such as app-*. Without one, default is built.

Exit codes: those of layer-build build.`,
  operands: '[TARGET…]',
  count: [0, Infinity],
  examples: [
    { does: 'Show what would be built', command: 'layer-build bake --print' },
    { does: 'Build and push a group', command: 'layer-build bake release --push' },
    { does: 'Change an attribute of all targets', command: "layer-build bake --set '*.platform=linux/arm64'" },
    { does: 'List the targets', command: 'layer-build bake --list=targets' },
  ],
  table: FLAGS,
  run: runBake,
});

async function runBake(
  { values, operands, source, warnings }: VerbCall<typeof FLAGS>,
  cli: CliProcess,
): Promise<number> {
  const { definition: flags, report: shown } = values;
  const [remote] = operands.filter(isRemote);
  if (remote !== undefined)
    throw new UserError(`definitions are read from files of this machine, not from ${JSON.stringify(remote)}`, {
      hint: 'Clone the repository, and run layer-build bake in it.',
    });
  const read = await readDefinitionFiles({
    files: flags.files,
    vars: flags.vars,
    allow: flags.allow,
    environment: cli,
    readText: (file) => readSmallText(file, file === '-' ? cli.stdin : cli.readFile(file)),
  });
  if (flags.list !== undefined) {
    if (flags.print) throw new UserError('--print and --list are mutually exclusive');
    print(listed(flags.list, read.definition), cli);
    return 0;
  }
  const { set, push, load, noCache, pull, provenance, sbom, allow } = flags;
  const call = flags.check ? 'check' : flags.call;
  const resolved = resolveRequest(read, {
    targets: operands,
    ...{ set, push, load, noCache, pull, provenance, sbom },
    sourceDateEpoch: cli.env['SOURCE_DATE_EPOCH'],
  });
  if (flags.print) {
    print(`${goIndentedJson(printedDefinition(resolved))}\n`, cli);
    return 0;
  }
  checkAllowed(resolved.targets, allow, cli.cwd);
  const rights = allowedRights(allow);
  const context = {
    general: source,
    environment: cli,
    provenance: buildxProvenance(cli.env),
    cacheMode: 'auto',
  } as const;
  const metadata = metadataSettingsOf(cli.env, false);
  const told = flags.metadataFile === undefined ? undefined : metadata.provenance;
  const targets = resolved.targets
    .map((target) => targetOptions(target, context))
    .map((target) => withToldProvenance(withRights(target, rights), told));
  const host = hostOfCommand(values.host, cli);
  const asked = parseCall('--call', call);
  if (asked.kind === 'check') {
    const checked = await checkedTargets(await cli.loadCheck(), targets, { call: asked, host }, cli.signal);
    print(checked.text, cli);
    if (checked.failure !== undefined) throw classifyError(checked.failure);
    return checked.found && !asked.ignoreStatus ? 1 : 0;
  }
  if (asked.kind !== 'build') {
    print(await describedTargets(await cli.loadDescribe(), targets, { call: asked, host }, cli.signal), cli);
    return 0;
  }
  for (const warning of warnings) cli.stderr.write(`WARNING: ${warning}\n`);
  const { bake } = await cli.loadBake();
  const quiet = shown.quiet || shown.progress === 'quiet';
  const { report, failure } = await observedBake(
    bake,
    {
      targets,
      host,
      parallel: parallelOf('--parallel', flags.parallel),
      write: (text) => (quiet ? undefined : void cli.stdout.write(text)),
      frame: onGithub(cli) ? githubFrame(cli.newToken) : PLAIN_FRAME,
      masks: [],
    },
    cli.signal,
  );
  if (!quiet) print(`\n${bakeText(report)}`, cli);
  if (shown.report !== undefined) await writeJson('--report', shown.report, bakeDocument(report), cli);
  if (failure !== undefined) throw failure;
  if (flags.metadataFile !== undefined)
    await writeJson('--metadata-file', flags.metadataFile, bakeMetadata(report, metadata), cli);
  return 0;
}

async function writeJson(flag: string, file: string, document: unknown, cli: CliProcess): Promise<void> {
  try {
    await cli.writeFile(file, `${JSON.stringify(document, null, 2)}\n`);
  } catch (error) {
    throw destinationError(error, `write ${flag}`, file);
  }
}
