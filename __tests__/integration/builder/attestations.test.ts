import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { BuilderPlace } from '../../support/builder-place.js';
import { DAEMONS, TODAYS } from '../../support/builder-daemons.js';
import { must } from '../../support/command.js';
import { programOnPath } from '../../support/program-on-path.js';
import { checkProvenance } from '../../support/provenance-schema.js';
import { SCANNER_FILES } from '../../support/stand-in-scanner.js';

const isRoot = process.getuid?.() === 0;
const BUILDX = programOnPath('docker-buildx');
const TOKEN = 'token-of-a-service-81f3';

const PROJECT = {
  Dockerfile: `FROM busybox AS base
ARG VERSION API_TOKEN
RUN echo "$VERSION" > /version
COPY <<END /config
token $API_TOKEN
END
FROM base
COPY file /
`,
  file: 'content',
};

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly annotations?: Readonly<Record<string, string>>;
}
interface Statement {
  readonly predicateType: string;
  readonly subject: readonly { readonly digest: { readonly sha256: string } }[];
  readonly predicate: Provenance;
}
interface Provenance {
  readonly buildDefinition: {
    readonly resolvedDependencies: unknown;
    readonly externalParameters: { readonly request: { readonly args: Readonly<Record<string, string>> } };
    readonly internalParameters: {
      readonly dockerfileVersion?: string;
      readonly buildConfig?: { readonly llbDefinition: readonly Step[] };
    };
  };
  readonly runDetails: { readonly builder: { readonly id: string }; readonly metadata: object };
}
interface Step {
  readonly op: { readonly Op: { readonly exec?: { readonly meta: { readonly args: readonly string[] } } } };
}

/** What an OCI layout says of its image, and the digest of that image's manifest. */
function readLayout(folder: string): { readonly image: string; readonly statements: readonly Statement[] } {
  const blob = ({ digest }: Descriptor): string =>
    readFileSync(join(folder, 'blobs', digest.replace(':', '/')), 'utf8');
  const root = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as { manifests: Descriptor[] };
  const index = JSON.parse(blob(root.manifests[0]!)) as { manifests: Descriptor[] };
  const about = index.manifests.filter(({ annotations }) => annotations?.['vnd.docker.reference.type'] !== undefined);
  const [image] = index.manifests;
  const statements = about.flatMap((manifest) =>
    (JSON.parse(blob(manifest)) as { layers: Descriptor[] }).layers.map(
      (layer) => JSON.parse(blob(layer)) as Statement,
    ),
  );
  return { image: image!.digest.replace('sha256:', ''), statements };
}

function commandsOf({ buildDefinition }: Provenance): readonly (readonly string[])[] {
  const steps = buildDefinition.internalParameters.buildConfig?.llbDefinition ?? [];
  return steps.flatMap(({ op }) => (op.Op.exec === undefined ? [] : [op.Op.exec.meta.args]));
}

describe.skipIf(!isRoot || TODAYS === undefined)('what a builder of today says of an image', () => {
  let place: BuilderPlace;
  let project: string;

  beforeAll(async () => {
    place = await BuilderPlace.open(TODAYS!);
    project = await place.project('attested', PROJECT);
  });
  afterAll(() => place.stop());

  async function built(name: string, ...flags: readonly string[]) {
    const layout = join(place.folder, `${name}.oci`);
    const done = await place.build(project, ['-o', `type=oci,tar=false,dest=${layout}`, ...flags]);
    expect(done.code, done.stderr).toBe(0);
    return readLayout(layout);
  }

  it.skipIf(BUILDX === undefined)('is beside the image, as buildx has it from the same builder', async () => {
    const flags = ['--provenance', 'mode=max,builder-id=https://ci.example/1', '--build-arg', 'VERSION=1'];
    const { image, statements } = await built('own', ...flags);
    const [{ predicateType, predicate, subject }] = statements as [Statement];
    expect(statements).toHaveLength(1);
    expect(predicateType).toBe('https://slsa.dev/provenance/v1');
    expect(checkProvenance(statements[0] as never)).toEqual([]);
    expect(subject.map(({ digest }) => digest.sha256)).toEqual([image]);
    const env = { ...place.env, BUILDX_CONFIG: join(place.folder, 'buildx'), BUILDX_BUILDER: 'own' };
    await must([BUILDX!, 'create', '--name', 'own', '--driver', 'remote', place.daemon.builder], { env });
    const theirs = join(place.folder, 'theirs');
    const output = `type=oci,tar=false,dest=${theirs}`;
    await must([BUILDX!, 'build', '--allow', 'network.host', '--network', 'host', '-o', output, ...flags, project], {
      env,
    });
    const [{ predicate: known }] = readLayout(theirs).statements as [Statement];
    const { resolvedDependencies, internalParameters } = predicate.buildDefinition;
    expect(resolvedDependencies).toEqual(known.buildDefinition.resolvedDependencies);
    expect(internalParameters.dockerfileVersion).toBe(known.buildDefinition.internalParameters.dockerfileVersion);
    expect(commandsOf(predicate)).toEqual(commandsOf(known));
    expect(commandsOf(known)).not.toEqual([]);
    expect(predicate.runDetails.builder).toEqual(known.runDetails.builder);
  });

  it('has no secret: neither an argument that could be one, nor what is made of it', async () => {
    const { statements } = await built('secret', '--provenance', 'mode=max', '--build-arg', `API_TOKEN=${TOKEN}`);
    const [{ predicate }] = statements as [Statement];
    expect(predicate.buildDefinition.internalParameters.dockerfileVersion).toBeDefined();
    const text = JSON.stringify(predicate);
    const texts = [...text.matchAll(/"([A-Za-z0-9+/]{16,}={0,2})"/g)].map(([, found = '']) =>
      Buffer.from(found, 'base64').toString(),
    );
    expect([text, ...texts].filter((each) => each.includes(TOKEN))).toEqual([]);
    expect(text).not.toContain('API_TOKEN=token');
    expect(predicate.buildDefinition.externalParameters.request.args).not.toHaveProperty(['build-arg:API_TOKEN']);
    expect(predicate.runDetails.metadata).toMatchObject({ buildkit_completeness: { request: false } });
  });

  it('has the packages that the image of a generator lists', async () => {
    const scanner = await place.project('scanner', SCANNER_FILES);
    const name = `${place.registry.host}/scanners/none:1`;
    const pushed = await place.build(scanner, ['-t', name, '--push', '--provenance=false']);
    expect(pushed.code, pushed.stderr).toBe(0);
    const { statements } = await built('listed', '--sbom', `generator=${name}`, '--provenance=false');
    expect(statements.map(({ predicateType }) => predicateType)).toEqual(['https://spdx.dev/Document']);
    expect(statements[0]?.predicate).toMatchObject({ name: 'none' });
    const { statements: own } = await built('listed-here', '--sbom=true', '--provenance=false');
    expect(own[0]?.predicate).not.toMatchObject({ name: 'none' });
  });
});

describe.skipIf(!isRoot).each(DAEMONS.filter(({ isNew }) => !isNew))('with $name', (kind) => {
  let place: BuilderPlace;

  beforeAll(async () => {
    place = await BuilderPlace.open(kind);
  });
  afterAll(() => place.stop());

  it('what an old builder does not say is said here', async () => {
    const project = await place.project('attested', { Dockerfile: 'FROM busybox\nCOPY file /\n', file: 'content' });
    const layout = join(place.folder, 'old.oci');
    const done = await place.build(project, ['-o', `type=oci,tar=false,dest=${layout}`, '--provenance', 'mode=max']);
    expect(done.code, done.stderr).toBe(0);
    const { image, statements } = readLayout(layout);
    expect(statements[0]?.subject.map(({ digest }) => digest.sha256)).toEqual([image]);
    expect(JSON.stringify(statements[0]?.predicate)).toContain('"layer-build"');
  });
});
