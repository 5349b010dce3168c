import type { LineRange } from '../../dockerfile/syntax/ast.js';
import type { Checks } from '../../dockerfile/checks/checks.js';
import { formatPlatform, normalisePlatform, type Platform } from '../../oci/platform.js';

/** An image without an index is taken for any platform; a base for another processor is rarely what the user wanted. */
export function checkBasePlatform(
  image: string,
  expected: Platform,
  actual: Platform,
  range: LineRange,
  checks: Checks,
): void {
  if (expected.os === actual.os && expected.architecture === actual.architecture) return;
  const shown = (platform: Platform): string => formatPlatform(normalisePlatform(platform));
  checks.report('InvalidBaseImagePlatform', range, image, shown(expected), shown(actual));
}
