import { familiarName, parseReference } from '../oci/reference.js';

/** A tag as people write it, `web:1` for `docker.io/library/web:1`; what is no reference stays as it is. */
export function shownTag(tag: string): string {
  try {
    return familiarName(parseReference(tag));
  } catch {
    return tag;
  }
}
