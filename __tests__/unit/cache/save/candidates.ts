import type { Candidate } from '../../../../src/cache/save/candidate.js';
import { recordedPlainly, type StepRecord } from '../../../../src/engine/record.js';
import { keyInputs } from '../../../../src/engine/ops/op.js';
import { sha256 } from '../../../../src/oci/digest.js';
import { OCI_LAYER_GZIP } from '../../../../src/oci/media-types.js';
import { someCacheKey, someContentId, someDiffId } from '../../../support/identities.js';

export const NOW = Date.UTC(2026, 0, 2);
export const MB = 1_000_000;

/** A record of a step that made a layer of `size` bytes. */
export function candidate(
  name: string,
  { size = 10 * MB, durationMs = 60_000, used = NOW, remakes = false, stage = 'build' } = {},
): Candidate {
  const blob = { mediaType: OCI_LAYER_GZIP, digest: sha256(`blob ${name}`), size };
  const record: StepRecord = {
    version: 2,
    key: someCacheKey(name),
    stage,
    instruction: `RUN ${name}`,
    inputs: recordedPlainly(keyInputs({ operation: 'run', command: name })),
    layer: { blob, diffId: someDiffId(name), contentId: someContentId(name) },
    durationMs,
    created: '2026-01-01T00:00:00Z',
    ...(remakes ? { remakes: true as const } : {}),
  };
  return { record, used };
}
