import { digestHex, sha256 } from '../oci/digest.js';

/** The name of a scope's files: its journal, and the listings of its restored packs. Each scope and variant has its own. */
export function cacheName(scope: string, variant: string): string {
  return digestHex(sha256(JSON.stringify([scope, variant])));
}
