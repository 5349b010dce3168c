import { UserError } from '../../errors.js';
import { csvFields } from '../../text/csv.js';
import { goBoolean } from '../../text/go-boolean.js';

/** One `type=…` of a list such as `output`: its attributes beside the type, as texts. */
export interface TypedEntry {
  readonly type: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** One of `output`. */
export interface OutputEntry extends TypedEntry {
  /** Empty if there is none. */
  readonly dest: string;
}

/** One of `attest`. */
export interface AttestEntry extends TypedEntry {
  readonly disabled: boolean;
}

export interface SecretEntry {
  readonly id: string;
  readonly src: string;
  readonly env: string;
}

export interface SshEntry {
  readonly id: string;
  readonly paths: readonly string[];
}

interface Pair {
  readonly key: string;
  readonly value: string;
}

function pairsOf(text: string): readonly Pair[] {
  return csvFields(text).map((field) => {
    const at = field.indexOf('=');
    if (at < 0) throw new UserError(`invalid value ${JSON.stringify(field)}: expected key=value`);
    return { key: field.slice(0, at), value: field.slice(at + 1) };
  });
}

/** An entry of `cache-from` or `cache-to`. References alone may be several, with commas between them. */
export function parseCaches(text: string): readonly TypedEntry[] {
  if (text === '') return [];
  if (!text.includes('='))
    return csvFields(text).map((ref) => ({ type: 'registry', attributes: new Map([['ref', ref]]) }));
  const pairs = pairsOf(text).map(({ key, value }) => ({ key: key.toLowerCase(), value }));
  const type = pairs.findLast(({ key }) => key === 'type')?.value ?? '';
  if (type === '') throw new UserError(`a type is required for ${JSON.stringify(text)}`);
  return [
    { type, attributes: new Map(pairs.filter(({ key }) => key !== 'type').map(({ key, value }) => [key, value])) },
  ];
}

/** An entry of `output`: a folder alone, `-` for a tar on standard output, or fields. */
export function parseOutput(text: string): OutputEntry {
  const fields = csvFields(text);
  if (fields.length === 1 && fields[0] === text && !text.startsWith('type='))
    return { type: text === '-' ? 'tar' : 'local', attributes: new Map(), dest: text };
  const attributes = new Map<string, string>();
  let type = '';
  let dest = '';
  for (const { key: written, value } of pairsOf(text)) {
    const key = written.trim().toLowerCase();
    if (key === 'type') type = value;
    else if (key === 'dest') dest = value;
    else attributes.set(key, value);
  }
  if (type === '') throw new UserError(`a type is required for the output ${JSON.stringify(text)}`);
  return { type, attributes, dest };
}

/** An entry of `attest`. */
export function parseAttest(text: string): AttestEntry {
  const attributes = new Map<string, string>();
  let type = '';
  let disabled = false;
  for (const { key: written, value } of pairsOf(text)) {
    const key = written.trim().toLowerCase();
    if (key === 'type') type = value;
    else if (key === 'disabled') disabled = booleanOf(value, 'disabled');
    else attributes.set(written, value);
  }
  if (type === '') throw new UserError(`a type is required for the attestation ${JSON.stringify(text)}`);
  return { type, attributes, disabled };
}

/** What `--provenance` and `--sbom` mean as an entry of `attest`: a boolean, or attributes. */
export function attestText(type: 'provenance' | 'sbom', given: string): string {
  const value = goBoolean(given);
  return value === undefined ? `type=${type},${given}` : `type=${type},disabled=${!value}`;
}

/** An entry of `secret`. */
export function parseSecret(text: string): SecretEntry {
  let [id, src, env, type] = ['', '', '', ''];
  for (const { key: written, value } of pairsOf(text)) {
    const key = written.toLowerCase();
    if (key === 'type') type = value;
    else if (key === 'id') id = value;
    else if (key === 'source' || key === 'src') src = value;
    else if (key === 'env') env = value;
    else throw new UserError(`unexpected key ${JSON.stringify(key)} in the secret ${JSON.stringify(text)}`);
    if (key === 'type' && value !== 'file' && value !== 'env')
      throw new UserError(`unsupported type ${JSON.stringify(value)} of a secret`);
  }
  return type === 'env' && env === '' ? { id, src: '', env: src } : { id, src, env };
}

/** An entry of `ssh`: `id`, or `id=path,path`. */
export function parseSsh(text: string): SshEntry {
  const at = text.indexOf('=');
  return at < 0 ? { id: text, paths: [] } : { id: text.slice(0, at), paths: text.slice(at + 1).split(',') };
}

/** @throws UserError unless it is a boolean as Go reads one */
export function booleanOf(value: string, key: string): boolean {
  const parsed = goBoolean(value);
  if (parsed === undefined) throw new UserError(`invalid value ${JSON.stringify(value)} for the boolean ${key}`);
  return parsed;
}
