import { readBytesUpTo } from '../../async/read-bytes.js';
import { addSaved } from '../../report/model/add-saved.js';
import type { CacheReportBuilder } from '../../report/model/cache-report.js';
import { parseReport, REPORT_BYTES } from '../../report/model/parse-report.js';
import type { Report } from '../../report/model/report.js';

export interface ReportFiles {
  /** @param path absolute */
  readonly readFile: (path: string) => AsyncIterable<Uint8Array>;
  readonly writeFile: (path: string, text: string) => Promise<void>;
}

/**
 * Adds what post saved to the report that main wrote, in its place. The steps of the job in between may have changed the file: it is read as
 * any foreign report.
 *
 * @throws UserError if the file is no report any more; what reading and writing throw
 */
export async function completeReport(
  file: string,
  saved: CacheReportBuilder,
  { readFile, writeFile }: ReportFiles,
): Promise<Report> {
  const bytes = await readBytesUpTo(readFile(file), REPORT_BYTES);
  const report = addSaved(parseReport(bytes ?? new Uint8Array(), file), saved);
  await writeFile(file, reportDocument(report));
  return report;
}

/** The text of report.json. */
export function reportDocument(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
