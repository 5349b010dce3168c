import parseExpression from 'spdx-expression-parse';

/** Says that something is not known (SPDX 2.3, section 7.15). */
export const NOASSERTION = 'NOASSERTION';

/**
 * Whether `text` is an expression of SPDX's own licenses (SPDX 2.3, Annex D). One that names a license by a reference is none: its text
 * would have to be in the document.
 */
export function isLicenseExpression(text: string): boolean {
  if (/LicenseRef-/i.test(text)) return false;
  try {
    parseExpression(text);
    return true;
  } catch {
    return false;
  }
}
