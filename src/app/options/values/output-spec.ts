import path from 'node:path';

import { UserError } from '../../../errors.js';
import type { TaggedReference } from '../../../oci/reference.js';
import { csvFields } from '../../../text/csv.js';
import { goBoolean } from '../../../text/go-boolean.js';
import { imageNames } from './image-names.js';
import type { ProcessEnvironment } from '../process/process-environment.js';

/** Where an image goes. `dest` is absolute; `-` is standard output, for archives. */
export type OutputDestination =
  | { readonly type: 'oci'; readonly dest: string; readonly tar: boolean }
  /** An archive for `docker load`; without `dest`, the image goes to the Docker daemon of this machine. */
  | { readonly type: 'docker'; readonly dest: string | undefined }
  | { readonly type: 'registry' }
  /** The local store. */
  | { readonly type: 'store' };

/** One `-o type=…`. */
export type OutputSpec = OutputDestination & {
  /** No file in the layers is later than SOURCE_DATE_EPOCH. */
  readonly rewriteTimestamp?: true;
};

export interface ParsedOutputs {
  readonly outputs: readonly OutputSpec[];
  /** From `name=`, which names the image as `--tag` does. */
  readonly tags: readonly TaggedReference[];
}

/**
 * One `-o`, in buildx's syntax: `type=oci|docker,dest=PATH[,tar=BOOL]`, `type=registry`, `type=image[,push=BOOL]`, each with
 * `rewrite-timestamp=BOOL`. As in buildx an OCI output is one tar file unless `tar=false`. Unlike there, a `dest` that ends in a
 * slash, or is a folder, means a layout directory.
 *
 * @throws UserError for another type, an unknown key, or a value that does not fit
 */
function parseOutput(where: string, text: string, values: Fields, environment: ProcessEnvironment): OutputSpec {
  const output = parseDestination(where, text, values, environment);
  return boolean(where, values, REWRITE, false) ? { ...output, rewriteTimestamp: true } : output;
}

const REWRITE = 'rewrite-timestamp';

function parseDestination(
  where: string,
  text: string,
  values: Fields,
  environment: ProcessEnvironment,
): OutputDestination {
  const type = values.get('type');
  switch (type) {
    case undefined:
    case '':
      throw new UserError(`${where}: ${JSON.stringify(text)} has no type`, { hint: TYPES });
    case 'oci':
      allow(where, text, values, ['dest', 'tar', 'oci-mediatypes']);
      return ociOutput(where, values, environment);
    case 'docker':
      allow(where, text, values, ['dest', 'tar']);
      return dockerOutput(where, values, environment);
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
  const said = goBoolean(text);
  if (said !== undefined) return said;
  throw new UserError(`${where}: ${key}=${JSON.stringify(text)} is neither true nor false`);
}

function ociOutput(where: string, values: Fields, environment: ProcessEnvironment): OutputDestination {
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
  const absolute = path.resolve(environment.cwd, dest);
  const folder = environment.files.isDirectory(absolute);
  if (named && wantsTar && folder) throw destinationIsFolder(where, dest);
  const asFolder = named ? !wantsTar : /[\\/]$/.test(dest);
  if (folder && !asFolder && environment.files.isLink(absolute)) {
    // Whoever can make links must not make a folder of what was to be a file.
    throw new UserError(`${where}: ${JSON.stringify(dest)} is a link to a folder, but the output is a tar file`, {
      hint: 'Write tar=false, or a slash at the end, for a layout in that folder.',
    });
  }
  const tar = named ? wantsTar : !(folder || asFolder);
  return { type: 'oci', dest: absolute, tar };
}

function dockerOutput(where: string, values: Fields, environment: ProcessEnvironment): OutputDestination {
  if (!boolean(where, values, 'tar', true)) {
    throw new UserError(`${where}: a docker output is one tar file`, { hint: 'For a folder use type=oci,tar=false.' });
  }
  const dest = values.get('dest') ?? '';
  if (dest === '') return { type: 'docker', dest: undefined };
  if (dest === '-') return { type: 'docker', dest };
  const absolute = path.resolve(environment.cwd, dest);
  if (environment.files.isDirectory(absolute)) throw destinationIsFolder(where, dest);
  return { type: 'docker', dest: absolute };
}

function destinationIsFolder(where: string, dest: string): UserError {
  return new UserError(`${where}: ${JSON.stringify(dest)} is a folder, but the output is a tar file`);
}

/**
 * All `-o` of a build.
 *
 * @throws UserError also when two of them want standard output
 */
export function parseOutputs(where: string, texts: readonly string[], environment: ProcessEnvironment): ParsedOutputs {
  const fields = texts.filter((text) => text !== '').map((text) => [text, readFields(where, text)] as const);
  const outputs = fields.map(([text, values]) => parseOutput(where, text, values, environment));
  if (outputs.filter((output) => 'dest' in output && output.dest === '-').length > 1) {
    throw new UserError(`${where}: two outputs want standard output`, { hint: 'Give one of them a dest.' });
  }
  const names = fields.flatMap(([, values]) => (values.get('name') ?? '').split(','));
  return {
    outputs,
    tags: imageNames(
      where,
      names.map((name) => name.trim()),
    ),
  };
}

/**
 * What an output for a Docker daemon ends with, as long as nothing can load an image into one.
 *
 * @param where the option's name as the user wrote it
 */
export function refuseDaemon(where: string): never {
  throw new UserError(`${where}: type=docker needs a file: there is no docker daemon here to load the image`, {
    hint: 'Write type=docker,dest=image.tar and run: docker load -i image.tar',
  });
}

/** The outputs of a build that pushes. As in buildx, an output of type image becomes a pushed one. */
export function withPush(outputs: readonly OutputSpec[]): readonly OutputSpec[] {
  const pushed = outputs.map((output): OutputSpec =>
    output.type === 'store' ? { ...output, type: 'registry' } : output,
  );
  return pushed.some((output) => output.type === 'registry') ? pushed : [...pushed, { type: 'registry' }];
}
