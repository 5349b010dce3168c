import { setFlagsFromString } from 'node:v8';

/** V8 has had this setting since 2014. It prints an error for one that it does not know, so only these versions of Node.js get it. */
const KNOWN = new Set(['20', '22', '24']);

/**
 * Lets V8 make all objects in the first generation of its heap. Otherwise it sees from a few early objects that all of their kind live
 * long, and makes those of a million files in the second, which is only collected when it has grown several times over.
 */
export function keepObjectsYoung(): void {
  const [major = ''] = process.versions.node.split('.');
  if (KNOWN.has(major)) setFlagsFromString('--no-allocation-site-pretenuring');
}
