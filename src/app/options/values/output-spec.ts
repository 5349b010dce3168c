import path from 'node:path';

import { UserError } from '../../../errors.js';
import type { TaggedReference } from '../../../oci/reference.js';
import { didYouMean } from '../../../text/nearest.js';
import { readImageForm, type ImageForm } from './image-form.js';
import { imageNames } from './image-names.js';
import { Attributes } from './output-attributes.js';
import type { ProcessEnvironment } from '../process/process-environment.js';

/** Where an image or its files go. `dest` is absolute; `-` is standard output, for one tar. */
export type OutputDestination =
  | { readonly type: 'oci'; readonly dest: string; readonly tar: boolean }
  /** An archive for `docker load`; without `dest`, the image is loaded into Docker or podman. */
  | { readonly type: 'docker'; readonly dest: string | undefined }
  | (ImageDestination & { readonly type: 'registry' })
  /** The local store. */
  | (ImageDestination & { readonly type: 'store' })
  | FilesDestination
  /** Nowhere: what counts is what the steps leave in the cache. */
  | { readonly type: 'cacheonly' };

interface ImageDestination {
  /** When it is pushed, then without its tags: it can only be found by its digest. */
  readonly byDigest?: true;
  /** When it is not pushed, then it is not even kept in the local store. */
  readonly unstored?: true;
}

/** The image's files, without an image. */
export type FilesDestination = {
  readonly dest: string;
  /** In front of the names of the files that say something about the others: `''` gives `provenance.json`. */
  readonly attestationPrefix?: string;
} & (
  | {
      readonly type: 'local';
      /** A folder for each platform, as `linux_amd64`. By default if there are several. */
      readonly platformSplit?: boolean;
    }
  | { readonly type: 'tar' }
);

/** One `-o`. */
export type OutputSpec = OutputDestination &
  ImageForm & {
    /** From `name=`. Absent: the names of the whole build. */
    readonly names?: readonly TaggedReference[];
  };

export interface ParsedOutputs {
  readonly outputs: readonly OutputSpec[];
  readonly warnings: readonly string[];
}

const TYPES = ['image', 'registry', 'oci', 'docker', 'tar', 'local', 'cacheonly'] as const;

/**
 * All `-o` of a build, in buildx's syntax. As there, an OCI output is one tar file unless `tar=false`. Unlike there, a `dest` that
 * ends in a slash, or is a folder, means a layout directory.
 *
 * @throws UserError for an unknown type or attribute, for a value that does not fit, and when two outputs want standard output
 */
export function parseOutputs(where: string, texts: readonly string[], environment: ProcessEnvironment): ParsedOutputs {
  const read = texts.filter((text) => text !== '').map((text) => Attributes.of(where, text));
  const outputs = read.map((attributes) => parseOutput(where, attributes, environment));
  if (outputs.filter((output) => 'dest' in output && output.dest === '-').length > 1) {
    throw new UserError(`${where}: two outputs want standard output`, { hint: 'Give one of them a dest.' });
  }
  return { outputs, warnings: read.flatMap(({ warnings }) => warnings) };
}

function parseOutput(where: string, attributes: Attributes, environment: ProcessEnvironment): OutputSpec {
  const type = attributes.read('type') ?? '';
  const output = parseType(where, type, attributes, environment);
  attributes.finish(type);
  return output;
}

function parseType(where: string, type: string, attributes: Attributes, environment: ProcessEnvironment): OutputSpec {
  switch (type) {
    case 'oci':
      return { ...ociOutput(attributes, environment), ...imageSettings(where, attributes) };
    case 'docker':
      return { ...dockerOutput(attributes, environment), ...imageSettings(where, attributes) };
    case 'registry':
      // As in buildx, push=false changes nothing about this type.
      attributes.read('push');
      return { type, ...imageOutput(attributes, true), ...imageSettings(where, attributes) };
    case 'image': {
      const pushed = attributes.boolean('push', false);
      const settings = { ...imageOutput(attributes, pushed), ...imageSettings(where, attributes) };
      return { type: pushed ? 'registry' : 'store', ...settings };
    }
    case 'local':
      return localOutput(attributes, environment);
    case 'tar':
      return {
        type,
        dest: fileDestination(attributes, environment) ?? '-',
        ...attestationPrefix(attributes),
      };
    case 'cacheonly':
      return { type };
    default:
      return attributes.refuse(
        type === '' ? `${JSON.stringify(attributes.text)} has no type` : `unknown output type ${JSON.stringify(type)}`,
        didYouMean(type, TYPES) ?? `The types are ${TYPES.join(', ')}. Example: type=oci,dest=image.tar`,
      );
  }
}

/** What every output of a whole image takes. */
function imageSettings(where: string, attributes: Attributes): ImageForm & Pick<OutputSpec, 'names'> {
  const names = imageNames(
    where,
    (attributes.read('name') ?? '').split(',').map((name) => name.trim()),
  );
  return { ...(names.length > 0 && { names }), ...readImageForm(attributes) };
}

function imageOutput(attributes: Attributes, pushed: boolean): ImageDestination {
  const byDigest = attributes.boolean('push-by-digest', false);
  // An image in the store and one in a registry can always be found by name and digest.
  attributes.read('name-canonical');
  attributes.ignore('unpack', 'there is no containerd to unpack the image into');
  if (pushed) attributes.ignore('store', 'an image that is pushed is not also kept in the local store');
  const unstored = !attributes.boolean('store', true);
  attributes.ignore('registry.insecure', 'name the registry with --insecure-registry or the input insecure-registries');
  const prefix = attributes.read('dangling-name-prefix');
  if (pushed && prefix !== undefined) {
    attributes.refuse('dangling-name-prefix is not supported for a push', 'Use push-by-digest=true and name.');
  }
  return { ...(byDigest && { byDigest }), ...(unstored && { unstored }) };
}

function ociOutput(attributes: Attributes, environment: ProcessEnvironment): OutputDestination {
  const dest = attributes.read('dest') ?? '';
  const named = attributes.read('tar') !== undefined;
  const wantsTar = attributes.boolean('tar', true);
  if (dest === '' || dest === '-') {
    if (!wantsTar) attributes.refuse('a layout directory needs dest=FOLDER');
    return { type: 'oci', dest: '-', tar: true };
  }
  const absolute = path.resolve(environment.cwd, dest);
  const folder = environment.files.isDirectory(absolute);
  if (named && wantsTar && folder) refuseFolder(attributes, dest);
  const asFolder = named ? !wantsTar : endsInSlash(dest);
  if (folder && !asFolder && environment.files.isLink(absolute)) {
    // Whoever can make links must not make a folder of what was to be a file.
    attributes.refuse(
      `${JSON.stringify(dest)} is a link to a folder, but the output is a tar file`,
      'Write tar=false, or a slash at the end, for a layout in that folder.',
    );
  }
  return { type: 'oci', dest: absolute, tar: named ? wantsTar : !(folder || asFolder) };
}

function dockerOutput(attributes: Attributes, environment: ProcessEnvironment): OutputDestination {
  if (!attributes.boolean('tar', true)) {
    attributes.refuse('a docker output is one tar file', 'For a folder use type=oci,tar=false.');
  }
  return { type: 'docker', dest: fileDestination(attributes, environment) };
}

/** A file, or `-`; `undefined` if there is no dest. @throws UserError if it is a folder */
function fileDestination(attributes: Attributes, environment: ProcessEnvironment): string | undefined {
  const dest = attributes.read('dest') ?? '';
  if (dest === '') return undefined;
  if (dest === '-') return dest;
  const absolute = path.resolve(environment.cwd, dest);
  return environment.files.isDirectory(absolute) ? refuseFolder(attributes, dest) : absolute;
}

function refuseFolder(attributes: Attributes, dest: string): never {
  return attributes.refuse(`${JSON.stringify(dest)} is a folder, but the output is a tar file`);
}

function localOutput(attributes: Attributes, environment: ProcessEnvironment): OutputDestination {
  const dest = attributes.read('dest') ?? '';
  if (dest === '' || dest === '-') attributes.refuse('type=local needs dest=FOLDER');
  const mode = attributes.read('mode') ?? 'copy';
  if (mode !== '' && mode !== 'copy') {
    attributes.refuse(
      `mode=${mode} is not supported: nothing is removed from the folder`,
      'Empty the folder before the build.',
    );
  }
  const absolute = path.resolve(environment.cwd, dest);
  if (!environment.files.isDirectory(absolute) && environment.files.isFile(absolute)) {
    attributes.refuse(`${JSON.stringify(dest)} is a file, but the output is a folder`);
  }
  if (environment.files.isLink(absolute) && !endsInSlash(dest)) {
    // Whoever can make links must not say where files go.
    attributes.refuse(
      `${JSON.stringify(dest)} is a link, and nothing is written through links`,
      'If you mean the folder that it leads to, write a slash at the end.',
    );
  }
  const split = attributes.read('platform-split');
  return {
    type: 'local',
    dest: absolute,
    ...attestationPrefix(attributes),
    ...(split !== undefined && { platformSplit: attributes.boolean('platform-split', true) }),
  };
}

/** @throws UserError if it is more than a part of a file's name */
function attestationPrefix(attributes: Attributes): Pick<FilesDestination, 'attestationPrefix'> {
  const prefix = attributes.read('attestation-prefix') ?? '';
  if (prefix === '') return {};
  return /[/\\\0]/.test(prefix)
    ? attributes.refuse(`attestation-prefix is a part of a file's name, not a path: ${JSON.stringify(prefix)}`)
    : { attestationPrefix: prefix };
}

function endsInSlash(dest: string): boolean {
  return /[\\/]$/.test(dest);
}

/** The outputs of a build that pushes. As in buildx, an output of type image becomes a pushed one. */
export function withPush(outputs: readonly OutputSpec[]): readonly OutputSpec[] {
  const pushed = outputs.map((output): OutputSpec =>
    output.type === 'store' ? { ...output, type: 'registry' } : output,
  );
  return pushed.some((output) => output.type === 'registry') ? pushed : [...pushed, { type: 'registry' }];
}

/** Whether a whole image goes there: what says anything about an image counts for it. */
export function isOfImage({ type }: OutputSpec): boolean {
  return type !== 'local' && type !== 'tar' && type !== 'cacheonly';
}

/** Whether the output is a Docker daemon, or podman. */
export function isLoad(output: OutputDestination): boolean {
  return output.type === 'docker' && output.dest === undefined;
}

/** The outputs of a build that also loads its image. */
export function withLoad(outputs: readonly OutputSpec[]): readonly OutputSpec[] {
  return outputs.some(isLoad) ? outputs : [...outputs, { type: 'docker', dest: undefined }];
}
