import path from 'node:path';
import { pathToFileURL } from 'node:url';

import type * as ArtifactClientModule from './artifact-client.js';
import type { LoadArtifacts } from './artifacts.js';

/** @param entryFolder the folder of the bundle that runs: dist/main or dist/merge */
export function artifactsBeside(entryFolder: string): LoadArtifacts {
  return async () => {
    const bundle = pathToFileURL(path.join(entryFolder, '../artifacts/index.js')).href;
    const { artifactClient } = (await import(/* webpackIgnore: true */ bundle)) as typeof ArtifactClientModule;
    return artifactClient();
  };
}
