import { SCAN_LIMITS, type ScanLimits } from './findings/limits.js';
import { scanImage } from './scan.js';
import type { ScannedImage } from './scanned-image.js';
import { encodeDocument } from './spdx/encode-document.js';
import type { SpdxDocument } from './spdx/spdx-document.js';

/** What is in an image, and what could not be found out. */
export interface Sbom {
  readonly document: SpdxDocument;
  /** What was not read, a sentence each, as in the document's `creationInfo.comment`. */
  readonly omissions: readonly string[];
}

/**
 * The SBOM of an image as an SPDX 2.3 document: what the databases and manifests of package managers and the binaries in it name. What
 * an image holds never makes this fail. The same image gives the same document.
 *
 * @param created the time that the document gives as its own: SOURCE_DATE_EPOCH, or when the image was made
 * @throws InfraError when a layer is missing or damaged; the signal's reason
 */
export async function spdxOf(
  image: ScannedImage,
  created: Date,
  signal: AbortSignal,
  limits: ScanLimits = SCAN_LIMITS,
): Promise<Sbom> {
  const { distribution, packages, omissions } = await scanImage(image, limits, signal);
  return { document: encodeDocument({ image, distribution, packages, omissions, created }), omissions };
}
