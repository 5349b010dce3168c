import { describe, expect, it } from 'vitest';

import { jobProvenance } from '../../../../src/action/job/job-provenance.js';
import { ATTESTATION_OPTIONS } from '../../../../src/app/options/attestation-options.js';
import {
  attestationsFor,
  attestationsOf,
  buildxProvenance,
  type Attestations,
} from '../../../../src/app/options/attestations.js';
import { readGroup, type Face } from '../../../../src/app/options/read-options.js';
import type { OutputDestination } from '../../../../src/app/options/values/output-spec.js';
import { UserError } from '../../../../src/errors.js';
import { job } from '../../action/job.js';

const REGISTRY: OutputDestination = { type: 'registry' };
const OCI: OutputDestination = { type: 'oci', dest: '/x', tar: true };
const DOCKER: OutputDestination = { type: 'docker', dest: '/x' };
const STORE: OutputDestination = { type: 'store' };
const LOCAL: OutputDestination = { type: 'local', dest: '/x' };
const TAR: OutputDestination = { type: 'tar', dest: '/x' };
const BUILDER = 'https://github.com/o/r/actions/runs/7/attempts/2';

type Given = Partial<Record<'provenance' | 'sbom' | 'attests', string | readonly string[]>>;

interface Setting {
  readonly face?: Face;
  readonly event?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly outputs?: readonly OutputDestination[];
}

function decide(given: Given, { face = 'input', event = '', env = {}, outputs = [REGISTRY] }: Setting = {}) {
  const environment = {
    GITHUB_EVENT_PATH: '/event',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_RUN_ID: '7',
    GITHUB_RUN_ATTEMPT: '2',
    ...env,
  };
  const process = { ...job({}, environment), files: { ...job().files, readText: () => event } };
  const source = {
    face,
    nameOf: (option: unknown) => (option === ATTESTATION_OPTIONS.attests ? 'attests' : 'provenance or sbom'),
    textsOf: (option: unknown) =>
      Object.entries(given).flatMap(([name, texts]) =>
        ATTESTATION_OPTIONS[name as keyof Given] === option ? texts : [],
      ),
  };
  return attestationsOf({
    values: readGroup(ATTESTATION_OPTIONS, source, process),
    face,
    outputs,
    otherwise: face === 'flag' ? buildxProvenance(process.env) : jobProvenance(process.env, process.files),
    onBuilder: false,
  });
}

const PRIVATE = '{"repository":{"private":true}}';
const PUBLIC = '{"repository":{"private":false}}';

/** What an output gets, in short: `max`, `min inline`, `sbom` … */
function shortly(attestations: Attestations, output: OutputDestination): string {
  const { provenance, sbom } = attestationsFor(attestations, output);
  const { mode, inlineOnly, builderId } = provenance ?? {};
  const parts = [mode, inlineOnly === true ? 'inline' : '', builderId === BUILDER ? 'run' : '', sbom ? 'sbom' : ''];
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
}

const ALONE: readonly (readonly [given: Given, setting: Setting, output: OutputDestination, expected: string])[] = [
  // The Action's defaults.
  [{}, { event: PUBLIC }, REGISTRY, 'max run'],
  [{}, { event: PUBLIC }, OCI, 'max run'],
  [{}, { event: PUBLIC }, STORE, ''],
  [{}, { event: PUBLIC }, LOCAL, 'max run'],
  [{}, { event: PRIVATE }, LOCAL, ''],
  [{ sbom: 'true' }, { event: PRIVATE }, TAR, 'sbom'],
  [{}, { event: PRIVATE }, REGISTRY, 'min inline run'],
  [{}, { event: PRIVATE }, OCI, ''],
  [{}, { event: 'not json' }, REGISTRY, 'max run'],
  [{}, { event: '{"repository":{"private":"yes"}}' }, REGISTRY, 'max run'],
  [{}, { event: PUBLIC, outputs: [REGISTRY, DOCKER] }, REGISTRY, 'min inline'],
  [{}, { event: PUBLIC, outputs: [DOCKER] }, DOCKER, ''],
  [{}, { event: PUBLIC, env: { BUILDX_NO_DEFAULT_ATTESTATIONS: '1' } }, REGISTRY, ''],
  [{}, { event: PUBLIC, env: { BUILDX_NO_DEFAULT_ATTESTATIONS: 'false' } }, REGISTRY, 'max run'],
  // Its inputs.
  [{ provenance: 'true' }, { event: PRIVATE }, REGISTRY, 'max run'],
  [{ provenance: 'true' }, { event: PRIVATE }, STORE, 'max run'],
  [{ provenance: 'false' }, { event: PUBLIC }, REGISTRY, ''],
  [{ provenance: 'mode=min' }, { event: PUBLIC }, OCI, 'min run'],
  [{ provenance: 'mode=full,builder-id=me' }, {}, REGISTRY, 'max'],
  [{ provenance: 'mode=max,inline-only=true' }, {}, OCI, ''],
  [{ provenance: 'mode=max' }, {}, DOCKER, ''],
  [{ sbom: 'true', provenance: 'false' }, {}, REGISTRY, 'sbom'],
  [{ sbom: 'false' }, {}, REGISTRY, 'max run'],
  [{ attests: ['type=sbom', 'type=provenance,mode=min'] }, {}, REGISTRY, 'min run sbom'],
  [{ attests: ['type=provenance,disabled=true'] }, { event: PUBLIC }, REGISTRY, ''],
  [{ attests: ['type=provenance,mode=min'], provenance: 'mode=max' }, {}, REGISTRY, 'max run'],
  [{ attests: ['type=sbom'], sbom: 'false' }, {}, REGISTRY, 'max run'],
  // The command line's.
  [{}, { face: 'flag' }, REGISTRY, 'min inline'],
  [{}, { face: 'flag' }, OCI, ''],
  [{}, { face: 'flag' }, STORE, ''],
  [{}, { face: 'flag', env: { BUILDX_NO_DEFAULT_ATTESTATIONS: 'true' } }, REGISTRY, ''],
  [{ provenance: 'true' }, { face: 'flag' }, OCI, 'max'],
  [{ attests: ['type=provenance,mode=min'], provenance: 'mode=max' }, { face: 'flag' }, REGISTRY, 'min'],
  [{ attests: ['type=provenance,mode=min', 'type=provenance,mode=max'] }, { face: 'flag' }, REGISTRY, 'min'],
  [{ sbom: 'generator=image' }, { face: 'flag' }, STORE, 'sbom'],
];

const REFUSED: readonly (readonly [given: Given, message: RegExp])[] = [
  [{ provenance: 'mode=maximum' }, /mode "maximum" is not known/],
  [{ provenance: 'moed=max' }, /"moed" is not known/],
  [{ provenance: 'version=2' }, /version "2" is not known/],
  [{ provenance: 'reproducible=maybe' }, /reproducible="maybe" is neither/],
  [{ provenance: 'yes' }, /"yes" in "yes" is not key=value/],
  [{ attests: ['mode=max'] }, /attests: "mode=max" has no type/],
  [{ attests: ['type=vex'] }, /an unknown type/],
  [{ attests: ['type=sbom,disabled=maybe'] }, /is not key=value/],
];

describe('what is attested', () => {
  it.each(ALONE)('%o in %o gives %o: %s', (given, setting, output, expected) => {
    expect(shortly(decide(given, setting).attestations, output)).toBe(expected);
  });

  it.each(REFUSED)('refuses %o', (given, message) => {
    expect(() => decide(given)).toThrow(UserError);
    expect(() => decide(given)).toThrow(message);
  });

  it('refuses a variable that is neither true nor false', () => {
    expect(() => decide({}, { env: { BUILDX_NO_DEFAULT_ATTESTATIONS: 'maybe' } })).toThrow(/neither true nor false/);
  });

  it('warns of what has no meaning here', () => {
    expect(decide({ sbom: 'generator=image:1' }).warnings).toEqual([expect.stringContaining('no generator image')]);
    expect(decide({ provenance: 'mode=min,capture-usage=true' }).warnings).toEqual([expect.stringContaining('usage')]);
    expect(decide({ provenance: 'true' }, { outputs: [REGISTRY, DOCKER] }).warnings).toEqual([
      'provenance or sbom: an output of type=docker has no room for it',
    ]);
    expect(decide({}, { outputs: [REGISTRY, DOCKER] }).warnings).toEqual([]);
  });
});
