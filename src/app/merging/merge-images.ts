import { randomUUID } from 'node:crypto';

import { joinedProvenance } from '../../attestation/joined-provenance.js';
import { imagePurl } from '../../attestation/purl.js';
import { digestSet, type Statement, statementOf } from '../../attestation/statement.js';
import type { EventSink } from '../../engine/events.js';
import { UserError } from '../../errors.js';
import { type Digest, sha256 } from '../../oci/digest.js';
import { DOCKER_INDEX, DOCKER_MANIFEST, OCI_INDEX } from '../../oci/media-types.js';
import { formatPlatform, givenPlatform, hostPlatform, normalisePlatform, parsePlatform } from '../../oci/platform.js';
import { formatReference, type RepositoryName, type TaggedReference } from '../../oci/reference.js';
import { RegistryClient } from '../../registry/client.js';
import type { PushedManifest } from '../../registry/pushed-image.js';
import { byCodeUnit } from '../../text/code-unit-order.js';
import { credentialsOf } from '../host/adapters.js';
import { httpClientOf } from '../host/http-client.js';
import type { HostSettings } from '../options/host-settings.js';
import type { PushedDigest } from '../options/values/pushed-digests.js';
import type { MergedImage } from '../../report/merged-image.js';
import { openSigner } from '../attesting/open-signer.js';
import { asReferrer } from '../outputs/attestation-to-push.js';
import { byRepository } from '../outputs/by-repository.js';

export interface MergeOptions {
  readonly sources: readonly PushedDigest[];
  /** The names of the joined image. */
  readonly tags: readonly TaggedReference[];
  /** The platforms that must be there, and no others. None: those that are there. */
  readonly platforms: readonly string[];
  /** Of the index. */
  readonly annotations: Readonly<Record<string, string>>;
  /** Who joins, as a URI, in the provenance that is signed; `''` when nobody says so. Absent: nothing is signed. */
  readonly signedAs?: string | undefined;
}

export type MergeFunction = (
  options: MergeOptions,
  host: HostSettings,
  sink: EventSink,
  signal: AbortSignal,
) => Promise<MergedImage>;

/**
 * Joins images for single platforms to one index, and pushes it under its names. What a repository does not have is copied there. No
 * tag moves before everything is there, and signed if it is to be.
 *
 * @throws UserError when a platform is missing, given twice, or not expected, when a digest is not in its registry, or when nothing here
 *   says who signs; InfraError
 */
export async function mergeImages(
  options: MergeOptions,
  host: HostSettings,
  sink: EventSink,
  signal: AbortSignal,
): Promise<MergedImage> {
  const { sources, tags, annotations } = options;
  if (sources.length === 0) throw new UserError('there is no image to join');
  if (tags.length === 0) throw new UserError('the joined image needs a name');
  const started = new Date();
  const http = httpClientOf(host);
  const signing = options.signedAs === undefined ? undefined : openSigner(host, sink, signal);
  try {
    const client = new RegistryClient({ http, credentials: credentialsOf(host), mirrors: [], events: sink });
    const found: Found[] = [];
    for (const source of sources) {
      const pushed = await client.pushed(source, source.digest, signal);
      found.push(...pushed.map((manifest) => ({ ...manifest, source })));
    }
    const images = inOrder(distinctImages(found), options.platforms);
    // Once each: two jobs may have joined the same attestation.
    const about = [...new Map(found.flatMap((one) => (isImage(one) ? [] : [[digestOf(one), one] as const]))).values()];
    const all: readonly Found[] = [...images, ...about];
    const root = indexOf(all, annotations);
    const descriptor = { mediaType: root.mediaType, digest: sha256(root.bytes), size: root.bytes.length };
    const targets = byRepository(tags);
    const signatures =
      signing === undefined
        ? []
        : await signing.signer.sign([
            { subject: descriptor, statement: joinedStatement(images, options, descriptor.digest, targets, started) },
          ]);
    // Before the tags are moved.
    await Promise.all(
      signatures.flatMap((signature) =>
        targets.map((target) => client.pushReferrer(asReferrer(signature, target), signal)),
      ),
    );
    await client.push({ targets, root, images: all.map((one) => toPush(one, client, signal)) }, signal);
    await signing?.signer.archive(signatures);
    return {
      descriptor,
      tags: tags.map(formatReference),
      platforms: images.map(({ platform, descriptor, source, manifest }) => ({
        platform,
        digest: descriptor.digest,
        size: [manifest.config, ...manifest.layers].reduce((sum, { size }) => sum + size, 0),
        source,
      })),
      attestations: about.length,
      signed: signatures.length > 0,
    };
  } finally {
    signing?.close();
    http.close();
  }
}

type Found = PushedManifest & { readonly source: PushedDigest };
type FoundImage = Found & { readonly platform: string };

function isImage(found: Found): found is FoundImage {
  return found.platform !== undefined;
}

function digestOf({ descriptor }: Found): Digest {
  return descriptor.digest;
}

/** @throws UserError when two sources have different images for one platform */
function distinctImages(found: readonly Found[]): ReadonlyMap<string, FoundImage> {
  const images = new Map<string, FoundImage>();
  for (const image of found.filter(isImage)) {
    const other = images.get(image.platform);
    if (other === undefined) images.set(image.platform, image);
    else if (digestOf(other) !== digestOf(image)) {
      const both = [other, image].map(({ source }) => formatReference(source)).join(' and ');
      throw new UserError(`there are two images for ${image.platform}: ${both}`, {
        hint: 'Each platform may be built by one job only. If these are two images, name the digests of one.',
      });
    }
  }
  return images;
}

/** In the order of the expected platforms; without those, by platform. @throws UserError when one is missing or not expected */
function inOrder(images: ReadonlyMap<string, FoundImage>, expected: readonly string[]): readonly FoundImage[] {
  if (images.size === 0) throw new UserError('there is no image for any platform to join');
  const host = hostPlatform(process.arch);
  const wanted = [...new Set(expected.map((text) => formatPlatform(normalisePlatform(givenPlatform(text, host)))))];
  const names = wanted.length === 0 ? [...images.keys()].sort(byCodeUnit) : wanted;
  const missing = names.filter((name) => !images.has(name));
  const there = [...images.values()].map(({ platform, source }) => `${platform} (${formatReference(source)})`);
  if (missing.length > 0) {
    throw new UserError(`no image was pushed for ${missing.join(', ')}. There is ${there.join(', ')}`, {
      hint: 'Look at the job that builds it: did it run, and did it push by digest?',
    });
  }
  const others = [...images.keys()].filter((name) => !names.includes(name));
  if (others.length > 0) {
    throw new UserError(`an image was pushed for ${others.join(', ')}, which is not among the platforms to join`, {
      hint: `Add it to the platforms, or leave its digest out. There is ${there.join(', ')}.`,
    });
  }
  return names.flatMap((name) => images.get(name) ?? []);
}

/** What is signed: how the index was joined. @param digest of the index */
function joinedStatement(
  images: readonly FoundImage[],
  { signedAs = '', annotations }: MergeOptions,
  digest: Digest,
  targets: readonly RepositoryName[],
  started: Date,
): Statement {
  const host = hostPlatform(process.arch);
  const facts = {
    builderId: signedAs,
    images: images.map(({ platform, descriptor, source: { registry, repository } }) => ({
      uri: imagePurl({ registry, repository, digest: descriptor.digest }, parsePlatform(platform, host)),
      digest: digestSet(descriptor.digest),
    })),
    annotations,
    invocationId: randomUUID(),
    started,
    finished: new Date(),
  };
  const names = targets.map(({ registry, repository }) => `${registry}/${repository}`);
  return statementOf(joinedProvenance(facts), digest, names);
}

/** As buildx joins images: Docker's type only where all of them are Docker's. */
function indexOf(all: readonly Found[], annotations: Readonly<Record<string, string>>) {
  const annotated = Object.keys(annotations).length > 0;
  const docker = !annotated && all.every(({ descriptor }) => descriptor.mediaType === DOCKER_MANIFEST);
  const mediaType = docker ? DOCKER_INDEX : OCI_INDEX;
  const manifests = all.map(({ descriptor }) => descriptor);
  const document = { schemaVersion: 2, mediaType, manifests, ...(annotated && { annotations }) };
  return { mediaType, bytes: Buffer.from(JSON.stringify(document)) };
}

function toPush({ descriptor, bytes, config, manifest, source }: Found, client: RegistryClient, signal: AbortSignal) {
  const mountFrom = { registry: source.registry, repository: source.repository };
  return {
    manifest: { mediaType: descriptor.mediaType, bytes },
    config,
    layers: manifest.layers.map((layer) => ({
      descriptor: layer,
      open: () => client.fetchBlob(source, layer, signal),
      mountFrom,
    })),
  };
}
