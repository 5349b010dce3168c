import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Builders } from '../../../../src/app/builder/choose-builders.js';
import type { HostSettings } from '../../../../src/app/options/host-settings.js';
import { writeProject } from '../../../support/project-files.js';
import { removeTree, temporaryFolder } from '../../../support/temporary-folder.js';

const SIGNAL = new AbortController().signal;
const PATIENCE = { connectMs: 2_000, silentMs: 2_000, answerMs: 2_000 };

describe('a builder that is named in an input', () => {
  let folder: string;
  const instance = (driver: string, endpoint: string): string =>
    JSON.stringify({ Driver: driver, Nodes: [{ Name: 'node0', Endpoint: endpoint }] });

  beforeAll(async () => {
    folder = await temporaryFolder('named-builders');
    await writeProject(join(folder, 'made/instances'), {
      'builder-1': instance('docker-container', 'unix:///var/run/docker.sock'),
      'builder-2': instance('docker-container', ''),
      'builder-3': instance('docker-container', 'tcp://10.0.0.1:2376'),
      team: instance('remote', 'tcp://127.0.0.1:1'),
    });
  });
  afterAll(() => removeTree(folder));

  /** @returns the warning with which this machine builds; otherwise why the builder was not reached */
  async function outcome(
    text: string,
    { fromInput = true, buildx = 'made', cache = 'registry' } = {},
  ): Promise<string> {
    const host = { builders: { buildxFolder: join(folder, buildx) }, daemon: {} } as unknown as HostSettings;
    const request = {
      specs: [{ text, platforms: [] }],
      auto: false,
      fromInput,
      cacheFrom: [{ type: cache, attributes: {} }],
      cacheTo: [],
    };
    const told: string[] = [];
    try {
      const builders = await Builders.open(
        request,
        host,
        (event) => {
          if (event.type === 'warning') told.push(event.message);
        },
        SIGNAL,
        PATIENCE,
      );
      builders?.close();
      return builders === undefined ? told.join() : 'reached';
    } catch (error) {
      return `failed: ${(error as Error).message}`;
    }
  }

  it.each([
    ['builder-1', {}, /^builder: "builder-1" of docker buildx is a container on this machine\. Building on this/],
    ['builder-2', { cache: 'local' }, /^builder: "builder-2".*a container on this machine/],
    ['builder-9', { buildx: 'none' }, /^builder: docker buildx has no builder "builder-9" here/],
    ['default', {}, /^builder: "default" is Docker's own builder on this machine/],
    // These are elsewhere, or are asked for as BuildKit's.
    ['builder-3', {}, /^failed: /],
    ['team', {}, /^failed: .*127\.0\.0\.1:1/],
    ['team', { cache: 'local' }, /^failed: cache-from: a cache with type=local has no src=FOLDER/],
    ['builder-9', {}, /^failed: .*docker buildx has no builder "builder-9"/],
    ['builder-9', { buildx: 'none', fromInput: false }, /^failed: .*docker buildx has no builder "builder-9"/],
    ['unix:///nowhere.sock', {}, /^failed: /],
  ] as const)('%s with %o', async (text, settings, expected) => {
    expect(await outcome(text, settings)).toMatch(expected);
  });
});
