import { readFileSync } from 'node:fs';
import path from 'node:path';

import { parseOrUndefined } from '../../json/decode-or.js';
import { digestHex } from '../../oci/digest.js';
import { invocation, MAX_INVOCATION } from '../record/invocations.js';
import { datedLayer, keptBuild, MAX_RECORD_SIZE, stepRecord } from '../record/record-codec.js';
import { pathSizesList } from '../../layer/path-sizes.js';
import { packedKind } from './packed-path.js';

/**
 * Whether the content of an unpacked file fits its name. Small documents are decoded here. Lists, indexes and baselines are
 * decoded when they are used.
 *
 * @param name its path below the root
 * @param hash hex of the sha256 of its bytes
 */
export function hasContentOfItsKind(file: string, name: string, hash: string): boolean {
  const own = path.basename(name);
  switch (packedKind(name)) {
    case 'blob':
    case 'list':
      return own === hash;
    case 'record': {
      const record = parseOrUndefined(stepRecord, readFileSync(file), MAX_RECORD_SIZE);
      return record !== undefined && digestHex(record.key) === own;
    }
    case 'tree': {
      const dated = parseOrUndefined(datedLayer, readFileSync(file), MAX_RECORD_SIZE);
      return dated !== undefined && digestHex(dated.layer.contentId) === own;
    }
    case 'sizes':
      return parseOrUndefined(pathSizesList, readFileSync(file), MAX_RECORD_SIZE) !== undefined;
    case 'invocation':
      return parseOrUndefined(invocation, readFileSync(file), MAX_INVOCATION) !== undefined;
    case 'scope':
      return parseOrUndefined(keptBuild, readFileSync(file), MAX_RECORD_SIZE) !== undefined;
    case 'index':
    case 'baseline':
      return true;
    case undefined:
      return false;
  }
}
