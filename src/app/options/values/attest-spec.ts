import type { ProvenanceForm } from '../../../attestation/provenance.js';
import { UserError } from '../../../errors.js';
import { csvFields } from '../../../text/csv.js';
import { goBoolean } from '../../../text/go-boolean.js';
import { didYouMean, nearest } from '../../../text/nearest.js';

const TYPES = ['provenance', 'sbom'] as const;
type AttestationType = (typeof TYPES)[number];

/** One `--attest`, `--provenance` or `--sbom`, in buildx's syntax (docker/buildx `util/buildflags/attests.go`). */
export interface AttestSpec {
  /** The option, as the user wrote its name. */
  readonly where: string;
  readonly type: AttestationType;
  readonly disabled: boolean;
  readonly attributes: ReadonlyMap<string, string>;
}

export interface ProvenanceRequest extends ProvenanceForm {
  /** Only in images that are pushed, not in archives. */
  readonly inlineOnly: boolean;
  /** It is an error if what the build read is not recorded completely. */
  readonly completeMaterials: boolean;
}

export interface ParsedProvenance {
  readonly request: ProvenanceRequest;
  readonly warnings: readonly string[];
}

/** @throws UserError for a text that is not a list of fields, or has no known type */
export function parseAttests(where: string, texts: readonly string[]): readonly AttestSpec[] {
  return texts
    .filter((text) => text !== '')
    .map((text) => {
      const { attributes, disabled } = readFields(where, text);
      const type = attributes.get('type');
      attributes.delete('type');
      const known = TYPES.find((each) => each === type);
      if (known !== undefined) return { where, type: known, disabled, attributes };
      throw new UserError(`${where}: ${JSON.stringify(text)} has ${type === undefined ? 'no' : 'an unknown'} type`, {
        hint: 'Write type=provenance or type=sbom, then its settings: type=provenance,mode=max.',
      });
    });
}

/** `true`, `false`, or the settings of one type. @throws UserError as `parseAttests` */
export function parseAttestOf(type: AttestationType): (where: string, text: string) => AttestSpec {
  return (where, text) => ({ where, type, ...readFields(where, text) });
}

function readFields(where: string, text: string): { attributes: Map<string, string>; disabled: boolean } {
  const attributes = new Map<string, string>();
  let disabled = false;
  for (const field of csvFields(text)) {
    const equals = field.indexOf('=');
    const key = (equals < 0 ? '' : field.slice(0, equals)).trim().toLowerCase();
    const value = field.slice(equals + 1);
    const said = equals < 0 || key === 'disabled' ? goBoolean(value.trim()) : undefined;
    if (said !== undefined) disabled = key === 'disabled' ? said : !said;
    else if (equals >= 0 && key !== 'disabled') attributes.set(key, value);
    else {
      throw new UserError(`${where}: ${JSON.stringify(field)} in ${JSON.stringify(text)} is not key=value`, {
        hint: 'Write true, false, or settings such as mode=max.',
      });
    }
  }
  return { attributes, disabled };
}

/** What provenance can be told, with what BuildKit takes where nothing is said. */
const PROVENANCE_KEYS = [
  'mode',
  'version',
  'reproducible',
  'inline-only',
  'builder-id',
  'complete-materials',
  // The name in outputs of files, which have no provenance here.
  'filename',
  'capture-usage',
];
const MODES: Readonly<Record<string, 'min' | 'max'>> = { min: 'min', max: 'max', full: 'max' };

/**
 * @param builderId where the settings name none
 * @throws UserError for an unknown key, and for a value that does not fit
 */
export function provenanceRequest({ where, attributes }: AttestSpec, builderId: string): ParsedProvenance {
  for (const key of attributes.keys()) {
    if (PROVENANCE_KEYS.includes(key)) continue;
    throw new UserError(`${where}: ${JSON.stringify(key)} is not known`, {
      hint: didYouMean(key, PROVENANCE_KEYS) ?? `Known are ${PROVENANCE_KEYS.join(', ')}.`,
    });
  }
  const mode = attributes.get('mode') ?? 'max';
  const version = attributes.get('version') ?? 'v1';
  if (version !== 'v1' && version !== 'v0.2') throw unknownWord(where, 'version', version, ['v1', 'v0.2']);
  const known = Object.hasOwn(MODES, mode) ? MODES[mode] : undefined;
  if (known === undefined) throw unknownWord(where, 'mode', mode, ['min', 'max']);
  const isSaid = (key: string): boolean => booleanOf(where, key, attributes.get(key));
  return {
    request: {
      mode: known,
      version,
      reproducible: isSaid('reproducible'),
      inlineOnly: isSaid('inline-only'),
      completeMaterials: isSaid('complete-materials'),
      builderId: attributes.get('builder-id') ?? builderId,
    },
    warnings: isSaid('capture-usage')
      ? [`${where}: capture-usage has no effect: how much of the machine a step used is not measured`]
      : [],
  };
}

/** @returns warnings about settings that have no meaning here */
export function sbomWarnings({ where, attributes }: AttestSpec): readonly string[] {
  return [...attributes.keys()].map((key) =>
    key === 'generator'
      ? `${where}: no generator image is run: layer-build lists the packages itself, in the same format (SPDX)`
      : `${where}: ${key} is ignored: it is a setting of a generator image, and none is run`,
  );
}

function booleanOf(where: string, key: string, text: string | undefined): boolean {
  const said = text === undefined ? false : goBoolean(text);
  if (said !== undefined) return said;
  throw new UserError(`${where}: ${key}=${JSON.stringify(text)} is neither true nor false`);
}

function unknownWord(where: string, key: string, word: string, known: readonly string[]): UserError {
  const close = nearest(word, known);
  return new UserError(`${where}: ${key} ${JSON.stringify(word)} is not known`, {
    hint: close === undefined ? `Write ${known.join(' or ')}.` : `Did you mean ${close}?`,
  });
}
