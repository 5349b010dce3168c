import { formatDuration } from '../../text/format.js';
import { oneLine, shorten } from '../../text/sanitize-line.js';
import { markdownBlock, markdownCode, markdownText } from '../github-markdown.js';
import { hasTellingLines, type Failure } from '../model/failure.js';

const MESSAGE = 500;
const LINES = 12_000;

/**
 * What failed, at which line, and what it said last, in GitHub-flavoured Markdown.
 *
 * @param job the address of the job's log, which is trusted
 * @param also a further sentence, which is trusted
 */
export function failureMarkdown(failure: Failure, job?: string, also = ''): readonly string[] {
  const { telling, output } = failure;
  const link = job === undefined ? '' : ` [Log of the job](${job})`;
  const lines = [`${sentence(failure)}${also}${link}`];
  if (hasTellingLines(failure)) lines.push('', markdownBlock(telling.join('\n'), LINES));
  if (output.length > 0) lines.push('', 'Its last output:', '', markdownBlock(output.join('\n'), LINES));
  return lines;
}

function sentence(failure: Failure): string {
  const { kind, at, what, isTest, durationMs, message } = failure;
  const where = at === undefined ? '' : `${markdownText(at, 200)} `;
  const code = what === undefined ? '' : markdownCode(what.replace(/\s+/g, ' '), 300);
  const time = durationMs === undefined ? '' : ` after ${formatDuration(durationMs)}`;
  const words = markdownText(shorten(oneLine(message), MESSAGE), MESSAGE);
  if (kind === 'interrupted') {
    const cause = `${sentenceCase(words)}: the job was cancelled, or its time was over.`;
    if (what === undefined) return `🛑 **Stopped.** ${cause}`;
    return `🛑 **Stopped** while ${isTest === true ? 'the test ' : `**${where.trim()}** `}${code} was at work${time.replace(' after', ', for')}. ${cause}`;
  }
  if (isTest === true) return `❌ **A test failed**: ${words}.`;
  if (what === undefined) return `❌ ${where === '' ? '' : `**${where.trim()}** `}**failed**: ${words}.`;
  return `❌ **${where}failed**${time}: ${code}. ${sentenceCase(words)}.`;
}

function sentenceCase(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
