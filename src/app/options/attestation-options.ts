import { many, one, SWITCH, type Options } from './option.js';
import { parseAttestOf, parseAttests } from './values/attest-spec.js';
import { choice } from './values/plain-values.js';

/** What is said about the image, beside it. */
export const ATTESTATION_OPTIONS = {
  provenance: {
    flag: '--provenance',
    input: 'provenance',
    takes: one('SPEC', parseAttestOf('provenance')),
    help: 'how the image was made, in the form of SLSA: true, false, or settings separated by commas, of mode=min|max, version=v1|v0.2, reproducible=BOOL, inline-only=BOOL and builder-id=URI (docs/attestations.md)',
    otherwise: {
      flag: 'mode=min,inline-only=true where the image is pushed',
      input: 'mode=max for a public repository, mode=min,inline-only=true for a private one',
    },
    difference: 'Values of build arguments that could be secret are left out.',
    common: true,
  },
  sbom: {
    flag: '--sbom',
    input: 'sbom',
    takes: one('SPEC', parseAttestOf('sbom')),
    help: 'list of the packages in the image, as SPDX: true or false',
    otherwise: 'false',
    difference: 'No generator image is run.',
    common: true,
  },
  attests: {
    flag: '--attest',
    input: { name: 'attests', commas: false },
    takes: many('SPEC', parseAttests),
    help: 'the same as provenance and sbom in one list: type=provenance|sbom[,KEY=VALUE]',
  },
  attestAs: {
    flag: '--attest-as',
    input: 'attest-as',
    takes: one('PLACE', choice(['index', 'referrer', 'both']), 'index'),
    help: 'where provenance and sbom of a pushed image are: in the index beside the image, as its referrers in the registry, or both',
    docker: false,
  },
  sign: {
    flag: '--sign',
    input: 'sign',
    takes: SWITCH,
    help: 'sign the provenance and the sbom of a pushed image by Sigstore, as the job that builds it, without a key. The job needs "permissions: id-token: write" (docs/attestations.md)',
    docker: false,
    common: true,
  },
} as const satisfies Options;

export type AttestationPlace = ReturnType<(typeof ATTESTATION_OPTIONS)['attestAs']['takes']['read']>;
