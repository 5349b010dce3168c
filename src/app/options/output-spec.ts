import path from 'node:path';

import { UserError } from '../../errors.js';
import { csvFields } from '../../text/csv.js';
import type { OutputPlace, OutputSpec } from './build-options.js';

/** What an output's meaning can depend on, besides its text. */
export interface OutputSurroundings {
  /** Folder that a relative `dest` stands in. */
  readonly cwd: string;
  readonly isDirectory: (absolutePath: string) => boolean;
}

export interface ParsedOutputs {
  readonly outputs: readonly OutputSpec[];
  /** From `name=`, which names the image as `--tag` does. */
  readonly tags: readonly string[];
}

/**
 * One `-o`, in buildx's syntax: `type=oci|docker,dest=PATH[,tar=BOOL]`, `type=registry`, `type=image[,push=BOOL]`, each with
 * `rewrite-timestamp=BOOL`. As in buildx an OCI output is one tar file unless `tar=false`; besides, a `dest` that ends in a
 * slash or is a folder already means a layout directory.
 *
 * @throws UserError for another type, an unknown key, or a value that does not fit
 */
function parseOutput(where: string, text: string, values: Fields, place: OutputSurroundings): OutputSpec {
  const output = parsePlace(where, text, values, place);
  return boolean(where, values, REWRITE, false) ? { ...output, rewriteTimestamp: true } : output;
}

const REWRITE = 'rewrite-timestamp';

function parsePlace(where: string, text: string, values: Fields, place: OutputSurroundings): OutputPlace {
  const type = values.get('type');
  switch (type) {
    case undefined:
    case '':
      throw new UserError(`${where}: ${JSON.stringify(text)} has no type`, { hint: TYPES });
    case 'oci':
      allow(where, text, values, ['dest', 'tar', 'oci-mediatypes']);
      return ociOutput(where, values, place);
    case 'docker':
      allow(where, text, values, ['dest', 'tar']);
      return dockerOutput(where, values, place);
    case 'registry':
      allow(where, text, values, ['push']);
      return { type: 'registry' };
    case 'image':
      allow(where, text, values, ['push']);
      return boolean(where, values, 'push', false) ? { type: 'registry' } : { type: 'store' };
    case 'local':
    case 'tar':
      throw filesOutput(where, text);
    default:
      throw new UserError(`${where}: unknown output type ${JSON.stringify(type)}`, { hint: TYPES });
  }
}

type Fields = ReadonlyMap<string, string>;

const TYPES = 'Known types: oci, docker, registry, image. Example: type=oci,dest=image.tar';

function filesOutput(where: string, text: string): UserError {
  return new UserError(`${where}: ${JSON.stringify(text)} asks for the image's files, which cannot be written yet`, {
    hint: 'Write an image with type=oci,dest=PATH or type=docker,dest=PATH.',
  });
}

function readFields(where: string, text: string): Fields {
  const fields = csvFields(text);
  if (fields.length === 1 && fields[0] === text && !text.startsWith('type=')) throw filesOutput(where, text);
  const values = new Map<string, string>();
  for (const field of fields) {
    const equals = field.indexOf('=');
    if (equals < 0)
      throw new UserError(`${where}: ${JSON.stringify(field)} in ${JSON.stringify(text)} is not key=value`);
    values.set(field.slice(0, equals).trim().toLowerCase(), field.slice(equals + 1));
  }
  return values;
}

const COMMON = ['type', 'name', REWRITE];

function allow(where: string, text: string, values: Fields, keys: readonly string[]): void {
  for (const key of values.keys()) {
    if (COMMON.includes(key) || keys.includes(key)) continue;
    throw new UserError(`${where}: ${JSON.stringify(key)} in ${JSON.stringify(text)} is not known`, {
      hint: `With this type: name, ${REWRITE}, ${keys.join(', ')}.`,
    });
  }
}

function boolean(where: string, values: Fields, key: string, fallback: boolean): boolean {
  const text = values.get(key);
  if (text === undefined) return fallback;
  // The words of Go's strconv.ParseBool.
  if (/^(?:1|t|true)$/i.test(text)) return true;
  if (/^(?:0|f|false)$/i.test(text)) return false;
  throw new UserError(`${where}: ${key}=${JSON.stringify(text)} is neither true nor false`);
}

function ociOutput(where: string, values: Fields, place: OutputSurroundings): OutputPlace {
  if (!boolean(where, values, 'oci-mediatypes', true)) {
    throw new UserError(`${where}: an OCI image has OCI media types`, { hint: 'Leave oci-mediatypes=false out.' });
  }
  const dest = values.get('dest') ?? '';
  const named = values.has('tar');
  const wantsTar = boolean(where, values, 'tar', true);
  if (dest === '' || dest === '-') {
    if (!wantsTar) throw new UserError(`${where}: a layout directory needs dest=FOLDER`);
    return { type: 'oci', dest: '-', tar: true };
  }
  const absolute = path.resolve(place.cwd, dest);
  const folder = place.isDirectory(absolute);
  if (named && wantsTar && folder) throw destinationIsFolder(where, dest);
  const tar = named ? wantsTar : !(folder || /[\\/]$/.test(dest));
  return { type: 'oci', dest: absolute, tar };
}

function dockerOutput(where: string, values: Fields, place: OutputSurroundings): OutputPlace {
  if (!boolean(where, values, 'tar', true)) {
    throw new UserError(`${where}: a docker output is one tar file`, { hint: 'For a folder use type=oci,tar=false.' });
  }
  const dest = values.get('dest') ?? '';
  if (dest === '') {
    throw new UserError(`${where}: type=docker needs a file: there is no docker daemon here to load the image`, {
      hint: 'Write type=docker,dest=image.tar and run: docker load -i image.tar',
    });
  }
  if (dest === '-') return { type: 'docker', dest };
  const absolute = path.resolve(place.cwd, dest);
  if (place.isDirectory(absolute)) throw destinationIsFolder(where, dest);
  return { type: 'docker', dest: absolute };
}

function destinationIsFolder(where: string, dest: string): UserError {
  return new UserError(`${where}: ${JSON.stringify(dest)} is a folder, and a tar file is to be written`);
}

/**
 * All outputs of a build: those given, and the registry if `push` is set.
 *
 * @throws UserError also when two of them want standard output
 */
export function parseOutputs(
  where: string,
  texts: readonly string[],
  push: boolean,
  place: OutputSurroundings,
): ParsedOutputs {
  const fields = texts.filter((text) => text !== '').map((text) => [text, readFields(where, text)] as const);
  const parsed = fields.map(([text, values]) => parseOutput(where, text, values, place));
  // As in buildx, --push makes an image output a pushed one.
  const outputs = parsed.map((output): OutputSpec =>
    push && output.type === 'store' ? { ...output, type: 'registry' } : output,
  );
  if (push && !outputs.some((output) => output.type === 'registry')) {
    outputs.push({ type: 'registry' });
  }
  if (outputs.filter((output) => 'dest' in output && output.dest === '-').length > 1) {
    throw new UserError(`${where}: two outputs want standard output`, { hint: 'Give one of them a dest.' });
  }
  const names = fields.flatMap(([, values]) => (values.get('name') ?? '').split(','));
  return { outputs, tags: names.map((name) => name.trim()).filter((name) => name !== '') };
}
