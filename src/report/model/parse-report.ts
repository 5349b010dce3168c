import { UserError } from '../../errors.js';
import { ShapeFault } from '../../json/schema.js';
import { oneLine, shorten } from '../../text/sanitize-line.js';
import { reportShape } from './report-schema.js';
import { REPORT_VERSION, type Report } from './report.js';

/** Larger than any build's report: one of 5,000 steps that each name 20 files has some 20 MB. */
export const REPORT_BYTES = 64 * 1024 * 1024;

/**
 * A report that some build wrote, at some time, on some machine: nothing in it is trusted.
 *
 * @param name of the file, for messages
 * @throws UserError for what is no report of this version
 */
export function parseReport(bytes: Uint8Array, name: string): Report {
  const document = parseJson(bytes, name);
  const version = versionOf(document);
  if (version === undefined) throw noReport(name, 'it has no version');
  if (version !== REPORT_VERSION) {
    throw new UserError(
      `${name} is a report of version ${version}, and this layer-build reads version ${REPORT_VERSION}`,
      {
        hint:
          version > REPORT_VERSION
            ? 'A newer layer-build wrote it: read it with that one.'
            : 'Build again with --report, or read it with the layer-build that wrote it.',
      },
    );
  }
  try {
    return reportShape(document, '');
  } catch (error) {
    if (error instanceof ShapeFault) throw noReport(name, error.message, error);
    throw error;
  }
}

function parseJson(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    const what = error instanceof Error ? shorten(oneLine(error.message), 200) : 'not JSON';
    throw noReport(name, bytes.length === 0 ? 'it is empty' : what, error);
  }
}

function versionOf(document: unknown): number | undefined {
  if (typeof document !== 'object' || document === null || !('version' in document)) return undefined;
  return typeof document.version === 'number' ? document.version : undefined;
}

function noReport(name: string, why: string, cause?: unknown): UserError {
  return new UserError(`${name} is no report of layer-build: ${why}`, {
    hint: 'layer-build build --report FILE writes one.',
    cause,
  });
}
