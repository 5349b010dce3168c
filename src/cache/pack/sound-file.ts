import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { errorCode } from '../../errors.js';
import { parseOrUndefined } from '../../json/decode-or.js';
import { digestHex } from '../../oci/digest.js';
import { datedLayer, keptBuild, MAX_RECORD_SIZE, stepRecord } from '../record/record-codec.js';
import { packedKind } from './packed-path.js';

/**
 * Whether an unpacked file is what its name and the listing say. What is small is looked into; lists, indexes and the accounts of
 * runs are looked into when they are used.
 *
 * @param name its path below the root
 * @param hash hex of the sha256 that the listing has
 */
export function isSoundFile(file: string, name: string, hash: string): boolean {
  const bytes = bytesOf(file);
  if (bytes === undefined || sha256Of(bytes) !== hash) return false;
  const own = path.basename(name);
  switch (packedKind(name)) {
    case 'blob':
    case 'list':
      return own === hash;
    case 'record': {
      const record = parseOrUndefined(stepRecord, bytes, MAX_RECORD_SIZE);
      return record !== undefined && digestHex(record.key) === own;
    }
    case 'tree': {
      const dated = parseOrUndefined(datedLayer, bytes, MAX_RECORD_SIZE);
      return dated !== undefined && digestHex(dated.layer.contentId) === own;
    }
    case 'scope':
      return parseOrUndefined(keptBuild, bytes, MAX_RECORD_SIZE) !== undefined;
    case 'index':
    case 'baseline':
      return true;
    case undefined:
      return false;
  }
}

/** Hex of the sha256 of a file's bytes; `undefined` when it is not there. */
export function fileSha256(file: string): string | undefined {
  const bytes = bytesOf(file);
  return bytes === undefined ? undefined : sha256Of(bytes);
}

function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function bytesOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
