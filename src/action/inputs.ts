import path from 'node:path';

import type { Call } from '../app/options/values/call-spec.js';
import { cacheSecrets } from '../app/caching/cache-secrets.js';
import type { BuildOptions } from '../app/options/build-options.js';
import type { ProcessEnvironment } from '../app/options/process/process-environment.js';
import { readTable, tableOptions, type OptionSource, type TableValues } from '../app/options/read-options.js';
import type { CommentPolicy } from '../app/options/report-options.js';
import { metadataSettingsOf, type MetadataSettings } from '../app/options/process/metadata-settings.js';
import { resolveBuildOptions } from '../app/options/resolve-build-options.js';
import type { SecretSource } from '../app/options/values/secret-spec.js';
import { IMAGE_OPTIONS } from '../app/options/image-options.js';
import { BUILD_TABLE } from '../app/options/table.js';
import { readLogins, secretsOfLogin } from '../app/options/values/registry-login.js';
import { imageName } from '../app/options/values/image-names.js';
import { checkUnsupported, UNSUPPORTED_OPTIONS } from '../app/options/unsupported-options.js';
import { distinctReferences } from '../oci/reference.js';
import { parseLabels } from '../tagging/labels.js';
import { readTags, type ReadTags, type Tagging } from '../tagging/tagging.js';
import { buildVariant, cacheScope } from './cache-scope.js';
import { dockerSettingsOf, type DockerSettings } from './docker-settings.js';
import { jobProvenance } from './job/job-provenance.js';
import { defaultContextOf, jobContexts, noDefaultContext } from './default-context.js';
import { inputSource } from './input-source.js';
import { type JobFiles, jobFilesOf } from './job/job-files.js';
import { withSignatureArchive } from './job/job-signing.js';
import { refuseUnknownInputs } from './unknown-inputs.js';

/** All that a job asks for, read once. */
export interface ActionInputs extends JobFiles {
  /** Without the names and labels that rules give: see `nameImage`. */
  readonly options: BuildOptions;
  /** `undefined` if there are no rules. */
  readonly tagging: Tagging | undefined;
  /** The full names in `tags`, as they are written. */
  readonly writtenNames: readonly string[];
  /** Values that must not show in the log. */
  readonly masks: readonly string[];
  readonly warnings: readonly string[];
  /** Messages about inputs that have no effect here. */
  readonly notices: readonly string[];
  /** The Dockerfile's path for titles, relative to the workspace where it is in it. */
  readonly dockerfile: string;
  readonly call: Call;
  readonly comment: CommentInputs;
  /** GitHub's number of the job; `undefined` or empty where the runner does not tell it. */
  readonly jobId: string | undefined;
  readonly docker: DockerSettings;
  readonly metadata: MetadataSettings;
  /** Absolute path of the file that report.json goes to. */
  readonly reportFile: string;
  /** Name of the artifact for the report. */
  readonly reportArtifact: string | undefined;
  /** Where the repository is checked out: the paths of annotations are relative to it. */
  readonly workspace: string;
}

/** Settings for the comment on a pull request. */
interface CommentInputs {
  /** `auto`: on events of pull requests; `always`: also on a push, on the open pull request of the branch. */
  readonly policy: CommentPolicy;
  /** `''` when there is none. */
  readonly token: string;
}

/**
 * Inputs with the names, formats and meaning of docker/build-push-action, and a few of our own.
 *
 * @throws UserError that names the input
 */
export function readInputs(job: ProcessEnvironment): ActionInputs {
  const { env, cwd } = job;
  refuseUnknownInputs(env, [...tableOptions(BUILD_TABLE), ...UNSUPPORTED_OPTIONS]);
  const defaultContext = defaultContextOf(env, job.files);
  const source = inputSource(env, defaultContext);
  const warnings = checkUnsupported(UNSUPPORTED_OPTIONS, source);
  const values = readTable(BUILD_TABLE, source, job);
  const { image, run, caches, cache, report } = values;
  const { tagging, names, warnings: ofRules } = readNames(values, source);
  const secretLists = [run.secretVariables, run.secretValues, run.secretFiles];
  const token = report.githubToken ?? '';
  const given = secretLists.flatMap(({ sources }) => sources);
  const { context, buildContexts } = image;
  if (context === undefined) throw noDefaultContext(source.nameOf(IMAGE_OPTIONS.context));
  const own = jobContexts({ context, buildContexts }, defaultContext, { token, given });
  const secrets = [...given, ...own.secrets];
  const { options, ...resolved } = resolveBuildOptions(
    values,
    {
      context: own.context,
      secrets,
      cacheMode: cache.mode,
      names: distinctReferences(names.map(({ where, text }) => imageName(where, text))),
      provenance: jobProvenance(env, job.files),
      moreNamesFollow: tagging !== undefined,
    },
    source,
    cwd,
  );
  const workspace = env['GITHUB_WORKSPACE'] ?? cwd;
  const docker = dockerSettingsOf(env);
  // docker/build-push-action asks buildx for warnings, since it shows them beside their lines.
  const metadata = metadataSettingsOf(env, docker.checksAnnotations);
  const dockerfile = shownPath(workspace, dockerfileOf(options));
  const scope = options.scope ?? cacheScope(env, dockerfile);
  const variant = buildVariant(env, options, caches.matrix);
  const { host, root } = jobFilesOf(values.host, job);
  const { loginRegistry, loginUsername, loginPassword } = values.host;
  const { logins, warnings: ofLogins } = readLogins({
    registry: loginRegistry,
    username: loginUsername,
    password: loginPassword,
  });
  return {
    options: {
      ...options,
      buildContexts: own.buildContexts,
      toldProvenance: metadata.provenance,
      ...(scope !== '' && { scope }),
      ...(variant !== '' && { variant }),
    },
    tagging,
    writtenNames: names.map(({ text }) => text),
    host: {
      ...withSignatureArchive(host, env, token),
      ...(defaultContext !== undefined && { checkedOut: { remote: defaultContext.remote, folder: workspace } }),
      ...(logins.length > 0 && { logins }),
    },
    root,
    masks: [
      ...secretTexts(secrets),
      ...(token === '' ? [] : [token]),
      ...logins.flatMap(secretsOfLogin),
      ...cacheSecrets(options),
    ],
    warnings: [
      ...warnings,
      ...ofRules,
      ...ofLogins,
      ...secretLists.flatMap((list) => list.warnings),
      ...resolved.warnings,
    ],
    notices: resolved.notices,
    dockerfile,
    workspace,
    call: image.call,
    comment: { policy: report.comment, token },
    jobId: report.jobId,
    docker,
    metadata,
    // A job can build several images, each with its report.
    reportFile: report.report ?? path.join(host.tempDir, `layer-build-report-${job.newToken()}.json`),
    reportArtifact: report.reportArtifact,
  };
}

/** The full names in the inputs, and the rules that give more names. */
function readNames(
  { names, image }: TableValues<typeof BUILD_TABLE, 'input'>,
  source: OptionSource,
): { readonly tagging: Tagging | undefined } & Pick<ReadTags, 'names' | 'warnings'> {
  const { images, flavor } = names;
  const { rules, ...read } = readTags(names.tags, images);
  if (images.length === 0) return { ...read, tagging: undefined };
  const labels = parseLabels(source.nameOf(IMAGE_OPTIONS.labels), image.labels);
  return { ...read, tagging: { images, rules, flavor, labels } };
}

function secretTexts(secrets: readonly SecretSource[]): readonly string[] {
  return secrets
    .flatMap((secret) => (secret.kind === 'value' ? [Buffer.from(secret.value).toString()] : []))
    .filter((text) => text.trim() !== '');
}

function dockerfileOf({ context, dockerfile }: BuildOptions): string {
  switch (context.kind) {
    case 'directory':
      return dockerfile ?? path.join(context.path, 'Dockerfile');
    case 'git':
      if (dockerfile !== undefined && path.isAbsolute(dockerfile)) return dockerfile;
      return path.posix.join(context.address.subdir, dockerfile ?? 'Dockerfile');
    default:
      return dockerfile ?? 'Dockerfile';
  }
}

function shownPath(workspace: string, file: string): string {
  const relative = path.relative(workspace, file);
  return relative.startsWith('..') || path.isAbsolute(relative) ? file : relative.split(path.sep).join('/');
}
