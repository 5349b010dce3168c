import path from 'node:path';
import { pathToFileURL } from 'node:url';

import type * as SigstoreModule from './sigstore.js';

/** The library that signs. Loaded only when it is used, since it is large. */
export type LoadSigstore = () => Promise<Pick<typeof SigstoreModule, 'signStatement'>>;

/** @param workerEntry dist/worker/index.js, whose neighbour is loaded; absolute */
export function sigstoreBeside(workerEntry: string): LoadSigstore {
  const bundle = pathToFileURL(path.join(path.dirname(workerEntry), '../sigstore/index.js')).href;
  return async () => (await import(/* webpackIgnore: true */ bundle)) as typeof SigstoreModule;
}
