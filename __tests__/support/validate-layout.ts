import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Ajv, type ValidateFunction } from 'ajv';

const SCHEMAS = join(import.meta.dirname, 'oci-schemas');

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}
interface Index {
  readonly manifests: readonly Descriptor[];
}
interface Manifest {
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
}
interface Config {
  readonly rootfs: { readonly diff_ids: readonly string[] };
  readonly history?: readonly { readonly empty_layer?: boolean }[];
}

/**
 * Checks an OCI layout against the image specification: each document against the specification's own JSON schema, each blob against its
 * descriptor, the config's diff ids against the unpacked layers, and the history against their number.
 *
 * @returns what is wrong, a line each
 */
export function validateLayout(folder: string): string[] {
  const validators = loadSchemas();
  const wrong: string[] = [];
  const check = (schema: string, name: string, document: unknown): void => {
    const validate = validators.get(schema);
    if (validate === undefined) throw new Error(`no schema ${schema}`);
    if (!validate(document)) wrong.push(`${name}: ${JSON.stringify(validate.errors)}`);
  };
  const blob = (descriptor: Descriptor): Buffer => {
    const [algorithm = '', hex = ''] = descriptor.digest.split(':');
    const bytes = readFileSync(join(folder, 'blobs', algorithm, hex));
    if (digestOf(bytes) !== descriptor.digest) wrong.push(`${descriptor.digest}: has another digest`);
    if (bytes.length !== descriptor.size)
      wrong.push(`${descriptor.digest}: ${bytes.length} bytes, not ${descriptor.size}`);
    return bytes;
  };
  check('image-layout', 'oci-layout', parse(readFileSync(join(folder, 'oci-layout'))));
  const index = parse(readFileSync(join(folder, 'index.json'))) as Index;
  check('image-index', 'index.json', index);
  if (index.manifests.length === 0) wrong.push('index.json: names no image');
  for (const described of index.manifests) {
    check('content-descriptor', 'index.json', described);
    const manifest = parse(blob(described)) as Manifest;
    check('image-manifest', described.digest, manifest);
    const config = parse(blob(manifest.config)) as Config;
    check('config', manifest.config.digest, config);
    const diffIds = manifest.layers.map((layer) => digestOf(unpacked(layer, blob(layer))));
    if (JSON.stringify(diffIds) !== JSON.stringify(config.rootfs.diff_ids))
      wrong.push('diff ids are not those of the layers');
    const full = (config.history ?? []).filter((entry) => entry.empty_layer !== true).length;
    if (full !== manifest.layers.length)
      wrong.push(`history speaks of ${full} layers, there are ${manifest.layers.length}`);
  }
  return wrong;
}

/** @returns what of a document is not as the specification's schema says */
export function checkSchema(schema: string, document: unknown): string[] {
  const validate = loadSchemas().get(schema);
  if (validate === undefined) throw new Error(`no schema ${schema}`);
  return validate(document) ? [] : [JSON.stringify(validate.errors)];
}

function unpacked(layer: Descriptor, bytes: Buffer): Buffer {
  if (layer.mediaType.endsWith('+zstd')) return execFileSync('zstd', ['-dc'], { input: bytes, maxBuffer: 2 ** 30 });
  return layer.mediaType.endsWith('+gzip') ? gunzipSync(bytes) : bytes;
}

function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function parse(bytes: Buffer): unknown {
  return JSON.parse(bytes.toString()) as unknown;
}

/** The schemas are of draft 4, whose `id` the validator does not take: they refer to each other by file name. */
function loadSchemas(): Map<string, ValidateFunction> {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const names = readdirSync(SCHEMAS).filter((name) => name.endsWith('.json'));
  for (const name of names) ajv.addSchema(withoutIds(parse(readFileSync(join(SCHEMAS, name)))) as object, name);
  const validators = new Map<string, ValidateFunction>();
  for (const name of names) {
    const validate = ajv.getSchema(name);
    if (validate !== undefined) validators.set(name.replace(/(?:-schema)?\.json$/, ''), validate);
  }
  return validators;
}

function withoutIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutIds);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, part]) => !((key === 'id' || key === '$schema') && typeof part === 'string'))
      .map(([key, part]) => [key, withoutIds(part)]),
  );
}
