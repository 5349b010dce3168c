import type { ImageConfig, RuntimeConfig } from '../../src/oci/image-config.js';
import { encodeConfig, type ImageDraft } from '../../src/engine/image-draft.js';
import { encodedConfig, type DraftConfig } from '../../src/plan/draft-config.js';

/** The document that a draft is written as. */
export function readConfig(draft: ImageDraft, labels?: Readonly<Record<string, string>>): ImageConfig {
  return JSON.parse(encodeConfig(draft, labels).toString()) as ImageConfig;
}

export function readRuntimeConfig(config: DraftConfig): RuntimeConfig {
  const pieces = [...encodedConfig(config)].map((piece) => Buffer.from(piece));
  return JSON.parse(Buffer.concat(pieces).toString()) as RuntimeConfig;
}
