import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { startActionsCacheService } from '../support/actions-cache-service.js';
import { flatImage } from '../support/flat-tree.js';
import type { FlatImage } from '../support/flatten-image.js';
import { type GitServer, startGitServer } from '../support/git-server.js';
import { REPOSITORY } from '../support/made-once.js';
import { readLayout } from '../support/read-image.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { SigstoreServices } from '../support/sigstore-services.js';
import { standInLayout } from '../support/stand-in-bases.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { layerBuildAction } from '../support/workflows/layer-build-action.js';
import { standInPrograms } from '../support/workflows/stand-in-programs.js';
import type { Workflow } from '../support/workflows/workflow.js';
import { pushedArtefact } from './artefact.js';
import { type Shape } from './shape.js';
import { type Servers, TOKEN, World } from './world.js';

const isRoot = process.getuid?.() === 0;

interface Example {
  readonly file: string;
  readonly event: NonNullable<Shape['event']>;
  /** All names under which images are in the registry afterwards. */
  readonly pushes: readonly string[];
  readonly platforms?: readonly string[];
  readonly outputs?: Shape['outputs'];
  readonly secrets?: Readonly<Record<string, string>>;
  /** It signs. */
  readonly signs?: true;
}

const APP = `FROM busybox
RUN mkdir /app && printf '#!/bin/sh\\necho 1.0\\n' > /app/server && chmod 755 /app/server
COPY source.txt /app/
`;
const FILES: Readonly<Record<string, string>> = { Dockerfile: APP, 'source.txt': 'source' };
const ACCOUNT = '123456789012.dkr.ecr.eu-central-1.amazonaws.com';
const SERVICES = ['api', 'web', 'worker', 'mailer', 'cron'];

const EXAMPLES: readonly Example[] = [
  { file: 'pull-request.yml', event: 'pull_request', pushes: [] },
  { file: 'monorepo.yml', event: 'push', pushes: SERVICES.map((name) => `ghcr.io/octo-org/monorepo/${name}:SHA`) },
  {
    file: 'release.yml',
    event: 'tag',
    pushes: ['1.2.3', '1.2', '1', 'latest', 'sha-SHORT'].map((tag) => `ghcr.io/octo-org/release:${tag}`),
  },
  {
    file: 'registries.yml',
    event: 'tag',
    pushes: ['ghcr.io/octo-org/registries', 'registry.example.com/team/app', `${ACCOUNT}/app`]
      .concat('europe-west1-docker.pkg.dev/project/images/app')
      .flatMap((name) => [`${name}:1.2.3`, `${name}:latest`]),
    outputs: { ecr: { registry: ACCOUNT }, google: { access_token: 'token' } },
  },
  {
    file: 'two-platforms.yml',
    event: 'push',
    pushes: ['ghcr.io/octo-org/two-platforms:latest'],
    platforms: ['linux/amd64', 'linux/arm64'],
  },
  {
    file: 'native-platforms.yml',
    event: 'tag',
    pushes: ['1.2.3', '1.2', 'latest'].map((tag) => `ghcr.io/octo-org/native-platforms:${tag}`),
    platforms: ['linux/amd64', 'linux/arm64'],
  },
  { file: 'test-before-push.yml', event: 'push', pushes: ['ghcr.io/octo-org/test-before-push:SHA'] },
  {
    file: 'self-hosted.yml',
    event: 'push',
    pushes: ['registry.example.com/team/app:SHA'],
    secrets: { REGISTRY_USER: 'user', REGISTRY_PASSWORD: 'password' },
  },
  {
    file: 'enterprise-server.yml',
    event: 'push',
    pushes: ['containers.github.example.com/octo-org/enterprise-server:SHA'],
  },
  { file: 'signed.yml', event: 'tag', pushes: ['ghcr.io/octo-org/signed:1.2.3'], signs: true },
];

function workflowIn(file: string): Workflow {
  return parse(readFileSync(join(REPOSITORY, 'examples/workflows', file), 'utf8')) as Workflow;
}

/** What the runner offers to a job. */
async function startServices({ signs }: Example) {
  const cache = await startActionsCacheService();
  if (signs === undefined) return cache;
  const signing = await SigstoreServices.start();
  return {
    env: { ...cache.env, ...signing.permission, ...signing.addresses, GITHUB_API_URL: signing.url },
    stop: () => Promise.all([cache.stop(), signing.stop()]),
  };
}

describe.skipIf(!isRoot)('the workflows in examples/ push what they say', () => {
  let registry: RunningRegistry;
  let git: GitServer;
  let folder: string;
  let busybox: FlatImage;
  let servers: Servers;

  beforeAll(async () => {
    folder = await temporaryFolder('examples');
    registry = await openRegistry(['busybox']);
    const served = join(folder, 'served');
    git = await startGitServer(served);
    busybox = flatImage(readLayout(await standInLayout('busybox')));
    const programs = await standInPrograms(join(folder, 'programs'));
    const address = git.address.replace('127.0.0.1', 'github.localhost');
    servers = { registry: registry.host, git: address, served, programs, env: {} };
  });

  afterAll(async () => {
    await git.stop();
    await registry.stop();
    await removeTree(folder);
  });

  it.each(EXAMPLES.map((one) => [one.file, one] as const))('%s', { timeout: 600_000 }, async (_, example) => {
    const { file, event, pushes, platforms = ['linux/amd64'], outputs, secrets = {} } = example;
    const name = file.replace('.yml', '');
    const crossed: Readonly<Record<string, string>> =
      platforms.length > 1 ? { Dockerfile: 'FROM scratch\nCOPY source.txt /\n' } : {};
    const services = SERVICES.map((each) => [`services/${each}/Dockerfile`, APP]);
    const files = { ...FILES, ...crossed, ...(Object.fromEntries(services) as Record<string, string>) };
    const shape: Shape = {
      ...workflowIn(file),
      name,
      files,
      event,
      secrets,
      ...(outputs !== undefined && { outputs }),
    };
    const service = await startServices(example);
    try {
      const world = await World.open(shape, servers, folder);
      const action = layerBuildAction({ 'registry-mirrors': `http://${registry.host}`, comment: 'never' }, TOKEN);
      const steps = await world.run(action, service.env, () => Promise.resolve());
      for (const step of steps) expect(step.conclusion, step.log).toBe('success');
      expect(steps.map(({ log }) => log).join('')).not.toMatch(/^::(?:error|warning)/m);
      for (const pushed of pushes) {
        const full = pushed.replace('SHA', world.sha).replace('SHORT', world.sha.slice(0, 7));
        const made = await pushedArtefact(`${registry.host}/${name}/${full}`, busybox);
        expect(Object.keys(made.images).sort()).toEqual([...platforms].sort());
      }
    } finally {
      await service.stop();
    }
  });
});
