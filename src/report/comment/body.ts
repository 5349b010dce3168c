import { dataLine } from './data.js';
import { cutRow, type CommentRow, type RowLimits, type RunFigures } from './row.js';
import { markdownCode, markdownText, narrowText } from '../github-markdown.js';
import { rateWords } from '../model/work-words.js';
import { markdownPhrases } from '../phrase-markdown.js';
import { formatBytes, formatDuration } from '../../text/format.js';
import { sparkline } from '../../text/sparkline.js';
import { TREND_FIGURES } from '../trend-figures.js';
import { failureMarkdown } from '../failure/failure-markdown.js';

/** GitHub refuses comments over 65,536 characters. */
const COMMENT_CHARACTERS = 65_000;

/** The first limits with which the comment fits are taken: a few rows may say more than those of a whole matrix. */
const LIMITS: readonly RowLimits[] = [
  { items: 10, text: 200 },
  { items: 5, text: 120 },
  { items: 2, text: 80 },
  { items: 0, text: 60 },
];

/**
 * The pull request's comment in GitHub-flavoured Markdown, with its data line.
 *
 * @param repositoryUrl `https://github.com/owner/name`
 */
export function commentBody(rows: readonly CommentRow[], repositoryUrl: string): string {
  for (const limits of LIMITS) {
    const cut = rows.map((row) => cutRow(row, limits));
    const body = dataLine(cut) + visible(cut, cut.length, repositoryUrl);
    if (body.length <= COMMENT_CHARACTERS) return body;
  }
  const cut = rows.map((row) => cutRow(row, { items: 0, text: 60 }));
  const data = dataLine(cut);
  // Rows that do not fit are not shown. They stay in the data as long as that fits.
  for (let shown = cut.length; shown >= 0; shown -= Math.ceil(cut.length / 32)) {
    const body = data + visible(cut, shown, repositoryUrl);
    if (body.length <= COMMENT_CHARACTERS) return body;
  }
  return commentBody(rows.slice(0, Math.floor(rows.length / 2)), repositoryUrl);
}

/** Time and image are below each other: a phone has no room for four columns. */
const TABLE_HEAD = ['| Build | From the cache | Time<br>Image, compressed |', '| --- | --- | --- |'] as const;

function visible(rows: readonly CommentRow[], shown: number, repositoryUrl: string): string {
  const shownRows = rows.slice(0, shown);
  const lines = ['### layer-build', '', ...lead(rows)];
  for (const row of shownRows) lines.push(...failureLines(row, repositoryUrl));
  lines.push(...TABLE_HEAD);
  lines.push(...shownRows.map((row) => tableRow(row, rows.length === 1, repositoryUrl)), '');
  if (shown < rows.length) lines.push(`${rows.length - shown} further builds are left out here.`, '');
  for (const row of shownRows) lines.push(...trendLines(row, shownRows.length > 1), ...details(row));
  lines.push(...sources(shownRows, repositoryUrl));
  return `${lines.join('\n').trimEnd()}\n`;
}

/** Builds without a result come before all figures. */
function failureLines({ title, failure, run, job }: CommentRow, repositoryUrl: string): readonly string[] {
  if (failure === undefined) return [];
  const url = `${repositoryUrl}/actions/runs/${run}${job === undefined ? '' : `/job/${job}`}`;
  const [sentence = '', ...evidence] = failureMarkdown(failure, url);
  return [`${markdownText(title, 200)}: ${sentence}`, ...evidence, ''];
}

/** One sentence for one build. For several, how many went well; each row says more. */
function lead(rows: readonly CommentRow[]): readonly string[] {
  const [first] = rows;
  // Of a build without a result, all that was at work is told below.
  if (rows.length === 1 && first?.said !== undefined && first.failure === undefined)
    return [`${mark(first)} **${markdownPhrases(first.said)}**`, ''];
  if (rows.length < 2) return [];
  const failed = rows.filter(({ ok }) => !ok).length;
  const hit = rows.filter(({ ok, now }) => ok && now.misses === 0).length;
  const parts = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(hit > 0 ? [`${hit} came wholly from the cache`] : []),
    ...(rows.length - failed - hit > 0 ? [`${rows.length - failed - hit} ran some steps`] : []),
  ];
  return [`${failed > 0 ? '❌' : '✅'} **${rows.length} builds: ${parts.join(', ')}.**`, ''];
}

function mark({ ok, failure }: CommentRow): string {
  return ok ? '✅' : failure?.kind === 'interrupted' ? '🛑' : '❌';
}

/** In a comment of several builds, each says its sentence below its name, where a phone shows it. */
function buildCell(row: CommentRow, alone: boolean, repositoryUrl: string): string {
  const report = row.artifact === true ? ` · [report](${repositoryUrl}/actions/runs/${row.run}#artifacts)` : '';
  const said = alone || row.said === undefined || row.failure !== undefined ? '' : `<br>${markdownPhrases(row.said)}`;
  return `${mark(row)}&nbsp;${narrowText(row.title, 200)}${report}${said}`;
}

function tableRow(row: CommentRow, alone: boolean, repositoryUrl: string): string {
  const { now, before } = row;
  const name = buildCell(row, alone, repositoryUrl);
  if (row.failure !== undefined) {
    const reached = `${now.hits} of ${now.hits + now.misses} steps`;
    return `| ${name} | ${reached} | ${formatDuration(now.durationMs)}<br>none |`;
  }
  const time = withChange(formatDuration(now.durationMs), before && now.durationMs - before.durationMs, formatDuration);
  const grown = now.size === undefined || before?.size === undefined ? undefined : now.size - before.size;
  const size = now.size === undefined ? 'none' : withChange(formatBytes(now.size), grown, formatBytes);
  return `| ${name} | ${cacheCell(now, before)} | ${time}<br>${size} |`;
}

function cacheCell(now: RunFigures, before: RunFigures | undefined): string {
  if (now.hitRate === undefined) return '–';
  const text = `${unbroken(rateWords(now.hitRate))} of the work`;
  return before?.hitRate === undefined ? text : `${text}, was ${unbroken(rateWords(before.hitRate))}`;
}

function withChange(now: string, change: number | undefined, format: (amount: number) => string): string {
  if (change === undefined) return now;
  const amount = format(Math.abs(change));
  if (amount === format(0)) return `${now} (as before)`;
  return `${now} (${change < 0 ? '−' : '+'}${amount})`;
}

/** The last runs as bars of characters. */
function trendLines({ title, before, trend = [] }: CommentRow, named: boolean): readonly string[] {
  if (before === undefined || trend.length < 2) return [];
  const bars = TREND_FIGURES.map(({ name, of, words, most }) => {
    const values = trend.map(of);
    const now = values.at(-1) ?? 0;
    // A difference that nobody is told is none.
    const drawn = values.every((value) => words(value) === words(now)) ? values.map(() => now) : values;
    return unbroken(`${name} ${sparkline(drawn, most)} ${words(now)}`);
  });
  const whose = named ? `${markdownText(title, 200)}: the` : 'The';
  const earlier = trend.length === 2 ? 'run' : `${trend.length - 1} runs`;
  const runs = `${whose} last ${earlier} on ${markdownCode(before.branch, 200)} that saved something new, then this one`;
  return [`${runs}: ${bars.join(' · ')}`, ''];
}

/** A line does not end within it. */
function unbroken(words: string): string {
  return words.replaceAll(' ', '&nbsp;');
}

function details(row: CommentRow): readonly string[] {
  const { stopped, stoppedCount, grown, grownCount } = row;
  if (stopped.length === 0 && grown.length === 0) return [];
  const what = [
    ...(stoppedCount > 0 ? [plural(stoppedCount, 'step') + ' stopped hitting'] : []),
    ...(grownCount > 0 ? [plural(grownCount, 'path') + ' grew'] : []),
  ].join(', ');
  // Inside an HTML block, Markdown needs a blank line before and after it.
  const lines = ['<details>', `<summary>${markdownText(row.title, 200)}: ${what}</summary>`, ''];
  if (stopped.length > 0) {
    lines.push('| Line | Hit before, and why it missed |', '| ---: | --- |');
    for (const { line, instruction, reason } of stopped) {
      lines.push(`| ${line} | ${markdownCode(instruction, 120)}<br>${markdownText(reason, 200)} |`);
    }
    lines.push('', ...andMore(stoppedCount - stopped.length));
  }
  if (grown.length > 0) {
    lines.push('| Path, before compression | Now | Growth |', '| --- | ---: | ---: |');
    for (const { path, bytes, more } of grown) {
      lines.push(`| ${markdownCode(path, 200)} | ${formatBytes(bytes)} | +${formatBytes(more)} |`);
    }
    lines.push('', ...andMore(grownCount - grown.length));
  }
  return [...lines, '</details>', ''];
}

function andMore(count: number): readonly string[] {
  return count > 0 ? [`and ${count} more`, ''] : [];
}

/** The runs and commits that the rows are about, each named once. */
function sources(rows: readonly CommentRow[], repositoryUrl: string): readonly string[] {
  const runs = new Map(
    rows.map(({ run, now }) => [run, `[run](${repositoryUrl}/actions/runs/${run}) of ${shortCommit(now.commit)}`]),
  );
  const bases = new Set(
    rows.flatMap(({ before }) =>
      before === undefined ? [] : [`${markdownCode(before.branch, 200)} at ${shortCommit(before.commit)}`],
    ),
  );
  const shown = (texts: Iterable<string>): string => [...texts].slice(0, 5).join(', ');
  // A build without a result is not compared with anything.
  const isAlone = bases.size === 0 && rows.some(({ failure }) => failure === undefined);
  const compared =
    bases.size > 0 ? `, compared with ${shown(bases)}` : isAlone ? ', no earlier run of the base branch is known' : '';
  return rows.length === 0 ? [] : [`<sub>${shown(runs.values())}${compared}</sub>`];
}

function shortCommit(commit: string): string {
  return markdownCode(commit.slice(0, 7), 7);
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
