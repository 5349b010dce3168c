import { UserError } from '../errors.js';
import { type Digest, isDigest } from './digest.js';
import { byCodeUnit } from '../text/code-unit-order.js';

/** The full name of a repository. */
export interface RepositoryName {
  /** `docker.io`, `ghcr.io`, `localhost:5000`, `[::1]:5000`: never with a scheme. */
  readonly registry: string;
  /** Path below the registry; official images of Docker Hub keep their `library/`. */
  readonly repository: string;
}

/** The full name of an image. It is parsed where somebody writes it, and formatted where it is shown. */
export interface Reference extends RepositoryName {
  readonly tag?: string;
  readonly digest?: Digest;
}

/** A name that can be given to an image. By a digest, an image can only be found. */
export interface TaggedReference extends RepositoryName {
  readonly tag: string;
  readonly digest?: never;
}

interface DigestReference extends RepositoryName {
  readonly digest: Digest;
  readonly tag?: string;
}

/** A reference that says which image of the repository it means. */
export type ImageReference = TaggedReference | DigestReference;

export const DOCKER_HUB = 'docker.io';
const DOCKER_HUB_LEGACY = 'index.docker.io';
const OFFICIAL = 'library/';
export const DEFAULT_TAG = 'latest';
const MAX_REPOSITORY_LENGTH = 255;
/** Nothing valid is longer: domain 255, repository 255, tag 128, sha512 digest 135, and their separators. */
const MAX_LENGTH = 1024;

const DOMAIN_LABEL = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const DOMAIN = new RegExp(`^(?:${DOMAIN_LABEL}(?:\\.${DOMAIN_LABEL})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`);
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
/** A colon behind the last slash begins the tag. */
const NAME_BEFORE_TAG = /^[^@]*?(?=(?::[^/@]*)?(?:@|$))/;
const TAG = /^\w[\w.-]{0,127}$/;

/**
 * Reads a reference as Docker does (distribution/reference, "ParseNormalizedNamed"): without a registry it is Docker
 * Hub's, without an organisation an official image. No tag is added: see {@link withDefaultTag}.
 *
 * @throws UserError that says what is wrong and what to write
 */
export function parseReference(text: string): Reference {
  if (text === '') throw invalid(text, 'it is empty', 'Write it as [registry/]repository[:tag], e.g. node:22.');
  if (text.length > MAX_LENGTH) throw invalid(text, `it is longer than ${MAX_LENGTH} characters`);
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(text)?.[0];
  if (scheme !== undefined) {
    throw invalid(text, `it starts with ${scheme}`, `Leave out ${scheme}: write ${text.slice(scheme.length)}.`);
  }
  if (/\s/.test(text)) throw invalid(text, 'it contains a space', 'Write it without spaces.');
  if (/^[a-f0-9]{64}$/.test(text)) {
    throw invalid(text, 'it is an image id, not a name', 'Write [registry/]repository[:tag], or repository@sha256:….');
  }
  const at = text.indexOf('@');
  const named = at === -1 ? text : text.slice(0, at);
  const digest = at === -1 ? undefined : readDigest(text, text.slice(at + 1));
  const { registry, rest } = splitRegistry(named);
  const colon = rest.indexOf(':');
  const repository = colon === -1 ? rest : rest.slice(0, colon);
  checkRegistry(text, registry);
  checkRepository(text, repository);
  const tag = colon === -1 ? undefined : readTag(text, rest.slice(colon + 1));
  return {
    registry,
    repository,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** The part before the first slash is a registry if it could not be part of a repository: a dot, a colon, upper case. */
function splitRegistry(named: string): { readonly registry: string; readonly rest: string } {
  const slash = named.indexOf('/');
  if (slash === -1) return { registry: DOCKER_HUB, rest: OFFICIAL + named };
  const first = named.slice(0, slash);
  const isRegistry = first === 'localhost' || /[.:]/.test(first) || first.toLowerCase() !== first;
  const registry = !isRegistry || first === DOCKER_HUB_LEGACY ? DOCKER_HUB : first;
  const rest = isRegistry ? named.slice(slash + 1) : named;
  return { registry, rest: registry === DOCKER_HUB && !rest.includes('/') ? OFFICIAL + rest : rest };
}

function checkRegistry(text: string, registry: string): void {
  if (!DOMAIN.test(registry)) {
    throw invalid(text, `${quoted(registry)} is not a registry`, 'Write a host name, with :port if it needs one.');
  }
  const port = /:([0-9]+)$/.exec(registry)?.[1];
  if (port !== undefined && Number(port) > 65_535) throw invalid(text, `${port} is not a port`);
}

function checkRepository(text: string, repository: string): void {
  if (repository === '' || repository === OFFICIAL) {
    throw invalid(text, 'it names no repository', 'Write it as [registry/]repository[:tag], e.g. node:22.');
  }
  if (repository.toLowerCase() !== repository) {
    const shown = repository.startsWith(OFFICIAL) && !text.includes(OFFICIAL) ? repository.slice(8) : repository;
    throw invalid(
      text,
      `repository name ${quoted(shown)} must be lower case`,
      `Write ${text.replace(NAME_BEFORE_TAG, (name) => inLowerCase(name, shown))}.`,
    );
  }
  if (repository.length > MAX_REPOSITORY_LENGTH) {
    throw invalid(text, `repository name is longer than ${MAX_REPOSITORY_LENGTH} characters`);
  }
  const bad = repository.split('/').find((component) => !COMPONENT.test(component));
  if (bad !== undefined) {
    throw invalid(
      text,
      bad === ''
        ? 'two slashes follow each other, or it ends in one'
        : `${quoted(bad)} cannot be part of a repository name`,
      'Use lower-case letters and digits, with single dots, one or two underscores or hyphens between them.',
    );
  }
}

/** Upper case alone makes no registry of a word: in `My/Image:1` it was meant as a part of the name. */
function inLowerCase(name: string, repository: string): string {
  const host = name.slice(0, name.length - repository.length);
  return (/[.:]/.test(host) ? host : host.toLowerCase()) + repository.toLowerCase();
}

export function isTag(text: string): boolean {
  return TAG.test(text);
}

function readTag(text: string, tag: string): string {
  if (tag === '') throw invalid(text, 'the tag is empty', 'Write a tag after the colon, or leave the colon out.');
  if (!isTag(tag)) {
    throw invalid(
      text,
      `${quoted(tag)} is not a tag`,
      'A tag has up to 128 letters, digits, underscores, dots and hyphens, and starts with none of the last two.',
    );
  }
  return tag;
}

function readDigest(text: string, digest: string): Digest {
  if (isDigest(digest)) return digest;
  throw invalid(text, `${quoted(digest)} is not a digest`, 'Write @sha256: and 64 lower-case hexadecimal digits.');
}

function invalid(text: string, problem: string, hint?: string): UserError {
  return new UserError(`invalid image reference ${quoted(text)}: ${problem}`, { hint });
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 300 ? `${text.slice(0, 300)}…` : text);
}

/** With `latest` where neither tag nor digest is given. */
export function withDefaultTag(reference: Reference): ImageReference {
  const { registry, repository, tag = DEFAULT_TAG, digest } = reference;
  return digest === undefined ? { registry, repository, tag } : { ...reference, digest };
}

/** The tag or digest by which a registry finds the image. The digest, where there are both. */
export function tagOrDigest(reference: ImageReference): string {
  return reference.digest === undefined ? reference.tag : reference.digest;
}

export function sameRepository(left: RepositoryName, right: RepositoryName): boolean {
  return left.registry === right.registry && left.repository === right.repository;
}

export function sameReference(left: Reference, right: Reference): boolean {
  return sameRepository(left, right) && left.tag === right.tag && left.digest === right.digest;
}

/** Without repetitions. */
export function distinctReferences<Name extends Reference>(references: readonly Name[]): readonly Name[] {
  return [...new Map(references.map((reference) => [formatReference(reference), reference])).values()];
}

/** By their full names. */
export function sortedReferences<Name extends Reference>(references: readonly Name[]): readonly Name[] {
  return references.toSorted((left, right) => byCodeUnit(formatReference(left), formatReference(right)));
}

/** The full name: `docker.io/library/node:18`, with the digest after the tag where there are both. */
export function formatReference(reference: Reference): string {
  return `${reference.registry}/${reference.repository}${suffix(reference)}`;
}

/** As people write it: `node:18`, `user/app`, `ghcr.io/user/app:1`. */
export function familiarName(reference: Reference): string {
  return familiarRepository(reference) + suffix(reference);
}

function familiarRepository({ registry, repository }: Reference): string {
  if (registry !== DOCKER_HUB) return `${registry}/${repository}`;
  const official = repository.startsWith(OFFICIAL) ? repository.slice(OFFICIAL.length) : undefined;
  const short = official === undefined || official.includes('/') ? repository : official;
  // `docker.io/my.team/app`: without its registry, another one would be read from the name.
  const read = splitRegistry(short);
  return read.registry === registry && read.rest === repository ? short : `${registry}/${repository}`;
}

function suffix({ tag, digest }: Reference): string {
  return (tag === undefined ? '' : `:${tag}`) + (digest === undefined ? '' : `@${digest}`);
}
