import { VERSION } from '../version.js';
import type { BuildDetail, BuildFacts } from './build-facts.js';
import type { Predicate } from './statement.js';

/** How provenance is written, as the options ask for it. */
export interface ProvenanceForm {
  /** `min` leaves out build arguments, labels, the steps and the Dockerfile. */
  readonly mode: 'min' | 'max';
  readonly version: 'v1' | 'v0.2';
  /** The build is meant to give the same bytes again. Then nothing is said that differs from build to build. */
  readonly reproducible: boolean;
  /** A URI; `''` when nobody says who builds. */
  readonly builderId: string;
}

/** moby/buildkit `docs/attestations/slsa-definitions.md` says what the fields mean under these types. */
const BUILD_TYPE_V1 = 'https://github.com/moby/buildkit/blob/master/docs/attestations/slsa-definitions.md';
const BUILD_TYPE_V02 = 'https://mobyproject.org/buildkit@v1';
const PROGRAM = 'layer-build';

/** How an image was made: a predicate of SLSA (https://slsa.dev/provenance) in BuildKit's form. */
export function provenance(facts: BuildFacts, form: ProvenanceForm): Predicate {
  return form.version === 'v1'
    ? { type: 'https://slsa.dev/provenance/v1', content: predicateV1(facts, form) }
    : { type: 'https://slsa.dev/provenance/v0.2', content: predicateV02(facts, form) };
}

function predicateV1(facts: BuildFacts, form: ProvenanceForm): object {
  const { invocationId, started, finished } = facts;
  const { reproducible, builderId } = form;
  return {
    buildDefinition: {
      buildType: BUILD_TYPE_V1,
      externalParameters: { configSource: facts.configSource, request: requestOf(facts, form) },
      internalParameters: { ...buildConfigOf(facts, form), builderPlatform: facts.builderPlatform },
      ...(facts.materials.length > 0 && { resolvedDependencies: facts.materials }),
    },
    runDetails: {
      builder: { id: builderId, version: { [PROGRAM]: VERSION } },
      metadata: {
        ...(!reproducible && { invocationId, startedOn: timeOf(started), finishedOn: timeOf(finished) }),
        buildkit_metadata: metadataOf(facts, form),
        ...(isHermetic(facts) && { buildkit_hermetic: true }),
        buildkit_completeness: {
          request: isRequestComplete(facts, form),
          resolvedDependencies: areMaterialsComplete(facts),
        },
        ...(reproducible && { buildkit_reproducible: true }),
      },
    },
  };
}

function predicateV02(facts: BuildFacts, form: ProvenanceForm): object {
  const { uri, digest, path } = facts.configSource;
  const { invocationId, started, finished } = facts;
  const { reproducible, builderId } = form;
  return {
    builder: { id: builderId },
    buildType: BUILD_TYPE_V02,
    ...(facts.materials.length > 0 && { materials: facts.materials }),
    invocation: {
      configSource: { ...(uri !== undefined && { uri }), ...(digest !== undefined && { digest }), entryPoint: path },
      parameters: requestOf(facts, form),
      environment: { platform: facts.builderPlatform, [PROGRAM]: VERSION },
    },
    ...buildConfigOf(facts, form),
    metadata: {
      ...(!reproducible && {
        buildInvocationID: invocationId,
        buildStartedOn: timeOf(started),
        buildFinishedOn: timeOf(finished),
      }),
      completeness: {
        parameters: isRequestComplete(facts, form),
        environment: true,
        materials: areMaterialsComplete(facts),
      },
      reproducible,
      'https://mobyproject.org/buildkit@v1#metadata': metadataOf(facts, form),
      ...(isHermetic(facts) && { 'https://mobyproject.org/buildkit@v1#hermetic': true }),
    },
  };
}

function requestOf({ args, secrets, ssh, locals }: BuildFacts, { mode }: ProvenanceForm): object {
  const entries = Object.entries(args).filter(([name]) => mode === 'max' || !isDetail(name));
  const access = mode === 'max' ? { secrets: secrets.map(accessOf), ssh: ssh.map(accessOf) } : {};
  return {
    frontend: 'dockerfile.v0',
    ...(entries.length > 0 && { args: Object.fromEntries(entries) }),
    ...Object.fromEntries(Object.entries(access).filter(([, list]) => list.length > 0)),
    ...(locals.length > 0 && { locals: locals.map((name) => ({ name })) }),
  };
}

function isDetail(name: string): boolean {
  return name.startsWith('build-arg:') || name.startsWith('label:');
}

function accessOf({ id, optional }: BuildFacts['secrets'][number]): object {
  return { id, ...(optional && { optional }) };
}

function isRequestComplete({ args, argsLeftOut }: BuildFacts, { mode }: ProvenanceForm): boolean {
  return !argsLeftOut && (mode === 'max' || !Object.keys(args).some(isDetail));
}

/** What a folder of this machine holds is not recorded anywhere. */
function areMaterialsComplete({ locals }: BuildFacts): boolean {
  return locals.length === 0;
}

function isHermetic(facts: BuildFacts): boolean {
  return areMaterialsComplete(facts) && !facts.networkAccess;
}

function buildConfigOf({ detail }: BuildFacts, { mode }: ProvenanceForm): object {
  return mode === 'max' ? { buildConfig: { llbDefinition: detail.steps } } : {};
}

function metadataOf({ vcs, detail }: BuildFacts, { mode }: ProvenanceForm): object {
  return {
    ...(Object.keys(vcs).length > 0 && { vcs }),
    ...(mode === 'max' && { source: sourceOf(detail), ...layersOf(detail) }),
  };
}

function sourceOf({ dockerfile: { filename, text }, locations }: BuildDetail): object {
  return {
    locations: Object.fromEntries(
      Object.entries(locations).map(([step, ranges]) => [
        step,
        ranges.length === 0 ? {} : { locations: ranges.map((range) => ({ ranges: linesOf(range) })) },
      ]),
    ),
    infos: [{ filename, language: 'Dockerfile', data: text.toString('base64') }],
  };
}

/** A range for each line. */
function linesOf({ start, end }: BuildDetail['locations'][string][number]): readonly object[] {
  const lines = Array.from({ length: end - start + 1 }, (_, index) => start + index);
  return lines.map((line) => ({ start: { line }, end: { line } }));
}

function layersOf({ layers }: BuildDetail): object {
  const chains = Object.entries(layers).map(([output, chain]) => [output, [chain]] as const);
  return chains.length === 0 ? {} : { layers: Object.fromEntries(chains) };
}

/** RFC 3339. */
function timeOf(date: Date): string {
  return date.toISOString();
}
