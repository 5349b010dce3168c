import { randomUUID } from 'node:crypto';

import { attestationManifest, type FinishedAttestation } from '../../attestation/attestation-manifest.js';
import { provenance } from '../../attestation/provenance.js';
import { imagePurl } from '../../attestation/purl.js';
import { statementOf, type Predicate, type StatementToSign } from '../../attestation/statement.js';
import type { BuildFacts } from '../../attestation/build-facts.js';
import { EngineBug, UserError } from '../../errors.js';
import type { EventSink } from '../../engine/events.js';
import type { BuildPlan } from '../../engine/plan/build-plan.js';
import type { SecretMask } from '../../engine/secret-mask.js';
import { parseImageConfig } from '../../oci/image-config.js';
import type { Digest } from '../../oci/digest.js';
import { formatPlatform } from '../../oci/platform.js';
import type { OpenedContext } from '../sources/open-context.js';
import type { AttestationPlace } from '../options/attestation-options.js';
import { attestationsFor, type Attestations } from '../options/attestations.js';
import type { BuildOptions } from '../options/build-options.js';
import { namesOf } from '../options/named-outputs.js';
import type { HostSettings } from '../options/host-settings.js';
import { isMultiPlatform } from '../options/multi-platform.js';
import type { OutputSpec } from '../options/values/output-spec.js';
import type { BuiltImage, FinishedImage } from '../outputs/encoded-image.js';
import { sbomOf, type LayerBytes } from '../outputs/image-sbom.js';
import { checkoutFacts } from './checkout-facts.js';
import type { NotedSources } from '../sources/noted-sources.js';
import type { KnownInvocations } from './known-invocations.js';
import { localsOf, planFacts, type AttestedBuild } from './plan-facts.js';

interface AttestorParts {
  readonly options: BuildOptions;
  readonly host: HostSettings;
  /** One for each platform, with the options' build arguments. */
  readonly plans: readonly BuildPlan[];
  readonly opened: Pick<OpenedContext, 'dockerfile'>;
  readonly sources: NotedSources;
  /** Of the secrets; called when something is attested. */
  readonly readMask: () => Promise<SecretMask>;
  /** Milliseconds since the epoch at which the build began. */
  readonly started: number;
  readonly layers: LayerBytes;
  readonly invocations: KnownInvocations;
  readonly sink: EventSink;
  readonly signal: AbortSignal;
}

const SPDX = 'https://spdx.dev/Document';
const PROVENANCE = 'https://slsa.dev/provenance/';

/** Makes what is said about the images of a build, once for each image and form. */
export class Attestor {
  readonly #parts: AttestorParts;
  readonly #made = new Map<string, FinishedAttestation>();
  readonly #packages = new Map<Digest, Promise<object>>();
  #build: Promise<AttestedBuild> | undefined;

  /** @throws UserError when complete materials are asked for and cannot be had */
  constructor(parts: AttestorParts) {
    this.#parts = parts;
    const { options } = parts;
    const locals = localsOf(options);
    if (options.attestations.provenance?.completeMaterials === true && locals.length > 0) {
      throw new UserError(
        `the provenance cannot name all that the build uses: ${locals.join(', ')} is on this machine`,
        {
          hint: 'Build from a Git context, or leave complete-materials out.',
        },
      );
    }
  }

  /** @param images in the order of the plans */
  async attested(images: readonly FinishedImage[], output: OutputSpec): Promise<readonly FinishedImage[]> {
    const wanted = attestationsFor(this.#parts.options.attestations, output);
    if (wanted.provenance === undefined && !wanted.sbom) return images;
    return Promise.all(
      images.map(async (image, index) => {
        const plan = this.#parts.plans[index];
        if (plan === undefined) return image;
        const attestation = await this.#attest(image, plan, wanted, output);
        return { ...image, ...placed(attestation, placeOf(wanted, output)) };
      }),
    );
  }

  /**
   * What is said of the files of each platform, in BuildKit's order. Nothing if nobody asked for it.
   *
   * @param images makes the images, in the order of the plans; called only if something is said of them
   */
  async predicates(
    images: () => Promise<readonly FinishedImage[]>,
    output: OutputSpec,
  ): Promise<readonly (readonly Predicate[])[]> {
    const wanted = attestationsFor(this.#parts.options.attestations, output);
    if (wanted.provenance === undefined && !wanted.sbom) return [];
    const made = await images();
    return Promise.all(
      this.#parts.plans.map(async (plan, index) => {
        const image = made[index];
        return image === undefined ? [] : this.#predicates(image, plan, wanted);
      }),
    );
  }

  /**
   * What is signed of an image that is pushed: the provenance, as a statement about what the tags will point to, and each platform's
   * packages. Nothing if nobody asked for a signature.
   */
  async statementsToSign({ platforms, target }: BuiltImage, output: OutputSpec): Promise<readonly StatementToSign[]> {
    const { options, plans } = this.#parts;
    const { signed, sbom } = options.attestations;
    if (signed === undefined || output.type !== 'registry') return [];
    const references = namesOf(output, options.tags);
    const names = [...new Set(references.map(({ registry, repository }) => `${registry}/${repository}`))];
    const pairs = platforms.flatMap((image, index) => plans.slice(index, index + 1).map((plan) => ({ image, plan })));
    const build = await this.#attestedBuild();
    const facts = joinedFacts(pairs.map(({ image, plan }) => planFacts(build, plan, image)));
    // The steps and layers of one platform are not those of another.
    const form = pairs.length > 1 ? { ...signed, mode: 'min' as const } : signed;
    const made = [{ subject: target, statement: statementOf(provenance(facts, form), target.digest, names) }];
    if (!sbom) return made;
    for (const { image, plan } of pairs) {
      const subject = pairs.length > 1 ? image.descriptor : target;
      const predicate = { type: SPDX, content: await this.#packagesOf(image, plan) };
      made.push({ subject, statement: statementOf(predicate, subject.digest, names) });
    }
    return made;
  }

  /**
   * How the images were made, for whoever started the build: as BuildKit has it in its history, whether or not it is said of the images.
   *
   * @param images in the order of the plans
   */
  async told(images: readonly FinishedImage[]): Promise<Readonly<Record<string, object>>> {
    const { options, plans } = this.#parts;
    const mode = options.toldProvenance;
    if (mode === undefined) return {};
    const build = await this.#attestedBuild();
    const { provenance: asked } = options.attestations;
    const form = { ...(asked ?? UNASKED), version: 'v0.2' as const };
    const isIndex = isMultiPlatform(options);
    const named = images.flatMap((image, index) =>
      plans.slice(index, index + 1).map((plan) => {
        const { content } = provenance(planFacts(build, plan, image), form);
        const platform = isIndex ? formatPlatform(plan.platform) : '';
        return [platform, mode === 'max' ? content : withoutDetail(content)] as const;
      }),
    );
    return Object.fromEntries(named);
  }

  async #attest(
    image: FinishedImage,
    plan: BuildPlan,
    wanted: Attestations,
    output: OutputSpec,
  ): Promise<FinishedAttestation> {
    const { digest } = image.descriptor;
    const references = namesOf(output, this.#parts.options.tags);
    const asImage = output.attestedAsImage === true && placeOf(wanted, output) === 'index';
    const form = asImage ? 'image' : 'artifact';
    const key = JSON.stringify([digest, formatPlatform(plan.platform), wanted, references, form]);
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const names = references.map((reference) => imagePurl(reference, plan.platform));
    const predicates = await this.#predicates(image, plan, wanted);
    const made = attestationManifest(
      image.descriptor,
      predicates.map((predicate) => statementOf(predicate, digest, names)),
      form,
    );
    this.#made.set(key, made);
    return made;
  }

  /** In BuildKit's order. */
  async #predicates(image: FinishedImage, plan: BuildPlan, wanted: Attestations): Promise<readonly Predicate[]> {
    const said = image.said ?? [];
    const listed = said.filter(({ type }) => type === SPDX);
    const own = async (): Promise<readonly Predicate[]> => [
      { type: SPDX, content: await this.#packagesOf(image, plan) },
    ];
    const packages = !wanted.sbom ? [] : listed.length > 0 ? listed : await own();
    if (wanted.provenance === undefined) return packages;
    const made = said.filter(({ type }) => type.startsWith(PROVENANCE));
    if (made.length > 0) return [...packages, ...made];
    const facts = planFacts(await this.#attestedBuild(), plan, image);
    const { invocations } = this.#parts;
    const form = wanted.provenance;
    return [...packages, provenance(await invocations.withFirst(facts, form, image.descriptor.digest), form)];
  }

  /** Read once for each image, though it may be told in several ways. */
  #packagesOf(image: FinishedImage, plan: BuildPlan): Promise<object> {
    const { digest } = image.descriptor;
    const known = this.#packages.get(digest) ?? this.#listPackages(image, plan);
    this.#packages.set(digest, known);
    // A build that lost layers goes over it again.
    known.catch(() => this.#packages.delete(digest));
    return known;
  }

  async #listPackages(image: FinishedImage, { platform, sourceDateEpoch }: BuildPlan): Promise<object> {
    const { options, layers, sink, signal } = this.#parts;
    const created =
      sourceDateEpoch === undefined
        ? parseImageConfig(image.config).created
        : new Date(sourceDateEpoch * 1000).toISOString();
    const listed = { reference: options.tags[0], digest: image.descriptor.digest, platform, layers: image.layers };
    const { document, omissions } = await sbomOf(listed, layers, new Date(created ?? 0), signal);
    for (const omission of omissions) sink({ type: 'warning', message: `sbom: ${omission}` });
    return document;
  }

  /** What is the same for all platforms and outputs. The build counts as finished when this is first asked for. */
  #attestedBuild(): Promise<AttestedBuild> {
    return (this.#build ??= this.#gather());
  }

  async #gather(): Promise<AttestedBuild> {
    const { options, host, plans, opened, sources, readMask, started, signal } = this.#parts;
    const finished = new Date();
    return {
      options,
      plans,
      dockerfile: opened.dockerfile,
      sources,
      mask: await readMask(),
      vcs: options.attestations.notesCheckout ? await checkoutFacts(options, host, signal) : {},
      invocationId: randomUUID(),
      started: new Date(started),
      finished,
    };
  }
}

/** BuildKit's history has all where nobody says how much. */
const UNASKED = { mode: 'max', reproducible: false, builderId: '' } as const;

/** As buildx leaves it out (docker/buildx `build/provenance.go`). */
function withoutDetail(content: object): object {
  return Object.fromEntries(Object.entries(content).filter(([name]) => name !== 'buildConfig' && name !== 'metadata'));
}

/** Of a build for several platforms: it was made from all that any of them was made from. */
function joinedFacts([first, ...others]: readonly BuildFacts[]): BuildFacts {
  if (first === undefined) throw new EngineBug('nothing was built');
  const materials = [first, ...others].flatMap((facts) => facts.materials);
  return {
    ...first,
    argsLeftOut: [first, ...others].some((facts) => facts.argsLeftOut),
    networkAccess: [first, ...others].some((facts) => facts.networkAccess),
    materials: [...new Map(materials.map((material) => [JSON.stringify(material), material])).values()],
  };
}

/** Only a registry has referrers. */
function placeOf({ place }: Attestations, { type }: OutputSpec): AttestationPlace {
  return type === 'registry' ? place : 'index';
}

function placed(
  attestation: FinishedAttestation,
  place: AttestationPlace,
): Pick<FinishedImage, 'attestation' | 'referrer'> {
  return {
    ...(place !== 'referrer' && { attestation }),
    ...(place !== 'index' && { referrer: attestation }),
  };
}
