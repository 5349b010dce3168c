import { readBytesUpTo } from '../../async/read-bytes.js';
import { parseReport, REPORT_BYTES } from '../../report/model/parse-report.js';
import type { Report } from '../../report/model/report.js';

export interface ReportFiles {
  /** @param path absolute */
  readonly readFile: (path: string) => AsyncIterable<Uint8Array>;
  readonly writeFile: (path: string, text: string) => Promise<void>;
}

/**
 * The report that main wrote. Later steps of the job may have changed the file, so it is checked like a report from anybody else.
 *
 * @throws UserError if the file is no report any more; what reading throws
 */
export async function readMainReport(file: string, { readFile }: Pick<ReportFiles, 'readFile'>): Promise<Report> {
  const bytes = await readBytesUpTo(readFile(file), REPORT_BYTES);
  return parseReport(bytes ?? new Uint8Array(), file);
}

/** The text of report.json. */
export function reportDocument(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
