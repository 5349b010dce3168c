import { MERGE_TABLE } from '../app/options/merge-options.js';
import { readHostSettings } from '../app/options/read-host-settings.js';
import { GENERAL } from '../app/options/table.js';
import { parsePushedDigests } from '../app/options/values/pushed-digests.js';
import { destinationError } from '../files/write-error.js';
import { mergedMetadata, mergedText } from '../report/merged-image.js';
import type { CliProcess } from './command/cli-process.js';
import { withProgress } from './command/progress.js';
import { defineVerb } from './command/verb.js';

const { own, names, host } = MERGE_TABLE;

export const mergeVerb = defineVerb({
  name: 'merge',
  summary: 'join images for single platforms to one',
  about: `Joins images that were pushed by their digests, each for one platform, to one image for all of them, and
pushes it under every --tag. Attestations come along. What another repository lacks is copied there.

An IMAGE is NAME@sha256:…, as for docker buildx imagetools create.`,
  operands: 'IMAGE…',
  count: [1, Infinity],
  examples: [
    {
      does: 'Join the images of two jobs',
      command: 'layer-build merge -t reg.example/app:1 reg.example/app@sha256:1b2c… reg.example/app@sha256:9f0e…',
    },
  ],
  table: { own, names, host, general: GENERAL },
  run: async ({ values, operands }, cli) => {
    const sources = parsePushedDigests('merge', operands);
    const { platforms, annotations, metadataFile, sign } = values.own;
    const merge = await cli.loadMerge();
    const given = { ...values.host, registryMirrors: [] };
    const settings = readHostSettings(given, { root: cli.tempDir, tempDir: cli.tempDir }, cli);
    const options = { sources, tags: values.names.tag, platforms, annotations };
    const merged = await withProgress(cli, (sink) =>
      merge({ ...options, signedAs: sign ? '' : undefined }, settings, sink, cli.signal),
    );
    cli.stdout.write(mergedText(merged));
    if (metadataFile !== undefined) await writeMetadata(metadataFile, mergedMetadata(merged), cli);
    return 0;
  },
});

async function writeMetadata(file: string, metadata: object, cli: CliProcess): Promise<void> {
  try {
    await cli.writeFile(file, `${JSON.stringify(metadata, null, 2)}\n`);
  } catch (error) {
    throw destinationError(error, 'write --metadata-file', file);
  }
}
