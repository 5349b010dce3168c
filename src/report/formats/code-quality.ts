import { hashFieldList } from '../../oci/digest.js';
import { oneLine, shorten } from '../../text/sanitize-line.js';
import type { Report } from '../model/report.js';

/** An entry of GitLab's code quality report, a subset of Code Climate's format (docs.gitlab.com, "Code Quality"). */
interface Finding {
  readonly description: string;
  readonly check_name: string;
  /** The same for the same finding in the next run, and for no other one: GitLab shows one of each. */
  readonly fingerprint: string;
  readonly severity: 'minor' | 'major' | 'blocker';
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

const TEXT = 1000;

/** What the build checks found, and the error at its line, as GitLab's merge requests show them. */
export function codeQuality({ dockerfile = 'Dockerfile', warnings, error }: Report): string {
  const seen = new Map<string, number>();
  /** Lines move from run to run. So the same words again in a file are told apart by their order. */
  const fingerprintOf = (...fields: readonly string[]): string => {
    const hash = hashFieldList(fields);
    const before = seen.get(hash) ?? 0;
    seen.set(hash, before + 1);
    return (before === 0 ? hash : hashFieldList([hash, `${before}`])).slice(0, 32);
  };
  const finding = (
    check: string,
    description: string,
    severity: Finding['severity'],
    { file, line }: { readonly file: string; readonly line: number },
  ): Finding => ({
    description: oneLine(shorten(description, TEXT)),
    check_name: check,
    fingerprint: fingerprintOf(check, file, description),
    severity,
    location: { path: file, lines: { begin: line } },
  });
  const found = warnings.flatMap(({ rule = 'warning', message, severe, line }) =>
    line === undefined ? [] : [finding(rule, message, severe === true ? 'major' : 'minor', { file: dockerfile, line })],
  );
  const failed = error?.location === undefined ? [] : [finding('build', error.message, 'blocker', error.location)];
  return `${JSON.stringify([...failed, ...found], null, 2)}\n`;
}
