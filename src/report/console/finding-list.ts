import type { WarningEvent } from '../../engine/events.js';

/** What the build checks found, as `docker build` prints it at the end of its log. */
export function findingList(findings: readonly WarningEvent[]): readonly string[] {
  if (findings.length === 0) return [];
  const count = findings.length === 1 ? '1 warning' : `${findings.length} warnings`;
  return ['', ` ${count} found:`, ...findings.map((finding) => ` - ${findingText(finding)}`)];
}

/** `Rule: what is wrong (line 3)`. */
function findingText({ rule, message, line }: WarningEvent): string {
  const where = line === undefined ? '' : ` (line ${line})`;
  return rule === undefined ? `${message}${where}` : `${rule}: ${message}${where}`;
}
