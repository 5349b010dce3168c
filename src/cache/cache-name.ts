import { digestHex, sha256 } from '../oci/digest.js';

/** The name of the files that a scope's builds leave for whoever saves its cache: no other scope or variant has the same. */
export function cacheName(scope: string, variant: string): string {
  return digestHex(sha256(JSON.stringify([scope, variant])));
}
