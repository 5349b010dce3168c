import type { ProvenanceForm } from '../../attestation/provenance.js';
import { goBoolean } from '../../text/go-boolean.js';
import { UserError } from '../../errors.js';
import type { ATTESTATION_OPTIONS, AttestationPlace } from './attestation-options.js';
import type { Environment } from './process/environment.js';
import type { Face, SharedValues } from './read-options.js';
import { provenanceRequest, sbomWarnings, type AttestSpec, type ProvenanceRequest } from './values/attest-spec.js';
import type { OutputSpec } from './values/output-spec.js';

/** What is to be said about an image. */
export interface Attestations {
  readonly provenance?: ProvenanceRequest;
  readonly sbom: boolean;
  /** The image that a builder is to list the packages with. */
  readonly generator?: string;
  readonly place: AttestationPlace;
  /** Nobody asked for the provenance: it is there as buildx and docker/build-push-action add it. */
  readonly byDefault: boolean;
  /** The provenance names the commit of the checkout that the context is in. */
  readonly notesCheckout: boolean;
  /** How the provenance is written that is signed; absent if nothing is signed. */
  readonly signed?: ProvenanceForm;
}

/** Where nothing is said about provenance. */
export interface ProvenanceDefault {
  /** Of provenance that is asked for without a builder. */
  readonly builderId: string;
  /** `undefined`: none is made. */
  readonly provenance: Pick<ProvenanceRequest, 'mode' | 'inlineOnly'> | undefined;
  readonly notesCheckout: boolean;
}

const OFF = 'BUILDX_NO_DEFAULT_ATTESTATIONS';
/** docker/buildx `build/opt.go`. */
const OF_BUILDX = { mode: 'min', inlineOnly: true } as const;

/** @throws UserError when the variable is neither true nor false */
export function wantsDefaultAttestations(env: Environment): boolean {
  const text = env[OFF] ?? '';
  const off = text === '' ? false : goBoolean(text);
  if (off === undefined) throw new UserError(`${OFF}=${JSON.stringify(text)} is neither true nor false`);
  return !off;
}

/** As in buildx. @throws UserError as `wantsDefaultAttestations` */
export function buildxProvenance(env: Environment): ProvenanceDefault {
  const provenance = wantsDefaultAttestations(env) ? OF_BUILDX : undefined;
  return { builderId: '', provenance, notesCheckout: notesCheckout(env) };
}

/** `BUILDX_GIT_INFO=false` turns it off. */
export function notesCheckout(env: Environment): boolean {
  return goBoolean(env['BUILDX_GIT_INFO'] ?? '') !== false;
}

interface Asked {
  readonly values: SharedValues<typeof ATTESTATION_OPTIONS>;
  readonly face: Face;
  readonly outputs: readonly OutputSpec[];
  readonly otherwise: ProvenanceDefault;
  /** A builder runs the image of a generator. */
  readonly onBuilder: boolean;
}

/**
 * Decides what is said. Of several settings for one type, one counts: as a flag `--attest` goes before `--provenance` and `--sbom`, as an
 * input it is the other way round.
 *
 * @throws UserError for a setting that is unknown, or does not fit
 */
export function attestationsOf({ values, face, outputs, otherwise, onBuilder }: Asked): {
  readonly attestations: Attestations;
  readonly warnings: readonly string[];
} {
  const { provenance, sbom, attests, attestAs: place, sign } = values;
  const single = [provenance, sbom].filter((spec) => spec !== undefined);
  const specs = face === 'flag' ? [...attests, ...single] : [...single, ...attests];
  const of = (type: AttestSpec['type']): AttestSpec | undefined => specs.find((spec) => spec.type === type);
  const ofProvenance = of('provenance');
  const ofSbom = of('sbom');
  const packages = ofSbom !== undefined && !ofSbom.disabled;
  const generator = onBuilder && packages ? ofSbom.attributes.get('generator') : undefined;
  const asked = [ofProvenance, ofSbom].flatMap((spec) => (spec === undefined || spec.disabled ? [] : [spec]));
  const hasDocker = outputs.some(({ type }) => type === 'docker');
  const parsed =
    ofProvenance === undefined || ofProvenance.disabled
      ? undefined
      : provenanceRequest(ofProvenance, otherwise.builderId);
  const made = ofProvenance === undefined ? byDefault(otherwise, hasDocker) : parsed?.request;
  return {
    attestations: {
      ...(made !== undefined && { provenance: made }),
      sbom: packages,
      ...(generator !== undefined && { generator }),
      place,
      byDefault: ofProvenance === undefined,
      notesCheckout: otherwise.notesCheckout,
      ...(sign && { signed: signedForm(made, otherwise) }),
    },
    warnings: [
      ...(parsed?.warnings ?? []),
      ...(packages && generator === undefined ? sbomWarnings(ofSbom) : []),
      ...asked.flatMap(({ where }) => withoutRoom(outputs).map((why) => `${where}: ${why}`)),
    ],
  };
}

/** The verifiers look for SLSA v1. Without provenance there would be nothing to sign: then it has as little as it can. */
function signedForm(made: ProvenanceRequest | undefined, { builderId }: ProvenanceDefault): ProvenanceForm {
  const { mode, reproducible } = made ?? { mode: 'min', reproducible: false };
  return { mode, reproducible, version: 'v1', builderId: made?.builderId ?? builderId };
}

/** Why outputs have no room for what was asked for. */
function withoutRoom(outputs: readonly OutputSpec[]): readonly string[] {
  const types = new Set(outputs.map(({ type }) => type).filter((type) => NO_ROOM.has(type) && type !== 'cacheonly'));
  const docker = outputs.some(({ dockerTypes }) => dockerTypes === true);
  return [
    ...[...types].map((type) => `an output of type=${type} has no room for it`),
    ...(docker ? ['an output with oci-mediatypes=false has no room for it'] : []),
  ];
}

/** docker/build-push-action leaves the default to buildx as soon as one output is for Docker. */
function byDefault({ provenance, builderId }: ProvenanceDefault, hasDocker: boolean): ProvenanceRequest | undefined {
  if (provenance === undefined) return undefined;
  const { mode, inlineOnly } = hasDocker ? OF_BUILDX : provenance;
  return {
    mode,
    inlineOnly,
    version: 'v1',
    reproducible: false,
    completeMaterials: false,
    builderId: hasDocker ? '' : builderId,
  };
}

/** An archive for Docker holds an image alone; the other holds nothing. */
const NO_ROOM: ReadonlySet<string> = new Set(['docker', 'cacheonly']);
/** Outputs that get what is not for pushed images only. */
const NOT_PUSHED: ReadonlySet<string> = new Set(['oci', 'local', 'tar']);

/**
 * What of it goes to an output. An archive for Docker has no room for it. An image that only the local store keeps gets what was asked
 * for; an archive, and the files of an image, get what is not for pushed images only.
 */
export function attestationsFor(attestations: Attestations, { type, dockerTypes }: OutputSpec): Attestations {
  const { provenance, byDefault: isDefault, ...others } = attestations;
  const none = { ...others, sbom: false, byDefault: isDefault };
  if (dockerTypes === true || NO_ROOM.has(type)) return none;
  const fits = type === 'registry' || (NOT_PUSHED.has(type) ? provenance?.inlineOnly !== true : !isDefault);
  return { ...none, sbom: others.sbom, ...(fits && provenance !== undefined && { provenance }) };
}
