import { hashFieldList } from '../../oci/digest.js';
import { oneLine, shorten } from '../../text/sanitize-line.js';
import type { Report } from '../model/report.js';

/** An entry of GitLab's code quality report, a subset of Code Climate's format (docs.gitlab.com, "Code Quality"). */
interface Finding {
  readonly description: string;
  readonly check_name: string;
  /** The same for the same finding in the next run. */
  readonly fingerprint: string;
  readonly severity: 'minor' | 'major' | 'blocker';
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

const TEXT = 1000;

/** What the build checks found, and the error at its line, as GitLab's merge requests show them. */
export function codeQuality({ dockerfile = 'Dockerfile', warnings, error }: Report): string {
  const finding = (
    check: string,
    description: string,
    severity: Finding['severity'],
    { file, line }: { readonly file: string; readonly line: number },
  ): Finding => ({
    description: oneLine(shorten(description, TEXT)),
    check_name: check,
    fingerprint: hashFieldList([check, file, description]).slice(0, 32),
    severity,
    location: { path: file, lines: { begin: line } },
  });
  const found = warnings.flatMap(({ rule = 'warning', message, severe, line }) =>
    line === undefined ? [] : [finding(rule, message, severe === true ? 'major' : 'minor', { file: dockerfile, line })],
  );
  const failed = error?.location === undefined ? [] : [finding('build', error.message, 'blocker', error.location)];
  return `${JSON.stringify([...failed, ...found], null, 2)}\n`;
}
