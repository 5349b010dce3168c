import { rowsIn, dataLine } from '../../../src/report/comment/data.js';
import { commentBody } from '../../../src/report/comment/body.js';
import { UserError } from '../../../src/errors.js';
import { reportText } from '../../../src/report/console/report-text.js';
import { comparisonText } from '../../../src/report/console/comparison-text.js';
import { renderPage } from '../../../src/report/html/page.js';
import { baselineOf, decodeBaseline } from '../../../src/report/model/baseline.js';
import { compareReports } from '../../../src/report/model/comparison.js';
import { parseReport } from '../../../src/report/model/parse-report.js';
import type { Report } from '../../../src/report/model/report.js';
import { renderSummary } from '../../../src/report/summary/summary.js';
import { fullReport } from '../../unit/report/sample-report.js';
import { mutateJson } from '../mutate/json.js';
import { holds, outcomeOf, type Target } from '../target.js';

const refusals = [UserError];
const FULL = fullReport('text');
const FIGURES = { commit: 'abc', hits: 1, misses: 2, durationMs: 3, size: 4 };
const ROW = {
  ...{ id: 'abcdef01', workflow: 'abcdef02', run: 1, attempt: 1, at: '2026-01-01T00:00:00Z', title: 'image', ok: true },
  ...{ now: FIGURES, before: { ...FIGURES, branch: 'main' }, stoppedCount: 1, grownCount: 1 },
  stopped: [{ line: 1, instruction: 'RUN x', reason: 'why' }],
  grown: [{ path: 'a', bytes: 1, more: 1 }],
};

/** What earlier builds, and other jobs, say of themselves: a report, a baseline, the data in a comment. */
export const target: Target = {
  seeds: [FULL, baselineOf({ ...FULL, ok: true }, 'abc'), [ROW]].map((document) =>
    Buffer.from(JSON.stringify(document)),
  ),
  mutators: [mutateJson, mutateJson, mutateJson],
  longest: 64 * 1024,
  refusals,
  run(input) {
    const baseline = decodeBaseline(input.toString('utf8'));
    if (baseline !== undefined) renderSummary(FULL, { title: 'a build', base: { branch: 'main', run: baseline } });
    outcomeOf({ refusals }, () => showReport(parseReport(input, 'report.json'), baseline === undefined));
    const rows = rowsIn(dataLine(outcomeOrEmpty(input)));
    holds(
      JSON.stringify(rowsIn(dataLine(rows))) === JSON.stringify(rows),
      'the data of a comment can be written and read',
    );
    commentBody(rows, 'https://github.test/o/r');
  },
};

function showReport(report: Report, isCompared: boolean): void {
  holds(!renderPage(report).includes('<script>alert'), 'a page holds no script of others');
  reportText(report);
  renderSummary(report, { title: 'a build' });
  if (isCompared) comparisonText(compareReports(FULL, report));
}

/** As `dataLine` is typed for rows, and takes any document: comments may be edited by anybody. */
function outcomeOrEmpty(input: Buffer): Parameters<typeof dataLine>[0] {
  try {
    return JSON.parse(input.toString('utf8')) as Parameters<typeof dataLine>[0];
  } catch {
    return [];
  }
}
