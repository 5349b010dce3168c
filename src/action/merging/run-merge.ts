import type { MergeFunction } from '../../app/merging/merge-images.js';
import type { PushedDigest } from '../../app/options/values/pushed-digests.js';
import { maskOf, redact, redacting } from '../../app/redact.js';
import { messageOf, UserError } from '../../errors.js';
import { familiarName, type TaggedReference } from '../../oci/reference.js';
import { PlainConsole } from '../../report/console/plain.js';
import { renderError } from '../../report/console/render-error.js';
import { disarmCommands, githubFrame } from '../../report/console/step-frame.js';
import { classifyError, exitCodeOf, Interruption } from '../../report/exit-code.js';
import { mergedMetadata, mergedSummary, mergedText } from '../../report/merged-image.js';
import { oneLine } from '../../text/sanitize-line.js';
import { annotateError } from '../annotations.js';
import { gitHubTime } from '../github/github-api.js';
import { maskingTokens } from '../job/job-signing.js';
import { evaluateNames, type NamingDependencies } from '../name-image.js';
import { type LoadArtifacts, readNotes } from '../notes/artifacts.js';
import { digestsFrom } from '../notes/digest-notes.js';
import { type MergeInputs, readMergeInputs } from './merge-inputs.js';

export interface MergeDependencies extends Omit<NamingDependencies, 'gitHubTime'> {
  readonly loadMerge: () => Promise<MergeFunction>;
  readonly loadArtifacts: LoadArtifacts;
}

/**
 * The action `merge`: joins what the jobs of this run have pushed by digest, or the digests that it is given.
 *
 * @returns the exit code
 */
export async function runMerge(dependencies: MergeDependencies): Promise<number> {
  const { job, toolkit, signal, write } = dependencies;
  let masks: readonly string[] = [];
  try {
    const inputs = readMergeInputs(job);
    masks = inputs.masks;
    for (const secret of masks) toolkit.setSecret(secret);
    for (const warning of inputs.warnings) toolkit.warning(oneLine(warning));
    await join(inputs, dependencies);
    return 0;
  } catch (error) {
    const mask = await maskOf({ secrets: [] }, masks);
    const reason: unknown = signal.aborted ? signal.reason : redact(classifyError(error), mask);
    if (reason instanceof Interruption) write(`${reason.message}\n`);
    else {
      const text = renderError(reason);
      write(disarmCommands(text));
      annotateError(reason, { workspace: job.cwd, folder: job.cwd }, toolkit);
      await writeSummary(
        `### layer-build merge\n\n❌ **Nothing was joined**: ${oneLine(messageOf(reason))}\n`,
        dependencies,
      );
    }
    return exitCodeOf(reason);
  }
}

async function join(inputs: MergeInputs, dependencies: MergeDependencies): Promise<void> {
  const { job, toolkit, signal, write, loadMerge } = dependencies;
  const { tags, annotations } = await namesFor(inputs, dependencies);
  if (tags.length === 0) {
    throw new UserError('the joined image needs a name', { hint: 'Give it in the input tags, or in images.' });
  }
  const sources = inputs.digests.length > 0 ? inputs.digests : await findPushed(tags, inputs, dependencies);
  const console = new PlainConsole(write, githubFrame(job.newToken));
  const mask = await maskOf({ secrets: [] }, inputs.masks);
  try {
    const merge = await loadMerge();
    const { platforms, signedAs, host } = inputs;
    const options = { sources, tags, platforms, annotations, signedAs };
    const merged = await merge(options, maskingTokens(host, toolkit), redacting(console.sink, mask), signal);
    console.close();
    write(disarmCommands(mergedText(merged)));
    toolkit.setOutput('digest', merged.descriptor.digest);
    toolkit.setOutput('metadata', JSON.stringify(mergedMetadata(merged), null, 2));
    await writeSummary(mergedSummary(merged), dependencies);
  } finally {
    console.close();
  }
}

async function namesFor(inputs: MergeInputs, dependencies: MergeDependencies) {
  const { tagging, tags, annotations, writtenNames, host, token } = inputs;
  if (tagging === undefined) return { tags, annotations };
  const from = { tagging, writtenNames, tags, sourceDateEpoch: host.sourceDateEpoch, token };
  const { tags: made, naming } = await evaluateNames(from, { ...dependencies, gitHubTime: gitHubTime() });
  return { tags: made, annotations: { ...naming.annotations, ...annotations } };
}

/** @throws UserError when no job has pushed anything for these names */
async function findPushed(
  tags: readonly TaggedReference[],
  { host }: MergeInputs,
  { loadArtifacts, signal }: MergeDependencies,
): Promise<readonly PushedDigest[]> {
  const notes = await readNotes(loadArtifacts, host.tempDir, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new UserError(`the artifacts of this run cannot be read: ${messageOf(error)}`, {
      hint: 'Give the images in the input digests, as NAME@sha256:….',
      cause: error,
    });
  });
  const found = digestsFrom(notes, tags);
  if (found.length > 0) return found;
  const others = [...new Set(notes.flatMap(({ names }) => names))];
  const there = others.length === 0 ? '' : `. Jobs pushed to ${others.join(', ')}`;
  const names = [...new Set(tags.map(({ registry, repository }) => familiarName({ registry, repository })))];
  throw new UserError(`no job of this run has pushed an image by digest to ${names.join(' or ')}${there}`, {
    hint: 'The jobs before push with outputs: type=image,name=NAME,push-by-digest=true,push=true. This job needs them in "needs".',
  });
}

async function writeSummary(markdown: string, { job, toolkit }: MergeDependencies): Promise<void> {
  if ((job.env['GITHUB_STEP_SUMMARY'] ?? '') === '') return;
  try {
    await toolkit.writeSummary(markdown);
  } catch (error) {
    toolkit.warning(`The job summary was not written: ${oneLine(messageOf(error))}`);
  }
}
