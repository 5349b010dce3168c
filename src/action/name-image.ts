import type { TimeBudget } from '../async/time-budget.js';
import { parseAnnotations } from '../app/options/values/annotation-spec.js';
import { imageName } from '../app/options/values/image-names.js';
import type { ProcessEnvironment } from '../app/options/process/process-environment.js';
import type { Annotation } from '../oci/annotation.js';
import { settle } from '../app/options/resolve-build-options.js';
import { distinctReferences, type TaggedReference } from '../oci/reference.js';
import { disarmCommands } from '../report/console/step-frame.js';
import { labelsOf } from '../tagging/labels.js';
import { needsCommitDate, type Tagging } from '../tagging/tagging.js';
import { versionOf } from '../tagging/version.js';
import { oneLine } from '../text/sanitize-line.js';
import type { Octokit } from './github/github-api.js';
import type { ActionInputs } from './inputs.js';
import { inputSource } from './input-source.js';
import type { Toolkit } from './job/toolkit.js';
import { circumstancesOf } from './naming/circumstances.js';
import { metadataSettingsOf } from './naming/metadata-settings.js';
import { type Naming, namingOutputs } from './naming/naming-outputs.js';

export interface NamingDependencies {
  readonly job: ProcessEnvironment;
  readonly toolkit: Toolkit;
  readonly signal: AbortSignal;
  readonly write: (text: string) => void;
  readonly loadGitHub: () => Promise<(token: string) => Octokit>;
  readonly gitHubTime: TimeBudget;
}

/**
 * Evaluates the rules of the inputs `images`, `tags` and `flavor` for the job's event, and sets the outputs.
 *
 * @returns the inputs with the names and labels of the image
 * @throws UserError if a rule gives a tag that is not valid, or if there is no name to push to
 */
export async function nameImage(inputs: ActionInputs, dependencies: NamingDependencies): Promise<ActionInputs> {
  const { tagging, options } = inputs;
  if (tagging === undefined) return inputs;
  const { writtenNames, host, comment } = inputs;
  const from = {
    tagging,
    writtenNames,
    tags: options.tags,
    sourceDateEpoch: host.sourceDateEpoch,
    token: comment.token,
  };
  const { tags, naming, annotations } = await evaluateNames(from, dependencies);
  const named = { ...options, tags, labels: naming.labels, annotations: [...annotations, ...options.annotations] };
  return { ...inputs, options: settle(named, inputSource(dependencies.job.env, undefined)) };
}

/** What names depend on, besides the job. */
export interface NamingInputs {
  readonly tagging: Tagging;
  /** The full names in `tags`, as they are written, and what they say. */
  readonly writtenNames: readonly string[];
  readonly tags: readonly TaggedReference[];
  readonly sourceDateEpoch: string | undefined;
  /** `''` if there is none. */
  readonly token: string;
}

/**
 * The names of an image, by the rules and as they are written. Sets the outputs.
 *
 * @throws UserError if a rule gives a tag that is not valid
 */
export async function evaluateNames(
  inputs: NamingInputs,
  dependencies: NamingDependencies,
): Promise<{
  readonly tags: readonly TaggedReference[];
  readonly naming: Naming;
  readonly annotations: readonly Annotation[];
}> {
  const { tagging } = inputs;
  const { job, toolkit, signal, write, loadGitHub, gitHubTime } = dependencies;
  const say = (line: string): void => write(disarmCommands(`${oneLine(line)}\n`));
  const warn = (message: string): void => toolkit.warning(oneLine(message));
  const settings = metadataSettingsOf(job.env);
  const asking = { token: inputs.token, loadGitHub, gitHubTime, signal, say };
  const circumstances = await circumstancesOf(job, settings, needsCommitDate(tagging), asking);
  const version = await versionOf(tagging.rules, tagging.flavor, circumstances, warn);
  const made = namesOf(tagging, version.tags);
  if (made.length === 0) warn('The rules in the inputs "images" and "tags" give the image no name for this event.');
  const created = createdAt(inputs, circumstances.now);
  const labels = labelsOf(version.main, created, tagging.labels, circumstances);
  const tags = distinctReferences([...made.map(({ where, text }) => imageName(where, text)), ...inputs.tags]);
  const naming: Naming = {
    names: [...new Set([...made.map(({ text }) => text), ...inputs.writtenNames])],
    tags: version.tags,
    version: version.main,
    labels,
    annotations: labelsOf(version.main, created, [], circumstances),
  };
  for (const name of naming.names) say(`Image name: ${name}`);
  const outputs = namingOutputs(naming, settings.annotationLevels);
  for (const [name, value] of Object.entries(outputs)) toolkit.setOutput(name, value);
  const written = outputs['annotations'] ?? '';
  const annotations = parseAnnotations('DOCKER_METADATA_ANNOTATIONS_LEVELS', written.split('\n'));
  return { tags, naming, annotations };
}

function namesOf({ images }: Tagging, tags: readonly string[]) {
  return images
    .filter(({ enabled }) => enabled)
    .flatMap(({ where, name }) => tags.map((tag) => ({ where, text: `${name}:${tag}` })));
}

/** The time of `SOURCE_DATE_EPOCH` if that is a number, as for reproducible builds. Otherwise now. */
function createdAt({ sourceDateEpoch }: NamingInputs, now: Date): Date {
  const seconds = Number(sourceDateEpoch ?? NaN);
  return Number.isNaN(seconds) ? now : new Date(seconds * 1000);
}
