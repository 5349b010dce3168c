import type { Predicate } from '../../attestation/statement.js';
import type { Builder } from '../../buildkit/builder.js';
import type { BuildPlan } from '../../engine/plan/build-plan.js';
import { SecretMask } from '../../engine/secret-mask.js';
import { asObject } from '../../json/containers.js';
import { string } from '../../json/decoder.js';
import { decodeDocument } from '../../json/document.js';
import { object } from '../../json/object.js';
import type { Digest } from '../../oci/digest.js';
import { parseManifest } from '../../oci/manifest.js';
import { readImage } from '../../store/image-contents.js';
import type { LoadedImage } from '../../store/load-archive.js';
import { hiddenArguments } from '../attesting/hidden-arguments.js';
import type { Adapters } from '../host/adapters.js';
import { attestationsFor } from '../options/attestations.js';
import type { BuildOptions } from '../options/build-options.js';
import { withoutSecrets } from './without-secrets.js';

/**
 * What a builder is to say of the image, as attributes of the frontend. A Docker daemon loses it when it gives the image, and BuildKit
 * before 0.11, which does not tell its version, says nothing: then it is said here.
 */
export function askedAttestations(
  options: BuildOptions,
  { address, facts }: Builder,
): Readonly<Record<string, string>> {
  if (address.upgradeAt !== undefined || facts.version === undefined) return {};
  const wanted = options.outputs.map((output) => attestationsFor(options.attestations, output));
  const provenance = wanted.find((each) => each.provenance !== undefined)?.provenance;
  const { generator } = options.attestations;
  return {
    ...(provenance !== undefined && {
      'attest:provenance': fieldsOf({
        mode: provenance.mode,
        version: provenance.version,
        reproducible: String(provenance.reproducible),
        ...(provenance.builderId !== '' && { 'builder-id': provenance.builderId }),
      }),
    }),
    // Without a generator image, the packages are listed here: the builder would have to pull one.
    ...(generator !== undefined && wanted.some(({ sbom }) => sbom) && { 'attest:sbom': fieldsOf({ generator }) }),
  };
}

function fieldsOf(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .map((field) => (/[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field))
    .join(',');
}

/** A manifest about an image names it so (moby/buildkit `docs/attestations/attestation-storage.md`). */
const ABOUT = 'vnd.docker.reference.digest';
const IN_TOTO = 'application/vnd.in-toto+json';
/** Bytes. The packages of a large image are some ten MiB. */
const MAX_STATEMENT = 256 * 1024 * 1024;

const statement = object({ predicateType: string, predicate: asObject });

/**
 * What the builder said of the image that it sent. Nothing that could be a secret is left in it: BuildKit records the values of build
 * arguments as they are.
 *
 * @param mask of the build's secrets
 */
export async function saidByBuilder(
  { target }: LoadedImage,
  plan: BuildPlan,
  { content }: Pick<Adapters, 'content'>,
  mask: SecretMask,
): Promise<readonly Predicate[]> {
  const root = parseManifest(await content.read(target), target.mediaType);
  if (root.kind === 'manifest') return [];
  const { descriptor } = await readImage(content, target, plan.platform);
  const said: Predicate[] = [];
  for (const entry of root.index.manifests) {
    if (!isAbout(entry.annotations, descriptor.digest) || !(await content.has(entry.digest))) continue;
    const document = parseManifest(await content.read(entry), entry.mediaType);
    if (document.kind !== 'manifest') continue;
    for (const layer of document.manifest.layers) {
      if (layer.mediaType !== IN_TOTO) continue;
      const bytes = await content.read(layer, MAX_STATEMENT);
      const name = 'what the builder says of the image';
      const { predicateType, predicate } = decodeDocument(statement, bytes, { name, maxBytes: MAX_STATEMENT });
      said.push({ type: predicateType, content: predicate });
    }
  }
  const hidden = hiddenArguments(plan);
  const values = SecretMask.of(hidden.map(([, value]) => Buffer.from(value)));
  const shown = (text: string): string => mask.text(values.text(text));
  return said.map(({ type, content: predicate }) => ({
    type,
    content: withoutSecrets(predicate, { names: hidden.map(([name]) => name), shown }),
  }));
}

function isAbout(annotations: Readonly<Record<string, string>> | undefined, image: Digest): boolean {
  return annotations?.[ABOUT] === image;
}
