import type { RecordedInputs, StepRecord, UnfinishedStep } from '../engine/record.js';
import type { DatedLayer } from '../engine/ports.js';
import type { Layer } from '../layer/layer.js';
import { isDigest, type Digest } from '../oci/digest.js';
import type { BlobDescriptor } from './cache-store.js';
import { decodeFiles } from './file-lists.js';

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
  if (typeof durationMs !== 'number' || !isTime(created)) return undefined;
  const remakes = value['remakes'] === true ? ({ remakes: true } as const) : {};
  const content = digest(value['standsFor']);
  const standsFor = content === undefined ? {} : { standsFor: content };
  const base = { version: 1, key, ...standsFor, stage, instruction, inputs, durationMs, created, ...remakes } as const;
  if (value['layer'] === undefined) return base;
  const layer = decodeLayer(value['layer']);
  return layer === undefined ? undefined : { ...base, layer };
}

/** The last build of a scope as it is kept: its records by key, since they lie beside it, and may be large. */
export interface KeptBuild {
  /** In words for people. */
  readonly scope?: string;
  readonly steps: readonly (UnfinishedStep & { readonly key: Digest })[];
  readonly unfinished: readonly UnfinishedStep[];
}

export function decodeKeptBuild(value: unknown): KeptBuild | undefined {
  if (!isObject(value)) return undefined;
  const { scope, steps, unfinished } = value;
  if (!Array.isArray(steps) || !Array.isArray(unfinished)) return undefined;
  return {
    ...(typeof scope === 'string' ? { scope } : {}),
    steps: steps.flatMap((step: unknown) => {
      const place = decodeUnfinished(step);
      const key = isObject(step) ? digest(step['key']) : undefined;
      return place === undefined || key === undefined ? [] : [{ ...place, key }];
    }),
    unfinished: unfinished.map(decodeUnfinished).filter((step) => step !== undefined),
  };
}

function decodeUnfinished(value: unknown): UnfinishedStep | undefined {
  if (!isObject(value)) return undefined;
  const { stage, instruction } = value;
  return typeof stage === 'string' && typeof instruction === 'string' ? { stage, instruction } : undefined;
}

export function decodeDatedLayer(value: unknown): DatedLayer | undefined {
  if (!isObject(value) || !isTime(value['created'])) return undefined;
  const layer = decodeLayer(value['layer']);
  return layer === undefined ? undefined : { layer, created: value['created'] };
}

export function decodeLayer(value: unknown): Layer | undefined {
  if (!isObject(value)) return undefined;
  const blob = decodeBlob(value['blob']);
  const diffId = digest(value['diffId']);
  const contentId = digest(value['contentId']);
  if (blob === undefined || diffId === undefined || contentId === undefined) return undefined;
  return { blob, diffId, contentId };
}

export function decodeBlob(value: unknown): BlobDescriptor | undefined {
  if (!isObject(value)) return undefined;
  const { mediaType, size } = value;
  const blobDigest = digest(value['digest']);
  if (blobDigest === undefined || typeof mediaType !== 'string') return undefined;
  if (!Number.isSafeInteger(size) || (size as number) < 0) return undefined;
  return { mediaType, digest: blobDigest, size: size as number };
}

function decodeInputs(value: unknown): RecordedInputs | undefined {
  if (!isObject(value)) return undefined;
  const { operation, command, platform, parent, config, env, args, files } = value;
  if (![operation, command, platform, parent, config].every((field) => typeof field === 'string')) return undefined;
  if (!isStrings(env) || !isStrings(args) || (digest(files) ?? decodeFiles(files)) === undefined) return undefined;
  return value as unknown as RecordedInputs;
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
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
