import { fileIdentities } from '../../../src/cache/record/file-identities.js';
import { datedLayer, keptBuild, stepRecord } from '../../../src/cache/record/record-codec.js';
import { parseOrUndefined } from '../../../src/json/decode-or.js';
import type { Decoder } from '../../../src/json/decoder.js';
import { sha256 } from '../../../src/oci/digest.js';
import { mutateJson } from '../mutate/json.js';
import { holds, type Target } from '../target.js';

const layer = {
  blob: { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: sha256('b'), size: 1 },
  diffId: sha256('d'),
  contentId: sha256('c'),
};
const step = { stage: 'build', instruction: 'RUN x', key: sha256('k') };
const inputs = {
  operation: 'run',
  command: 'x',
  platform: 'linux/amd64',
  parent: '',
  env: ['A=1'],
  args: [],
  config: sha256('c'),
};

/** What is kept of earlier builds: it is not there where it is damaged, and never an error. */
export const target: Target = {
  seeds: [
    {
      version: 1,
      ...step,
      aliasOf: sha256('e'),
      inputs: { ...inputs, files: [['a', 'b']] },
      layer,
      durationMs: 1.5,
      created: '2026-01-01T00:00:00.000Z',
      remakes: true,
    },
    {
      version: 1,
      ...step,
      inputs: { ...inputs, parent: sha256('p'), files: sha256('f') },
      durationMs: 0,
      created: '2026-01-01T00:00:00Z',
    },
    { scope: 'main', steps: [step], unfinished: [{ stage: 'a', instruction: 'b' }] },
    { layer, created: '2026-01-01T00:00:00Z' },
    [['path', 'identity']],
  ].map((document) => Buffer.from(JSON.stringify(document))),
  mutators: [mutateJson, mutateJson],
  refusals: [],
  run(input) {
    const decoders: readonly Decoder<unknown>[] = [stepRecord, keptBuild, datedLayer, fileIdentities];
    for (const decoder of decoders) keepsWhatItTakes(decoder, input);
  },
};

function keepsWhatItTakes<T>(decoder: Decoder<T>, input: Buffer): void {
  const decoded = parseOrUndefined(decoder, input, 1024 ** 2);
  if (decoded === undefined) return;
  const text = JSON.stringify(decoded);
  holds(JSON.stringify(parseOrUndefined(decoder, text, Infinity)) === text, 'what was read can be written and read');
}
