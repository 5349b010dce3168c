import type { Layer } from '../layer/layer.js';
import { isDigest, type Digest } from '../oci/digest.js';
import type { BlobDescriptor } from './cache-store.js';
import { decodeBlob, decodeLayer } from './record-codec.js';

/** A file that a pack brings, by its path below the root. */
export interface ListedFile {
  /** Hex of the sha256 of its bytes. */
  readonly sha256: string;
  /** When a build last needed it: ISO 8601. */
  readonly used: string;
  /** How many builds found it and needed nothing else. */
  readonly hits: number;
  /** Who wrote it first: the trust scope of the job, such as `refs/heads/main`. */
  readonly writer: string;
}

/** Where else a blob was put: a repository that an image was pushed to. */
export interface Elsewhere {
  readonly digest: Digest;
  readonly registry: string;
  readonly repository: string;
}

/** What a `RUN --mount=type=cache` held when it was last saved: layers, lowest first. */
export interface KeptMount {
  readonly key: string;
  readonly id: string;
  readonly layers: readonly Layer[];
  readonly used: string;
}

/** How fast a place gave blobs, over the builds so far. */
export interface Throughput {
  readonly bytesPerMs: number;
}

/** What a pack says of itself: everything that it brings, and what lies beside it. */
export interface PackListing {
  readonly version: 1;
  /** The scope, in words for people. */
  readonly scope: string;
  readonly saved: string;
  readonly files: ReadonlyMap<string, ListedFile>;
  /** Blobs that the place keeps by themselves. */
  readonly blobs: readonly BlobDescriptor[];
  readonly elsewhere: readonly Elsewhere[];
  readonly mounts: readonly KeptMount[];
  readonly throughput?: Throughput;
}

/** The paths that a pack may bring: nothing else of a machine's root is ever written from one. */
const PACKED_PATH = /^(?:blobs\/sha256|indexes|cache\/(?:records|lists|trees|scopes|reports))\/[a-f0-9]{64}$/;

export function isPackedPath(path: string): boolean {
  return PACKED_PATH.test(path);
}

export function encodeListing(listing: PackListing): string {
  return JSON.stringify({ ...listing, files: [...listing.files].map(([path, file]) => ({ path, ...file })) });
}

/** @returns `undefined` for anything that `encodeListing` does not make */
export function decodeListing(text: string): PackListing | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value) || value['version'] !== 1) return undefined;
  const { scope, saved, throughput } = value;
  if (typeof scope !== 'string' || typeof saved !== 'string') return undefined;
  const files = listOf(value['files'], decodeFile);
  const blobs = listOf(value['blobs'], decodeBlob);
  const elsewhere = listOf(value['elsewhere'], decodeElsewhere);
  const mounts = listOf(value['mounts'], decodeMount);
  if (files === undefined || blobs === undefined || elsewhere === undefined || mounts === undefined) return undefined;
  const rate = isObject(throughput) ? throughput['bytesPerMs'] : undefined;
  return {
    version: 1,
    scope,
    saved,
    files: new Map(files),
    blobs,
    elsewhere,
    mounts,
    ...(typeof rate === 'number' && rate > 0 && Number.isFinite(rate) ? { throughput: { bytesPerMs: rate } } : {}),
  };
}

const HEX = /^[a-f0-9]{64}$/;

function decodeFile(value: Readonly<Record<string, unknown>>): readonly [string, ListedFile] | undefined {
  const { path, sha256, used, hits, writer } = value;
  if (typeof path !== 'string' || !isPackedPath(path) || typeof sha256 !== 'string' || !HEX.test(sha256))
    return undefined;
  if (!isTime(used) || typeof hits !== 'number' || typeof writer !== 'string') return undefined;
  return [path, { sha256, used, hits, writer }];
}

function decodeElsewhere(value: Readonly<Record<string, unknown>>): Elsewhere | undefined {
  const { digest, registry, repository } = value;
  if (typeof digest !== 'string' || !isDigest(digest)) return undefined;
  if (typeof registry !== 'string' || typeof repository !== 'string') return undefined;
  return { digest, registry, repository };
}

function decodeMount(value: Readonly<Record<string, unknown>>): KeptMount | undefined {
  const { key, id, used } = value;
  if (typeof key !== 'string' || !HEX.test(key) || typeof id !== 'string' || !isTime(used)) return undefined;
  const layers = listOf(value['layers'], decodeLayer);
  return layers === undefined ? undefined : { key, id, layers, used };
}

/** All of a list, or nothing: a listing that is damaged in one place is not trusted in another. */
function listOf<T>(
  value: unknown,
  decode: (item: Readonly<Record<string, unknown>>) => T | undefined,
): readonly T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const decoded: T[] = [];
  for (const item of value as readonly unknown[]) {
    const one = isObject(item) ? decode(item) : undefined;
    if (one === undefined) return undefined;
    decoded.push(one);
  }
  return decoded;
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
