import path from 'node:path';

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
  /** Of `type=local`: absolute path of the folder, which is on this machine. */
  readonly folder?: string;
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

/** @returns `undefined` when no builder is asked for @param cwd folder that relative paths start from */
export function builderRequest(
  { specs, auto }: BuilderChoice,
  tlsFolder: string | undefined,
  source: OptionSource,
  cwd: string,
): BuilderRequest | undefined {
  if (specs.length === 0 && !auto) return undefined;
  const network = source.textsOf(RUN_OPTIONS.network).at(-1) ?? '';
  return {
    specs,
    auto,
    fromInput: source.face === 'input',
    ...(tlsFolder !== undefined && { tlsFolder }),
    ...(network !== '' && network !== 'default' && { network }),
    cacheFrom: cachesOf(CACHE_OPTIONS.cacheFrom, 'src', source, cwd),
    cacheTo: cachesOf(CACHE_OPTIONS.cacheTo, 'dest', source, cwd),
  };
}

/** @throws UserError for a cache without a type, or a local one without its folder */
export function checkCaches({ cacheFrom, cacheTo }: BuilderRequest): void {
  for (const [option, place, caches] of [
    ['cache-from', 'src', cacheFrom],
    ['cache-to', 'dest', cacheTo],
  ] as const) {
    for (const { type, folder } of caches) {
      if (type === '')
        throw new UserError(`${option}: a cache has no type`, { hint: 'Write it as type=registry,ref=NAME.' });
      if (type === 'local' && (folder === undefined || folder === '')) {
        throw new UserError(`${option}: a cache with type=local has no ${place}=FOLDER`);
      }
    }
  }
}

/** @param place attribute with the folder of a local one */
function cachesOf(option: Spelled, place: 'src' | 'dest', source: OptionSource, cwd: string): readonly BuilderCache[] {
  const texts = source.textsOf(option).filter((text) => text.trim() !== '');
  return texts.flatMap((text): readonly BuilderCache[] => {
    const fields = csvFieldsOf(text).map((field) => field.trim());
    if (fields.every((field) => !field.includes('='))) {
      return fields.map((ref) => ({ type: 'registry', attributes: { ref } }));
    }
    const { type = '', ...attributes } = Object.fromEntries(fields.map(splitField));
    const folder = type === 'local' ? attributes[place] : undefined;
    return [{ type, attributes, ...(folder !== undefined && { folder: path.resolve(cwd, folder) }) }];
  });
}

function splitField(field: string): readonly [string, string] {
  const at = field.indexOf('=');
  return at < 0 ? [field.toLowerCase(), ''] : [field.slice(0, at).trim().toLowerCase(), field.slice(at + 1)];
}
