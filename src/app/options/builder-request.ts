import { UserError } from '../../errors.js';
import { CACHE_OPTIONS } from './cache-options.js';
import type { Spelled } from './option.js';
import type { OptionSource } from './read-options.js';
import { RUN_OPTIONS } from './run-options.js';
import type { BuilderChoice } from './values/builder-spec.js';
import { csvFieldsOf } from './values/cache-fields.js';

/** A cache as buildx has it. A builder reads and writes it by itself. */
export interface BuilderCache {
  readonly type: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What builders are asked for in another way than our own engine. */
export interface BuilderRequest extends BuilderChoice {
  /** Whether it is an input of the Action, where workflows name the builder that `docker/setup-buildx-action` made. */
  readonly fromInput: boolean;
  /** Absolute path of a folder with ca.pem, cert.pem and key.pem. */
  readonly tlsFolder?: string;
  /** As it was written: without it, a builder's own default counts. */
  readonly network?: string;
  readonly cacheFrom: readonly BuilderCache[];
  readonly cacheTo: readonly BuilderCache[];
}

/** @returns `undefined` when no builder is asked for */
export function builderRequest(
  { specs, auto }: BuilderChoice,
  tlsFolder: string | undefined,
  source: OptionSource,
): BuilderRequest | undefined {
  if (specs.length === 0 && !auto) return undefined;
  const network = source.textsOf(RUN_OPTIONS.network).at(-1) ?? '';
  return {
    specs,
    auto,
    fromInput: source.face === 'input',
    ...(tlsFolder !== undefined && { tlsFolder }),
    ...(network !== '' && network !== 'default' && { network }),
    cacheFrom: cachesOf(CACHE_OPTIONS.cacheFrom, source),
    cacheTo: cachesOf(CACHE_OPTIONS.cacheTo, source),
  };
}

/** @throws UserError for a cache that a builder cannot reach */
export function checkCaches({ cacheFrom, cacheTo }: BuilderRequest): void {
  if (![...cacheFrom, ...cacheTo].some(({ type }) => type === 'local')) return;
  throw new UserError('a cache with type=local is a folder of this machine, which a builder cannot reach', {
    hint: 'Use type=registry, type=gha, type=s3 or type=azblob with a builder.',
  });
}

function cachesOf(option: Spelled, source: OptionSource): readonly BuilderCache[] {
  const texts = source.textsOf(option).filter((text) => text.trim() !== '');
  return texts.flatMap((text) => {
    const fields = csvFieldsOf(text).map((field) => field.trim());
    if (fields.every((field) => !field.includes('='))) {
      return fields.map((ref) => ({ type: 'registry', attributes: { ref } }));
    }
    const { type = '', ...attributes } = Object.fromEntries(fields.map(splitField));
    return [{ type, attributes }];
  });
}

function splitField(field: string): readonly [string, string] {
  const at = field.indexOf('=');
  return at < 0 ? [field.toLowerCase(), ''] : [field.slice(0, at).trim().toLowerCase(), field.slice(at + 1)];
}
