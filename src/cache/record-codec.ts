import type { KeyInputs, StepRecord } from '../engine/record.js';
import type { Layer } from '../layer/layer.js';
import { isDigest, type Digest } from '../oci/digest.js';

/**
 * Records come back from caches that others can write: whatever does not have the exact shape of a record is none.
 */
export function decodeRecord(value: unknown): StepRecord | undefined {
  if (!isObject(value) || value['version'] !== 1) return undefined;
  const key = digest(value['key']);
  const inputs = decodeInputs(value['inputs']);
  const { stage, instruction, durationMs, created } = value;
  if (key === undefined || inputs === undefined) return undefined;
  if (typeof stage !== 'string' || typeof instruction !== 'string') return undefined;
  if (typeof durationMs !== 'number' || typeof created !== 'string' || Number.isNaN(Date.parse(created)))
    return undefined;
  const base = { version: 1, key, stage, instruction, inputs, durationMs, created } as const;
  if (value['layer'] === undefined) return base;
  const layer = decodeLayer(value['layer']);
  return layer === undefined ? undefined : { ...base, layer };
}

export function decodeKeys(value: unknown): readonly Digest[] | undefined {
  return Array.isArray(value) ? value.map(digest).filter((key) => key !== undefined) : undefined;
}

export function decodeLayer(value: unknown): Layer | undefined {
  if (!isObject(value) || !isObject(value['blob'])) return undefined;
  const { mediaType, size } = value['blob'];
  const blobDigest = digest(value['blob']['digest']);
  const diffId = digest(value['diffId']);
  const contentId = digest(value['contentId']);
  if (blobDigest === undefined || diffId === undefined || contentId === undefined) return undefined;
  if (typeof mediaType !== 'string' || !Number.isSafeInteger(size) || (size as number) < 0) return undefined;
  return { blob: { mediaType, digest: blobDigest, size: size as number }, diffId, contentId };
}

function decodeInputs(value: unknown): KeyInputs | undefined {
  if (!isObject(value)) return undefined;
  const { operation, command, platform, parent, config, env, args, files } = value;
  if (![operation, command, platform, parent, config].every((field) => typeof field === 'string')) return undefined;
  if (!isStrings(env) || !isStrings(args) || !Array.isArray(files)) return undefined;
  if (!files.every((file) => isStrings(file) && file.length === 2)) return undefined;
  return value as unknown as KeyInputs;
}

function digest(value: unknown): Digest | undefined {
  return typeof value === 'string' && isDigest(value) ? value : undefined;
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
