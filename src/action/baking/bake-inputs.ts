import path from 'node:path';

import { isRemote } from '../../bake/resolve/locations.js';
import { parallelOf } from '../../app/baking/parallel.js';
import type { BakeFlags } from '../../app/baking/resolve-request.js';
import { BAKE_TABLE } from '../../app/baking/bake-options.js';
import type { CacheSettings } from '../../app/options/cache-settings.js';
import type { Spelled } from '../../app/options/option.js';
import type { ProcessEnvironment } from '../../app/options/process/process-environment.js';
import { type OptionSource, readTable, tableOptions } from '../../app/options/read-options.js';
import { type Call, parseCall } from '../../app/options/values/call-spec.js';
import { readLogins, secretsOfLogin } from '../../app/options/values/registry-login.js';
import { UserError } from '../../errors.js';
import { inputSource } from '../input-source.js';
import { type JobFiles, jobFilesOf } from '../job/job-files.js';
import { withSignatureArchive } from '../job/job-signing.js';
import { refuseUnknownInputs } from '../unknown-inputs.js';

/** All that a job with the action `bake` asks for, read once. */
export interface BakeInputs extends JobFiles {
  /** The job, in the folder that the definition's paths start from. */
  readonly environment: ProcessEnvironment;
  readonly files: readonly string[];
  readonly vars: readonly string[];
  readonly allow: readonly string[];
  readonly flags: Omit<BakeFlags, 'sourceDateEpoch'>;
  readonly call: Call;
  readonly parallel: number;
  /** What counts for all targets: emulators, builders, what caches keep. */
  readonly general: OptionSource<'flag'>;
  readonly cacheMode: CacheSettings['mode'];
  readonly reportFile: string | undefined;
  readonly masks: readonly string[];
  readonly warnings: readonly string[];
}

/** @throws UserError that names the input */
export function readBakeInputs(job: ProcessEnvironment): BakeInputs {
  const { env } = job;
  refuseUnknownInputs(env, tableOptions(BAKE_TABLE));
  const source = inputSource(env, undefined);
  const { definition, cache, report, host: given } = readTable(BAKE_TABLE, source, job);
  const environment = { ...job, cwd: folderOf(definition, job) };
  const { logins, warnings } = readLogins({
    registry: given.loginRegistry,
    username: given.loginUsername,
    password: given.loginPassword,
  });
  const { host, root } = jobFilesOf(given, job);
  const token = report.githubToken ?? '';
  const { targets, set, push, load, noCache, pull, provenance, sbom } = definition;
  return {
    environment,
    files: definition.files,
    vars: definition.vars,
    allow: definition.allow,
    flags: { targets, set, push, load, noCache, pull, provenance, sbom },
    call: parseCall('input "call"', definition.call),
    parallel: parallelOf('input "parallel"', definition.parallel),
    general: generalOf(source),
    cacheMode: cache.mode,
    root,
    host: { ...withSignatureArchive(host, env, token), ...(logins.length > 0 && { logins }) },
    reportFile: report.report,
    masks: [...(token === '' ? [] : [token]), ...logins.flatMap(secretsOfLogin)],
    warnings,
  };
}

interface Folders {
  readonly source?: string | undefined;
  readonly workdir?: string | undefined;
}

function folderOf({ source, workdir }: Folders, { cwd, files }: ProcessEnvironment): string {
  const text = source ?? workdir ?? '.';
  // As with Handlebars in docker/bake-action: the commit of the event, which is what the workspace has.
  const place = text.replace(/^\{\{\s*defaultContext\s*\}\}:?/, './');
  if (isRemote(place))
    throw new UserError(`input "source": definitions are read from the workspace, not from ${JSON.stringify(text)}`, {
      hint: 'Check that repository out with actions/checkout, and name its folder.',
    });
  const folder = path.resolve(cwd, place);
  if (!files.isDirectory(folder)) throw new UserError(`input "source": there is no folder ${JSON.stringify(text)}`);
  return folder;
}

const GENERAL_GROUPS = [BAKE_TABLE.run, BAKE_TABLE.builder, BAKE_TABLE.cache, BAKE_TABLE.host];

/** Other inputs have the names of options of a single build, and another meaning: they are not for each target. */
function generalOf(source: OptionSource<'input'>): OptionSource<'flag'> {
  const known = new Set(GENERAL_GROUPS.flatMap<Spelled>(({ options }) => Object.values<Spelled>(options)));
  return {
    face: 'flag',
    nameOf: (option) => source.nameOf(option),
    textsOf: (option) => (known.has(option) ? source.textsOf(option) : []),
  };
}
