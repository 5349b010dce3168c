import { UserError } from '../../errors.js';
import { decodeOrUndefined, orThrow } from '../../json/decode-or.js';
import { number } from '../../json/decoder.js';
import { object } from '../../json/object.js';
import { parseJson } from '../../json/parse-json.js';
import { reportDecoder } from './report-schema.js';
import { REPORT_VERSION, type Report } from './report.js';
import { withCauses } from './step-causes.js';
import { missed } from './work.js';

/** The largest report that is read, in bytes. One of 5,000 steps that each name 20 files has some 20 MB. */
export const REPORT_BYTES = 64 * 1024 * 1024;

/**
 * Reads a report that some build wrote on some machine: nothing in it is trusted.
 *
 * @param name of the file, for messages
 * @throws UserError for anything but a report of this version
 */
export function parseReport(bytes: Uint8Array, name: string): Report {
  return orThrow(
    () => {
      const document = parseJson(bytes, REPORT_BYTES);
      checkVersion(document, name);
      return withKnownCauses(reportDecoder(document));
    },
    (error) => notReport(name, error.message, error),
  );
}

/** A report of an earlier version has no causes yet. */
function withKnownCauses(report: Report): Report {
  const isKnown = report.steps.every((step) => !missed(step) || step.cause !== undefined);
  return isKnown ? report : { ...report, steps: withCauses(report.steps) };
}

function checkVersion(document: unknown, name: string): void {
  const version = versionOf(document);
  if (version === undefined) throw notReport(name, 'it has no version');
  if (version === REPORT_VERSION) return;
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

function versionOf(document: unknown): number | undefined {
  return decodeOrUndefined(object({ version: number }), document)?.version;
}

function notReport(name: string, why: string, cause?: unknown): UserError {
  return new UserError(`${name} is not a report of layer-build: ${why}`, {
    hint: 'layer-build build --report FILE writes one.',
    cause,
  });
}
