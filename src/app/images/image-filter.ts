import { UserError } from '../../errors.js';
import { hasWildcard, Wildcard } from '../../layer/pattern/go-path-match.js';
import { familiarName, familiarRepository, type ImageReference, parseReference } from '../../oci/reference.js';
import { goBoolean } from '../../text/go-boolean.js';
import { parsePointInTime } from '../../text/point-in-time.js';
import { ImageQuery } from '../../store/image-query.js';
import { createdAt, type ImageView, type ImageViews } from './image-views.js';

/** A filter as it is written: `dangling=true`. */
export interface FilterText {
  readonly key: string;
  readonly value: string;
}

/** What is left of an image: itself, with the names that were asked for; nothing if it was not. */
export type ImageFilter = (view: ImageView) => ImageView | undefined;

/** The filters of `images`. Those of `image prune` are a part of them. */
const LIST_FILTERS = ['dangling', 'label', 'before', 'since', 'until', 'reference'] as const;
export const PRUNE_FILTERS = ['dangling', 'label', 'label!', 'until'] as const;

/**
 * As docker filters images: one has to fit each key, and each value of `label`; of `reference`, any value.
 *
 * @throws UserError for a filter that there is not, or a value that does not fit
 */
export async function imageFilter(
  texts: readonly FilterText[],
  views: ImageViews,
  known: readonly string[] = LIST_FILTERS,
): Promise<ImageFilter> {
  const filters: ImageFilter[] = [];
  for (const { key, value } of texts) {
    if (!known.includes(key)) {
      throw new UserError(`there is no filter ${JSON.stringify(key)}`, { hint: `There is ${known.join(', ')}.` });
    }
    if (key !== 'reference') filters.push(keepIf(await testOf(key, value, views)));
  }
  const patterns = texts.filter(({ key }) => key === 'reference').map(({ value }) => namePattern(value));
  if (patterns.length > 0) filters.push((view) => named(view, patterns));
  return (view) => filters.reduce<ImageView | undefined>((left, filter) => left && filter(left), view);
}

type ImageTest = (view: ImageView) => boolean;

function keepIf(test: ImageTest): ImageFilter {
  return (view) => (test(view) ? view : undefined);
}

async function testOf(key: string, value: string, views: ImageViews): Promise<ImageTest> {
  switch (key) {
    case 'dangling': {
      const wanted = goBoolean(value);
      if (wanted === undefined) throw new UserError(`dangling is either true or false, not ${JSON.stringify(value)}`);
      return (view) => (view.references.length === 0) === wanted;
    }
    case 'label':
      return (view) => hasLabel(view, value);
    case 'label!':
      return (view) => !hasLabel(view, value);
    case 'until': {
      const time = parsePointInTime(value);
      return (view) => createdAt(view) < time;
    }
    default: {
      const other = await views.find(ImageQuery.of(value));
      const time = createdAt(other);
      return (view) => (key === 'before' ? createdAt(view) < time : createdAt(view) > time);
    }
  }
}

/** `key`, or `key=value`. */
function hasLabel({ content }: ImageView, wanted: string): boolean {
  const labels = content?.config.config?.Labels ?? {};
  const equals = wanted.indexOf('=');
  const key = equals === -1 ? wanted : wanted.slice(0, equals);
  return Object.hasOwn(labels, key) && (equals === -1 || labels[key] === wanted.slice(equals + 1));
}

function named(view: ImageView, patterns: readonly ((reference: ImageReference) => boolean)[]): ImageView | undefined {
  const references = view.references.filter((reference) => patterns.some((fits) => fits(reference)));
  return references.length === 0 ? undefined : { ...view, references };
}

/** A name with or without its tag, in which `*` stands for anything but a slash (distribution/reference, "FamiliarMatch"). */
function namePattern(text: string): (reference: ImageReference) => boolean {
  const pattern = Wildcard.compile(familiarPattern(text));
  return (reference) => pattern.matches(familiarName(reference)) || pattern.matches(familiarRepository(reference));
}

/** A whole name is also found as `docker.io/library/node`. */
function familiarPattern(text: string): string {
  if (hasWildcard(text)) return text;
  try {
    return familiarName(parseReference(text));
  } catch (error) {
    if (error instanceof UserError) return text;
    throw error;
  }
}
