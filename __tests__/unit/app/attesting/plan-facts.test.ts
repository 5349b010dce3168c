import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { planFacts, type AttestedBuild } from '../../../../src/app/attesting/plan-facts.js';
import type { BuildOptions } from '../../../../src/app/options/build-options.js';
import { EMULATOR_IMAGE } from '../../../../src/app/options/values/emulator-image.js';
import { finishImage } from '../../../../src/app/outputs/encoded-image.js';
import type { BuildFacts } from '../../../../src/attestation/build-facts.js';
import type { BuildPlan } from '../../../../src/engine/plan/build-plan.js';
import { SecretMask } from '../../../../src/engine/secret-mask.js';
import { sha256 } from '../../../../src/oci/digest.js';
import { parseReference } from '../../../../src/oci/reference.js';
import type { MemoryBases } from '../../../support/memory-engine.js';
import { MemoryBuild, planOf } from '../../../support/memory-build.js';
import { DEFAULT_CACHE } from '../options/samples.js';

const SECRET = 'open-sesame-1';
const COMMIT = 'a'.repeat(40);
const OPTIONS: BuildOptions = {
  context: { kind: 'directory', path: '/project' },
  tags: [],
  buildArgs: {},
  labels: {},
  annotations: [],
  platforms: [],
  noCache: false,
  noCacheFilters: [],
  test: [],
  pull: false,
  emulation: 'auto',
  emulatorImage: parseReference(EMULATOR_IMAGE),
  outputs: [],
  attestations: { sbom: false, place: 'index', byDefault: true, notesCheckout: true },
  run: { network: 'host', extraHosts: [], ulimits: [] },
  entitlements: [],
  buildContexts: {},
  secrets: [],
  ssh: {},
  cache: DEFAULT_CACHE,
  cacheFrom: [],
  cacheTo: [],
};

describe('the facts of a plan', () => {
  let machine: MemoryBuild;

  beforeAll(async () => {
    machine = await MemoryBuild.create('plan-facts');
    machine.addBase('other', {}, { tool: 'x' });
    machine.files = { a: 'a', 'b/c': 'c' };
  });

  afterAll(async () => {
    await machine.remove();
  });

  function buildOf(plan: BuildPlan, changes: Partial<AttestedBuild> = {}): AttestedBuild {
    return {
      options: OPTIONS,
      plans: [plan],
      dockerfile: { text: Buffer.from(plan.dockerfile.lines.join('\n')), name: 'docker/Dockerfile' },
      sources: { downloads: new Map(), repositories: [] },
      mask: SecretMask.of([Buffer.from(SECRET)]),
      vcs: {},
      invocationId: 'id',
      started: new Date(0),
      finished: new Date(1),
      ...changes,
    };
  }

  async function factsOf(text: string, changes: Partial<AttestedBuild> = {}, buildArgs = {}): Promise<BuildFacts> {
    const { plan, result } = await machine.build(text, { buildArgs });
    if (result.kind !== 'built') throw result.error;
    return planFacts(buildOf(plan, changes), plan, finishImage(result.draft, {}));
  }

  it('have the steps as a graph, with the lines and the layers of each', async () => {
    const { detail, materials, networkAccess, locals } = await factsOf(
      [
        'FROM base AS tools',
        'RUN --network=none make',
        'FROM base',
        'LABEL a=b',
        'COPY --from=tools /ran /sh',
        'COPY a b /',
        'WORKDIR /w',
        'RUN --network=none --mount=from=other,source=/tool,target=/t use',
      ].join('\n'),
    );
    expect(detail.steps.map(({ id, op, inputs }) => [id, Object.keys(op.Op)[0], inputs])).toEqual([
      ['step0', 'source', undefined],
      ['step1', 'exec', ['step0:0']],
      ['step2', 'file', ['step0:0', 'step1:0']],
      ['step3', 'source', undefined],
      ['step4', 'file', ['step2:0', 'step3:0']],
      ['step5', 'file', ['step4:0']],
      ['step6', 'source', undefined],
      ['step7', 'exec', ['step5:0', 'step6:0']],
      ['step8', undefined, ['step7:0']],
    ]);
    expect(detail.steps[1]?.op).toEqual({
      Op: {
        exec: {
          meta: { args: ['/bin/sh', '-c', 'make'], cwd: '/', removeMountStubsRecursive: true },
          mounts: [{ dest: '/' }],
          network: 2,
        },
      },
      constraints: {},
      platform: { Architecture: 'amd64', OS: 'linux' },
    });
    expect(detail.steps[7]?.op.Op).toMatchObject({
      exec: { mounts: [{ dest: '/' }, { input: 1, dest: '/t', selector: '/tool', readonly: true, output: -1 }] },
    });
    // As in LLB, the second copy is made on the first.
    expect(detail.steps[4]?.op.Op).toMatchObject({
      file: {
        actions: [
          { input: 0, secondaryInput: 1, output: -1, Action: { copy: { src: '/a', dest: '/', mode: -1 } } },
          { input: 2, secondaryInput: 1, output: 0, Action: { copy: { src: '/b', dest: '/', mode: -1 } } },
        ],
      },
    });
    expect(detail.locations).toMatchObject({
      step0: [
        { start: 3, end: 3 },
        { start: 1, end: 1 },
      ],
      step1: [{ start: 2, end: 2 }],
      step3: [],
      step7: [{ start: 8, end: 8 }],
    });
    const layers = Object.entries(detail.layers).map(([output, chain]) => [output, chain.length]);
    expect(layers).toEqual([
      ['step0:0', 1],
      ['step2:0', 2],
      ['step4:0', 3],
      ['step5:0', 4],
      ['step7:0', 5],
    ]);
    expect(materials.map(({ uri }) => uri)).toEqual([
      'pkg:docker/base@latest?platform=linux%2Famd64',
      'pkg:docker/other@latest?platform=linux%2Famd64',
    ]);
    expect(networkAccess).toBe(false);
    expect(locals).toEqual(['context', 'dockerfile']);
  });

  it('name secrets by id, and no value of them or of build arguments', async () => {
    const text = [
      `# https://user:${SECRET}@example.com ${SECRET}`,
      'FROM base',
      'ARG FOLDER',
      'ARG VERSION',
      'RUN --mount=type=secret,id=pass --mount=type=secret,id=must,required=true --mount=type=ssh make',
      `RUN echo ${SECRET}`,
      'COPY a /$FOLDER/$VERSION/',
    ].join('\n');
    const plan = await planOf(text, bases(), { buildArgs: { FOLDER: 'hidden-value', VERSION: '1.2' } });
    const image = { layers: [] } as unknown as ReturnType<typeof finishImage>;
    const facts = planFacts(buildOf(plan, { vcs: { source: `https://user:${SECRET}@example.com/r` } }), plan, image);
    expect(facts.secrets).toEqual([
      { id: 'must', optional: false },
      { id: 'pass', optional: true },
    ]);
    expect(facts.ssh).toEqual([{ id: 'default', optional: true }]);
    expect(facts.args).toEqual({ 'build-arg:VERSION': '1.2' });
    expect(facts.argsLeftOut).toBe(true);
    expect(facts.networkAccess).toBe(true);
    expect(facts.vcs).toEqual({ source: 'https://xxxxx:xxxxx@example.com/r' });
    const all = JSON.stringify(facts) + facts.detail.dockerfile.text.toString();
    expect(all).not.toContain(SECRET);
    expect(all).not.toContain('hidden-value');
    expect(all).toContain('/***/1.2/');
  });

  it('name what came from servers, for the platform that used it', async () => {
    const add = (name: string): string => `FROM base\nADD https://u:p@example.com/${name} /\n`;
    const plan = await planOf(add('amd64.tar'), bases());
    const other = await planOf(add('arm64.tar'), bases());
    const image = { layers: [] } as unknown as ReturnType<typeof finishImage>;
    const digest = sha256(Buffer.from('x'));
    const sources = {
      downloads: new Map(['amd64.tar', 'arm64.tar'].map((name) => [`https://u:p@example.com/${name}`, digest])),
      repositories: [{ remote: 'https://t@example.com/r.git', ref: 'main', commit: COMMIT }],
    };
    const address = {
      remote: 'https://t@example.com/r.git',
      ref: 'main',
      subdir: 'app',
      submodules: true,
      mtime: 'checkout',
      fetchByCommit: false,
    } as const;
    const options = { ...OPTIONS, context: { kind: 'git', address } } as const;
    const facts = planFacts(buildOf(plan, { plans: [plan, other], sources, options }), plan, image);
    expect(facts.materials).toEqual([
      expect.objectContaining({ uri: 'pkg:docker/base@latest?platform=linux%2Famd64' }),
      { uri: 'https://xxxxx@example.com/r.git#main', digest: { sha1: COMMIT } },
      { uri: 'https://xxxxx:xxxxx@example.com/amd64.tar', digest: { sha256: digest.slice(7) } },
    ]);
    expect(facts.configSource).toEqual({
      uri: 'https://xxxxx@example.com/r.git#main:app',
      digest: { sha1: COMMIT },
      path: 'docker/Dockerfile',
    });
    expect(facts.locals).toEqual([]);
  });

  function bases(): MemoryBases {
    return machine.bases;
  }
});
