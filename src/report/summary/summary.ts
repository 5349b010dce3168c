import { isDigest } from '../../oci/digest.js';
import { familiarName, parseReference } from '../../oci/reference.js';
import { checkHeadline, type CheckedFile } from '../dockerfile/check-report.js';
import { markdownBlock, markdownCode, markdownText } from '../github-markdown.js';
import type { ImageReport, Report, ReportedWarning } from '../model/report.js';
import { conclusionOf } from '../model/conclusion.js';
import { conclusionWords } from '../model/conclusion-words.js';
import { markdownPhrases } from '../phrase-markdown.js';
import { baseSection } from './bases.js';
import { cacheSection } from './cache.js';
import { failureMarkdown } from '../failure/failure-markdown.js';
import { failureOf } from '../model/failure.js';
import { ganttSection } from './gantt.js';
import type { BaseRun } from '../model/baseline.js';
import { cacheWords } from '../model/work-words.js';
import { growthWords, imageSection } from './image.js';
import { inputSection } from './inputs.js';
import { stepTables } from './steps.js';
import { formatBytes, formatDuration } from '../../text/format.js';

/** GitHub drops a job summary of more than 1 MiB as a whole; some room is left for other text in the same step. */
const SUMMARY_BYTES = 1024 * 1024 - 64 * 1024;
const MESSAGE_LIMIT = 300;
const WARNINGS = 20;
const TAGS = 20;

/** What the summary shows besides the report. */
export interface SummaryContext {
  /** E.g. `layer-build: image/Dockerfile`; untrusted text. */
  readonly title: string;
  /** The Dockerfile's name for people; else that of the report. Untrusted text. */
  readonly dockerfile?: string;
  /** The rendered error, if the build failed. */
  readonly error?: string;
  /** Address of the job's log. */
  readonly job?: string;
  /** Where the report will be an artifact at the end of the job. */
  readonly artifact?: { readonly name: string; readonly url: string };
  /** The run that a pull request's image is compared with. */
  readonly base?: BaseRun;
}

/**
 * A build's job summary in GitHub-flavoured Markdown: one sentence that says what it cost, why, and what to do; then a row for
 * each step, and the other sections. Steps get the room that the other parts leave.
 */
export function renderSummary(report: Report, context: SummaryContext): string {
  const head = [`### ${markdownText(context.title, 200)}`, '', ...headline(report, context)];
  const tail = [
    testSection(report),
    warningSection(report),
    ganttSection(report),
    report.image === undefined ? [] : imageSection(report.image, report.steps, context.base),
    baseSection(report),
    cacheSection(report.cache),
    report.inputs === undefined ? [] : inputSection(report.inputs),
    artifactSection(context),
  ].flatMap((section) => (section.length === 0 ? [] : ['', ...section]));
  const room = SUMMARY_BYTES - bytesOf(head) - bytesOf(tail);
  const steps = report.steps.length === 0 ? [] : ['', ...stepTables(report.steps, room)];
  return `${[...head, ...steps, ...tail].join('\n').trimEnd()}\n`;
}

/** The artifact has no address of its own yet: the list of the run's artifacts has one. */
function artifactSection({ artifact }: SummaryContext): readonly string[] {
  if (artifact === undefined) return [];
  return [`At the end of the job, the report is the artifact [${markdownText(artifact.name, 200)}](${artifact.url}).`];
}

/** The summary of a check that built nothing. */
export function renderCheckSummary(checked: CheckedFile, context: SummaryContext): string {
  const { findings } = checked;
  const ok = findings.length === 0 && context.error === undefined;
  const lines = [
    `### ${markdownText(context.title, 200)}`,
    '',
    `${ok ? '✅' : '❌'} ${checkHeadline(findings.length)}`,
  ];
  if (context.error !== undefined) lines.push('', markdownBlock(context.error.trimEnd(), 16 * 1024));
  if (findings.length > 0) lines.push('', ...warningSection({ warnings: findings }));
  return `${lines.join('\n')}\n`;
}

function headline(report: Report, context: SummaryContext): readonly string[] {
  if (!report.ok) return failedHeadline(report, context);
  const sentence = markdownPhrases(conclusionWords(conclusionOf(report)));
  const { image } = report;
  const tags = image?.tags ?? [];
  const shown = tags.slice(0, TAGS).map((tag) => markdownCode(tag, MESSAGE_LIMIT));
  const more = tags.length > shown.length ? ` and ${tags.length - shown.length} more` : '';
  const what = shown.length === 0 ? 'an image' : `${shown.join(', ')}${more}`;
  const lines = [`✅ **${sentence}**`, '', `Built ${what}.${cacheSentence(report)}`];
  return image === undefined ? lines : [...lines, '', ...identityLines(image, context.base)];
}

/** What failed comes first: the hits of a build without a result are no news. */
function failedHeadline(report: Report, { dockerfile, error, job }: SummaryContext): readonly string[] {
  const failure = failureOf(report, dockerfile);
  const time = report.durationMs === undefined ? '' : ` The build took ${formatDuration(report.durationMs)}.`;
  const rendered = error === undefined ? [] : ['', markdownBlock(error.trimEnd(), 16 * 1024)];
  if (failure === undefined) {
    return [`❌ **${markdownPhrases(conclusionWords(conclusionOf(report)))}**${time}`, ...rendered];
  }
  const lines = failureMarkdown(failure, job, time);
  const { hint } = report.error ?? {};
  if (failure.what !== undefined) return hint === undefined ? lines : [...lines, '', `💡 ${markdownText(hint, 1000)}`];
  return failure.kind === 'interrupted' ? lines : [...lines, ...rendered];
}

function cacheSentence(report: Report): string {
  const words = cacheWords(report);
  return words === undefined ? '' : ` ${words}.`;
}

/** The image's digest. For a pushed image it is a `docker pull` command, in a block to which GitHub adds a copy button. */
function identityLines(image: ImageReport, base: BaseRun | undefined): readonly string[] {
  const size = image.size === 0 ? '' : ` · ${formatBytes(image.size)} compressed${growthWords(image, base)}`;
  const name = image.push === undefined ? undefined : pulledName(image);
  if (name === undefined) return [`Digest ${markdownCode(image.digest, 200)}${size}`];
  return [`Pushed to a registry${size}. To get just this image:`, '', '```', `docker pull ${name}`, '```'];
}

/** `undefined` for anything but a valid reference, which has no character that could end the block. */
function pulledName({ tags, digest }: ImageReport): string | undefined {
  const [first] = tags;
  if (first === undefined || !isDigest(digest)) return undefined;
  try {
    const { registry, repository } = parseReference(first);
    return familiarName({ registry, repository, digest });
  } catch {
    return undefined;
  }
}

function warningSection({ warnings }: Pick<Report, 'warnings'>): readonly string[] {
  if (warnings.length === 0) return [];
  const items = warnings.slice(0, WARNINGS).map((warning) => {
    const line = warning.line === undefined ? '' : `line ${warning.line}: `;
    return `- ${warning.severe === true ? '❌' : '⚠️'} ${line}${ruleLink(warning)}${markdownText(warning.message, MESSAGE_LIMIT)}`;
  });
  const more = warnings.length - items.length;
  return [...items, ...(more > 0 ? [`- and ${more} more`] : [])];
}

/** The check's name, as a link to the page that explains it. Both are our own text, so nothing is escaped. */
function ruleLink({ rule, url }: ReportedWarning): string {
  if (rule === undefined) return '';
  return `${url === undefined ? rule : `[${rule}](${url})`}: `;
}

const TESTS = 100;

/** A row for each test that ran in the image. */
function testSection({ tests = [] }: Report): readonly string[] {
  if (tests.length === 0) return [];
  const rows = tests.slice(0, TESTS).map(({ exitCode, platform, command, durationMs }) => {
    const result = exitCode === 0 ? '✅&nbsp;passed' : `❌&nbsp;exit code ${exitCode}`;
    const words = markdownCode(command.replace(/\s+/g, ' '), MESSAGE_LIMIT);
    return `| ${result} | ${words} | ${markdownText(platform, 100)} | ${formatDuration(durationMs)} |`;
  });
  const more = tests.length - rows.length;
  const rest = more > 0 ? ['', `and ${more} more tests`] : [];
  return ['| Test | Command | Platform | Time |', '| --- | --- | --- | ---: |', ...rows, ...rest];
}

function bytesOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
}
