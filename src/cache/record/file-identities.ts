import type { FileIdentities } from '../../engine/record.js';
import { array, tuple } from '../../json/containers.js';
import { type Decoder, string } from '../../json/decoder.js';

/** A list of files, or a part of it. */
export const fileIdentities: Decoder<FileIdentities> = array(tuple(string, string));
