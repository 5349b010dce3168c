import type { CheckedJson } from '../json/document.js';
import { type Reader, ShapeFault, text } from '../json/schema.js';
import { type Digest, isDigest } from './digest.js';

/** A digest in a document that a schema reads. */
export const digest: Reader<Digest> = (value, at) => {
  const given = text(value, at);
  if (!isDigest(given)) throw new ShapeFault(`${at} is not a digest`);
  return given;
};

/** A digest in a document that is read field by field. @throws InfraError when the value is none */
export function readDigest(value: CheckedJson): Digest {
  const given = value.string(160);
  if (!isDigest(given)) value.fail('a sha256 or sha512 digest');
  return given;
}
