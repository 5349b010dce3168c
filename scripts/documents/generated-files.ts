import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';

import { withBakeInputs, withInputs, withMergeInputs } from './action-manifest.js';
import { withDockerInputs } from './migration-tables.js';
import { optionsDocument } from './options-document.js';
import { withCacheSettings, withFlags } from './common-options.js';
import { withMeasurements } from './measurements.js';

export interface GeneratedFile {
  /** Below the repository. */
  readonly path: string;
  readonly text: string;
}

/** The files that are made of the table of options or of measurements, wholly or in part. The other part stays as it is. */
export async function generatedFiles(repository: string): Promise<readonly GeneratedFile[]> {
  const read = (path: string): Promise<string> => readFile(join(repository, path), 'utf8');
  const texts = [
    { path: 'action.yml', text: withInputs(await read('action.yml')) },
    { path: 'merge/action.yml', text: withMergeInputs(await read('merge/action.yml')) },
    { path: 'bake/action.yml', text: withBakeInputs(await read('bake/action.yml')) },
    { path: 'docs/options.md', text: await optionsDocument() },
    { path: 'docs/migrating.md', text: withDockerInputs(await read('docs/migrating.md')) },
    { path: 'docs/command-line.md', text: withFlags(await read('docs/command-line.md')) },
    { path: 'docs/caching.md', text: withCacheSettings(await read('docs/caching.md')) },
    { path: 'README.md', text: withMeasurements(await read('README.md'), await read('bench/RESULTS.md')) },
  ];
  return Promise.all(
    texts.map(async ({ path, text }) => {
      const filepath = join(repository, path);
      return { path, text: await format(text, { ...(await resolveConfig(filepath)), filepath }) };
    }),
  );
}
