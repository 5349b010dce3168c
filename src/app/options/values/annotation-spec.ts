import { UserError } from '../../../errors.js';
import { ANNOTATION_LEVELS, isOfIndex, type Annotation, type AnnotationLevel } from '../../../oci/annotation.js';
import { hostPlatform, parsePlatform } from '../../../oci/platform.js';
import { didYouMean } from '../../../text/nearest.js';

/** `manifest`, `manifest-descriptor[linux/arm64]`. */
const PLACE = /^([a-z-]+)(?:\[([A-Za-z0-9_/-]+)\])?$/;
/** `annotation.KEY`, `annotation-index.KEY`, `annotation-manifest[linux/arm64].KEY` (BuildKit, `exptypes/annotations.go`). */
const ATTRIBUTE = /^annotation(?:-([a-z-]+))?(?:\[([A-Za-z0-9_/-]+)\])?\.(\S+)$/;

/**
 * The annotations of `--annotation`, in buildx's syntax: `[TYPE[PLATFORM][,TYPE…]:]KEY=VALUE`, e.g. `manifest,index:KEY=VALUE` or
 * `manifest[linux/arm64]:KEY=VALUE`. Without a type, it is one of the manifest.
 *
 * @throws UserError for an unknown type or platform, and for a text without a key or a value
 */
export function parseAnnotations(where: string, texts: readonly string[]): readonly Annotation[] {
  return texts.filter((text) => text !== '').flatMap((text) => parseAnnotation(where, text));
}

function parseAnnotation(where: string, text: string): readonly Annotation[] {
  const equals = text.indexOf('=');
  const head = equals < 0 ? '' : text.slice(0, equals);
  const colon = head.indexOf(':');
  const key = head.slice(colon + 1);
  if (!/^\S+$/.test(key)) {
    throw new UserError(`${where}: invalid annotation ${JSON.stringify(text)}, expected key=value`, { hint: FORM });
  }
  const value = text.slice(equals + 1);
  const places = colon < 0 ? ['manifest'] : head.slice(0, colon).split(',');
  return places.map((place) => {
    const [matched, level = '', platform = ''] = PLACE.exec(place) ?? [];
    if (matched === undefined) {
      throw new UserError(`${where}: invalid annotation type ${JSON.stringify(place)} in ${JSON.stringify(text)}`, {
        hint: FORM,
      });
    }
    return annotation(where, level, platform, key, value);
  });
}

/**
 * An annotation that is written as an attribute of an output.
 *
 * @returns `undefined` if the attribute's name is not that of an annotation
 * @throws UserError for an unknown type or platform
 */
export function annotationAttribute(where: string, name: string, value: string): Annotation | undefined {
  const [matched, level = 'manifest', platform = '', key = ''] = ATTRIBUTE.exec(name) ?? [];
  return matched === undefined ? undefined : annotation(where, level, platform, key, value);
}

function annotation(where: string, level: string, platform: string, key: string, value: string): Annotation {
  if (!isLevel(level)) {
    throw new UserError(`${where}: unknown annotation type ${JSON.stringify(level)}`, {
      hint: didYouMean(level, ANNOTATION_LEVELS) ?? `The types are ${ANNOTATION_LEVELS.join(', ')}.`,
    });
  }
  const made: Annotation = { level, key, value };
  if (platform === '' || isOfIndex(made)) return made;
  try {
    return { ...made, platform: parsePlatform(platform, hostPlatform(process.arch)) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${where}: annotation ${JSON.stringify(key)}: ${error.message}`, { hint: error.hint });
  }
}

function isLevel(text: string): text is AnnotationLevel {
  return (ANNOTATION_LEVELS as readonly string[]).includes(text);
}

const FORM = `Write it as KEY=VALUE or TYPE:KEY=VALUE, with one or several of the types ${ANNOTATION_LEVELS.join(', ')}, e.g. manifest,index:KEY=VALUE.`;
