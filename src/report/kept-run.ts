import { digestHex, hashFieldList, isDigest } from '../oci/digest.js';
import type { PathSize } from '../layer/path-sizes.js';
import type { Report, StepReport } from './report.js';

/** What is kept of a build that went well, so that a later one can be held against it. */
export interface KeptRun {
  readonly version: 1;
  /** Of the source that was built. */
  readonly commit: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly hits: number;
  readonly misses: number;
  /** The steps that hit, as `stepId` names them. */
  readonly hitSteps: readonly string[];
  readonly size: number;
  readonly platforms: readonly KeptPlatform[];
}

export interface KeptPlatform {
  readonly platform: string;
  readonly layers: readonly KeptLayer[];
}

/** A layer of an image; `paths` as in {@link Report}, absent where it was not looked into. */
export interface KeptLayer {
  readonly digest: string;
  readonly base: boolean;
  readonly paths?: readonly PathSize[];
}

/** @returns `undefined` for a build that made no image: others cannot be held against it */
export function keptRunOf(report: Report, commit: string): KeptRun | undefined {
  const { ok, startedAt, durationMs, totals, image, steps } = report;
  if (!ok || startedAt === undefined || durationMs === undefined || image === undefined) return undefined;
  return {
    version: 1,
    commit,
    startedAt,
    durationMs,
    hits: totals.hits,
    misses: totals.misses,
    hitSteps: steps.filter(({ status }) => status === 'hit').map((step) => stepId(step, step.instruction)),
    size: image.size,
    platforms: image.platforms.map(({ platform, layers }) => ({
      platform,
      layers: layers.map(({ digest, base, paths }) => ({ digest, base, ...(paths !== undefined && { paths }) })),
    })),
  };
}

/** A layer that hit may not be at hand to be looked into: what an earlier run knew of it holds still. */
export function withKnownPaths(run: KeptRun, earlier: KeptRun | undefined): KeptRun {
  const known = new Map(
    (earlier?.platforms ?? []).flatMap(({ layers }) => layers.map(({ digest, paths }) => [digest, paths] as const)),
  );
  const platforms = run.platforms.map(({ platform, layers }) => ({
    platform,
    layers: layers.map((layer): KeptLayer => {
      const paths = layer.paths ?? known.get(layer.digest);
      return { ...layer, ...(paths !== undefined && { paths }) };
    }),
  }));
  return { ...run, platforms };
}

/** Names a step alike in every build that has it, wherever in its stage it stands: 16 digits of hex. */
export function stepId({ stage, platform }: Pick<StepReport, 'stage' | 'platform'>, instruction: string): string {
  return digestHex(hashFieldList([stage, platform, instruction])).slice(0, 16);
}

/** Where git is not used, the empty text. */
const COMMIT = /^[a-f0-9]{0,64}$/;

/** @returns `undefined` for anything that is no kept run: caches can be written by others */
export function decodeKeptRun(text: string): KeptRun | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value) || value['version'] !== 1) return undefined;
  const { commit, startedAt, durationMs, hits, misses, size, hitSteps } = value;
  const platforms = listOf(value['platforms'], decodePlatform);
  if (typeof commit !== 'string' || !COMMIT.test(commit)) return undefined;
  if (typeof startedAt !== 'string' || Number.isNaN(Date.parse(startedAt))) return undefined;
  if (!isCount(durationMs) || !isCount(hits) || !isCount(misses) || !isCount(size)) return undefined;
  if (!Array.isArray(hitSteps) || !hitSteps.every((id) => typeof id === 'string')) return undefined;
  if (platforms === undefined) return undefined;
  return { version: 1, commit, startedAt, durationMs, hits, misses, hitSteps, size, platforms };
}

function decodePlatform(value: Readonly<Record<string, unknown>>): KeptPlatform | undefined {
  const { platform } = value;
  const layers = listOf(value['layers'], decodeLayer);
  return typeof platform === 'string' && layers !== undefined ? { platform, layers } : undefined;
}

function decodeLayer(value: Readonly<Record<string, unknown>>): KeptLayer | undefined {
  const { digest, base } = value;
  if (typeof digest !== 'string' || !isDigest(digest) || typeof base !== 'boolean') return undefined;
  if (value['paths'] === undefined) return { digest, base };
  const paths = listOf(value['paths'], decodePath);
  return paths === undefined ? undefined : { digest, base, paths };
}

function decodePath(value: Readonly<Record<string, unknown>>): PathSize | undefined {
  const { path, bytes, rest } = value;
  if (typeof path !== 'string' || !path.startsWith('/') || !isCount(bytes)) return undefined;
  return { path, bytes, ...(rest === true && { rest }) };
}

/** All of a list, or nothing. */
function listOf<T>(
  value: unknown,
  decode: (item: Readonly<Record<string, unknown>>) => T | undefined,
): readonly T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const decoded = value.map((item: unknown) => (isObject(item) ? decode(item) : undefined));
  return decoded.every((item) => item !== undefined) ? decoded : undefined;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
