import { refine, string } from '../json/decoder.js';
import { isDigest } from './digest.js';

/** A digest in a JSON document. */
export const digest = refine(string, isDigest, 'a sha256 or sha512 digest');
