import type { WarningEvent } from '../../engine/events.js';
import { UserError } from '../../errors.js';
import { oneLine } from '../../text/sanitize-line.js';
import { lineRanges } from './line-ranges.js';

/** What the checks found in a file. */
export interface CheckedFile {
  readonly dockerfile: { readonly name: string; readonly text: string };
  readonly findings: readonly WarningEvent[];
  readonly failure?: unknown;
}

/**
 * What `docker build --check` prints: the number of findings, and each finding with its lines, in the order of the file. An
 * error is printed elsewhere.
 */
export function renderCheck({ dockerfile, findings, failure }: CheckedFile): string {
  if (findings.length === 0) return failure === undefined ? `${checkHeadline(0)}\n` : '';
  const lines = dockerfile.text.replace(/^\ufeff/, '').split('\n');
  const sorted = findings.toSorted((left, right) => (left.line ?? 0) - (right.line ?? 0));
  const blocks = sorted.map((finding) => `\n${renderFinding(finding, dockerfile.name, lines)}`);
  return `${checkHeadline(findings.length)}\n${blocks.join('')}`;
}

/** The first line of the text. */
export function checkHeadline(count: number): string {
  if (count === 0) return 'Check complete, no warnings found.';
  return `Check complete, ${count === 1 ? '1 warning has' : `${count} warnings have`} been found!`;
}

function renderFinding(finding: WarningEvent, file: string, lines: readonly string[]): string {
  const url = finding.url === undefined ? '' : ` - ${finding.url}`;
  const head = `WARNING: ${finding.rule ?? ''}${url}\n${oneLine(finding.message)}\n`;
  return head + excerpt(file, lines, finding.line ?? 0, finding.endLine ?? finding.line ?? 0);
}

/** Lines around a finding, as BuildKit shows them: four for one line, two for several. */
function excerpt(file: string, lines: readonly string[], start: number, end: number): string {
  if (start < 1 || start > lines.length) return '';
  let first = start;
  let last = Math.min(end, lines.length);
  const around = start === end ? 4 : 2;
  for (let added = 0; added < around; added++) {
    if (first > 1) {
      first -= 1;
      added += 1;
    }
    if (last !== lines.length) {
      last += 1;
      added += 1;
    }
  }
  const shown: string[] = [];
  for (let number = first; number <= last; number++) {
    const mark = number >= start && number <= end ? '>>>' : '   ';
    const text = oneLine((lines[number - 1] ?? '').replace(/\r$/, ''));
    shown.push(` ${String(number).padStart(3)} | ${mark} ${text}`.trimEnd());
  }
  const rule = '--------------------';
  return `${[`${oneLine(file)}:${start}`, rule, ...shown, rule].join('\n')}\n`;
}

/** The document that `docker build --call=check,format=json` prints. */
export function checkDocument({ dockerfile, findings, failure }: CheckedFile): object {
  const location = failure instanceof UserError ? failure.location : undefined;
  return {
    warnings: findings.map(({ rule, description, url, message, line, endLine }) => ({
      ruleName: rule,
      description,
      url,
      detail: message,
      location: { ranges: ranges(line, endLine) },
    })),
    sources: [
      {
        filename: dockerfile.name,
        language: 'Dockerfile',
        data: Buffer.from(dockerfile.text).toString('base64'),
      },
    ],
    ...(failure !== undefined && {
      buildError: {
        message: failure instanceof Error ? failure.message : 'the check failed',
        location: { ranges: ranges(location?.line, location?.endLine) },
      },
    }),
  };
}

function ranges(line: number | undefined, endLine: number = line ?? 0): readonly object[] {
  return line === undefined ? [] : lineRanges(line, endLine);
}
