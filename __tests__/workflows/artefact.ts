import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { relativeImage, type RelativeImage } from '../e2e/equivalence/relative-image.js';
import { must } from '../support/command.js';
import { flatImage } from '../support/flat-tree.js';
import type { FlatImage } from '../support/flatten-image.js';
import { flattenLayers } from '../support/flatten-layers.js';
import { layerEntries, type ReadImage, readDockerArchive } from '../support/read-image.js';

/** An image beside its base, with the instructions that made it. */
export interface ImageContent extends RelativeImage {
  readonly history: readonly string[];
}

export interface Statement {
  readonly _type: string;
  readonly subject: readonly { readonly name: string; readonly digest: Readonly<Record<string, string>> }[];
  readonly predicateType: string;
  readonly predicate: Readonly<Record<string, unknown>>;
}

export interface PlatformImage {
  readonly digest: string;
  readonly imageId: string;
  readonly content: ImageContent;
  readonly manifest: Manifest;
  /** Of the manifest, and of its descriptor in the index. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly onDescriptor: Readonly<Record<string, string>>;
  readonly statements: readonly Statement[];
  /** The manifests that the statements are in. */
  readonly attestations: readonly Manifest[];
}

/** What a build left in a registry or a layout, as its documents say. */
export interface Artefact {
  /** Of the index, or of the manifest where there is none. */
  readonly digest: string;
  readonly mediaType: string;
  readonly indexAnnotations: Readonly<Record<string, string>>;
  /** What the index lists, in its order; `undefined` where there is none. */
  readonly listed: readonly Descriptor[] | undefined;
  /** Of the image in `index.json` of a layout. */
  readonly inLayout?: Readonly<Record<string, string>>;
  /** By `os/architecture[/variant]`. */
  readonly images: Readonly<Record<string, PlatformImage>>;
}

export interface Descriptor {
  readonly mediaType: string;
  readonly artifactType?: string;
  readonly digest: string;
  readonly platform?: { readonly os: string; readonly architecture: string; readonly variant?: string };
  readonly annotations?: Readonly<Record<string, string>>;
}

interface Index {
  readonly mediaType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly manifests: readonly Descriptor[];
}

export interface Manifest {
  readonly mediaType?: string;
  readonly artifactType?: string;
  readonly subject?: Descriptor;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
}

/** Where documents and layers are read from, by digest. */
interface Blobs {
  manifest(digest: string): Promise<Buffer>;
  blob(digest: string): Promise<Buffer>;
}

const TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** @param name `HOST/REPOSITORY:TAG` or `…@DIGEST`, of a registry that speaks plain HTTP */
export async function pushedArtefact(name: string, busybox: FlatImage): Promise<Artefact> {
  const [host = '', ...path] = name.split('/');
  const [, repository = '', reference = ''] = /^(.*?)[:@]([^:]+|sha256:.*)$/.exec(path.join('/')) ?? [];
  const get = async (what: string): Promise<Response> => {
    const response = await fetch(`http://${host}/v2/${repository}/${what}`, { headers: { accept: TYPES } });
    if (!response.ok) throw new Error(`${name}: ${what} is answered by ${response.status}`);
    return response;
  };
  const bytes = async (what: string): Promise<Buffer> => Buffer.from(await (await get(what)).arrayBuffer());
  const root = await get(`manifests/${reference}`);
  const digest = root.headers.get('docker-content-digest') ?? '';
  return read(digest, { manifest: (of) => bytes(`manifests/${of}`), blob: (of) => bytes(`blobs/${of}`) }, busybox);
}

/** @param archive tar of an OCI layout; @param folder to unpack it in */
/** @param archive of an OCI layout, or its folder @param folder to unpack it in */
export async function ociArtefact(archive: string, folder: string, busybox: FlatImage): Promise<Artefact> {
  if ((await stat(archive)).isDirectory()) return layoutArtefact(archive, busybox);
  await mkdir(folder, { recursive: true });
  await must(['tar', '-C', folder, '-xf', archive]);
  return layoutArtefact(folder, busybox);
}

export async function layoutArtefact(folder: string, busybox: FlatImage): Promise<Artefact> {
  const index = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')) as Index;
  const blob = (digest: string): Promise<Buffer> => readFile(join(folder, 'blobs', digest.replace(':', '/')));
  const [only] = index.manifests;
  const artefact = await read(only?.digest ?? '', { manifest: blob, blob }, busybox);
  return { ...artefact, inLayout: only?.annotations ?? {} };
}

/** @param archive what `docker save` writes */
export async function dockerArchiveContent(archive: string, folder: string, busybox: FlatImage): Promise<ImageContent> {
  await mkdir(folder, { recursive: true });
  await must(['tar', '-C', folder, '-xf', archive]);
  return contentOf(readDockerArchive(folder), busybox);
}

async function read(digest: string, blobs: Blobs, busybox: FlatImage): Promise<Artefact> {
  const root = json(await blobs.manifest(digest)) as Index & Manifest;
  const common = { digest, mediaType: root.mediaType ?? '' };
  if (!('manifests' in root)) {
    const one = await platformImage({ digest, mediaType: '' }, [], blobs, busybox);
    return { ...common, indexAnnotations: {}, listed: undefined, images: { [one.platform]: one } };
  }
  const images: Record<string, PlatformImage> = {};
  const attested = root.manifests.filter((each) => refersTo(each) !== undefined);
  for (const each of root.manifests) {
    if (refersTo(each) !== undefined) continue;
    const own = attested.filter((other) => refersTo(other) === each.digest);
    const one = await platformImage(each, own, blobs, busybox);
    const { os, architecture, variant } = each.platform!;
    images[[os, architecture, ...(variant === undefined ? [] : [variant])].join('/')] = one;
  }
  return { ...common, indexAnnotations: root.annotations ?? {}, listed: root.manifests, images };
}

function refersTo({ annotations }: Descriptor): string | undefined {
  const isStatement = annotations?.['vnd.docker.reference.type'] === 'attestation-manifest';
  return isStatement ? annotations['vnd.docker.reference.digest'] : undefined;
}

async function platformImage(
  descriptor: Descriptor,
  attested: readonly Descriptor[],
  blobs: Blobs,
  busybox: FlatImage,
): Promise<PlatformImage & { readonly platform: string }> {
  const manifest = json(await blobs.manifest(descriptor.digest)) as Manifest;
  const config = json(await blobs.blob(manifest.config.digest)) as Record<string, unknown>;
  const layers = [];
  for (const { digest } of manifest.layers) layers.push(layerEntries(await blobs.blob(digest), digest));
  const statements: Statement[] = [];
  const attestations: Manifest[] = [];
  for (const each of attested) {
    const said = json(await blobs.manifest(each.digest)) as Manifest;
    attestations.push(said);
    for (const layer of said.layers) statements.push(json(await blobs.blob(layer.digest)) as Statement);
  }
  return {
    platform: `${String(config['os'])}/${String(config['architecture'])}`,
    digest: descriptor.digest,
    imageId: manifest.config.digest,
    manifest,
    content: contentOf({ tree: flattenLayers(layers), config }, busybox),
    annotations: manifest.annotations ?? {},
    onDescriptor: descriptor.annotations ?? {},
    statements,
    attestations,
  };
}

export function contentOf(image: ReadImage, busybox: FlatImage): ImageContent {
  const relative = relativeImage(flatImage(image), busybox);
  const made = historyOf(image.config);
  return { ...relative, history: relative.base === 'busybox' ? made.slice(historyOf(busybox.config).length) : made };
}

function historyOf(config: Readonly<Record<string, unknown>>): readonly string[] {
  const history = (config['history'] ?? []) as readonly { created_by?: string; empty_layer?: boolean }[];
  return history.map((each) => `${each.empty_layer === true ? 'config' : 'layer'} ${each.created_by ?? ''}`);
}

const SAID = /(?:provenance|sbom\.spdx)[^/]*\.json$/;

/**
 * What an output of type `local` leaves, without what is in the base.
 *
 * @returns the digests of files by path, and what is said of them in files beside them
 */
export async function folderContent(
  folder: string,
  busybox: FlatImage,
): Promise<readonly [Readonly<Record<string, string>>, Readonly<Record<string, Statement>>]> {
  const files: Record<string, string> = {};
  const said: Record<string, Statement> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.replace(/\/$/, '').length + 1);
    const bytes = await readFile(path);
    const digest = createHash('sha256').update(bytes).digest('hex');
    if (SAID.test(name)) said[name] = json(bytes) as Statement;
    else if (busybox.tree[name]?.sha256 !== digest) files[name] = digest;
  }
  return [files, said];
}

function json(bytes: Buffer): unknown {
  return JSON.parse(bytes.toString());
}
