import { byCodeUnit } from '../text/code-unit-order.js';
import { formatPlatform, normalisePlatform, type Platform } from './platform.js';

/** The documents that an annotation can be in: a manifest or an index itself, or the descriptor that names it. */
export const ANNOTATION_LEVELS = ['manifest', 'manifest-descriptor', 'index', 'index-descriptor'] as const;
export type AnnotationLevel = (typeof ANNOTATION_LEVELS)[number];

/** An annotation (image-spec, "Annotations") and its place in an image. */
export interface Annotation {
  readonly level: AnnotationLevel;
  /** It is only for this platform's manifest or descriptor. An index has no platform. */
  readonly platform?: Platform;
  readonly key: string;
  readonly value: string;
}

export function isOfIndex({ level }: Annotation): boolean {
  return level === 'index' || level === 'index-descriptor';
}

export function samePlatform(left: Platform, right: Platform): boolean {
  return formatPlatform(normalisePlatform(left)) === formatPlatform(normalisePlatform(right));
}

/**
 * The field `annotations` of one document, or nothing. Keys are sorted, so that equal annotations give equal bytes. Of two with one key,
 * the one for a platform counts, else the later one, as in BuildKit.
 *
 * @param platform of the document; absent for an index
 */
export function annotationsField(
  annotations: readonly Annotation[],
  level: AnnotationLevel,
  platform?: Platform,
): { readonly annotations?: Readonly<Record<string, string>> } {
  const here = annotations.filter((annotation) => annotation.level === level);
  const general = here.filter((annotation) => annotation.platform === undefined);
  const special = here.filter(
    (annotation) =>
      annotation.platform !== undefined && platform !== undefined && samePlatform(annotation.platform, platform),
  );
  const values = new Map([...general, ...special].map(({ key, value }) => [key, value]));
  if (values.size === 0) return {};
  return { annotations: Object.fromEntries([...values].sort(([left], [right]) => byCodeUnit(left, right))) };
}
