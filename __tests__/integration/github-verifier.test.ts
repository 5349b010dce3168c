import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { runCliInProcess } from '../support/cli-in-process.js';
import { plainEnvironment } from '../support/command.js';
import { bundlesForGitHub, GITHUB_POLICIES, holdsForGitHub, verifyForGitHub } from '../support/github-verifier.js';
import { writeProject } from '../support/project-files.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { SigstoreServices, tokenWith } from '../support/sigstore-services.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const SLSA = 'https://slsa.dev/provenance/v1';
const SPDX = 'https://spdx.dev/Document';

/** The steps of `gh attestation verify`, which no package that can be had here has, by its source and Sigstore's own packages. */
describe('what is signed holds for gh attestation verify', () => {
  let registry: RunningRegistry;
  let services: SigstoreServices;
  let folder: string;
  let count = 0;

  beforeAll(async () => {
    registry = await openRegistry([]);
    services = await SigstoreServices.start();
    folder = await temporaryFolder('github-verifier');
  });
  afterAll(async () => {
    await services.stop();
    await registry.stop();
    await removeTree(folder);
  });

  /** Builds, signs and pushes. @returns the repository */
  async function push(flags: readonly string[] = [], addresses: object = services.addresses): Promise<string> {
    const name = `${registry.host}/for-github/app-${++count}`;
    const context = join(folder, `context-${count}`);
    await writeProject(context, { Dockerfile: 'FROM scratch\nCOPY file /\n', file: String(count) });
    const token = tokenWith({
      iss: 'https://token.actions.githubusercontent.com',
      sub: 'repo:o/r:ref:refs/heads/main',
    });
    const env = { ...plainEnvironment(), ...addresses, SIGSTORE_ID_TOKEN: token };
    const argv = [
      'build',
      '-q',
      '--root',
      join(folder, 'root'),
      '--push',
      '--sign',
      '-t',
      `${name}:1`,
      ...flags,
      context,
    ];
    const { code, stderr } = await runCliInProcess(argv, { env });
    expect(code, stderr).toBe(0);
    return name;
  }

  it.each<[string, readonly string[], readonly string[]]>([
    ['an image', [], [SLSA]],
    ['an image with packages', ['--sbom=true'], [SLSA, SPDX]],
    ['an image without provenance of its own', ['--provenance=false'], [SLSA]],
    ['an index of platforms', ['--platform', 'linux/amd64,linux/arm64', '--provenance=mode=max'], [SLSA]],
  ])('%s, under the policies of the public services and of a root that is given', async (_, flags, types) => {
    const name = await push(flags);
    const found = await bundlesForGitHub(name, '1');
    const verified = found.bundles.map((text) =>
      verifyForGitHub(services, text, found.digest, GITHUB_POLICIES.publicGood),
    );
    expect(verified.sort()).toEqual(types);
    for (const policy of Object.values(GITHUB_POLICIES)) expect(holdsForGitHub(services, found, policy)).toBe(true);
    // By its digest, the same.
    expect(await bundlesForGitHub(name, found.digest)).toEqual(found);
    // `--bundle FILE` takes a line for each.
    for (const text of found.bundles) expect(text).not.toMatch(/[\r\n]/);
  });

  it('what the services of GitHub sign, which have no log: under their policy alone', async () => {
    const { SIGSTORE_FULCIO_URL, SIGSTORE_TSA_URL } = services.addresses;
    const found = await bundlesForGitHub(await push([], { SIGSTORE_FULCIO_URL, SIGSTORE_TSA_URL }), '1');
    expect(found.bundles).toHaveLength(1);
    expect(holdsForGitHub(services, found, GITHUB_POLICIES.github)).toBe(true);
    expect(holdsForGitHub(services, found, GITHUB_POLICIES.publicGood)).toBe(false);
  });

  it('nothing else: another image, another authority, a changed statement, no signature', async () => {
    const [one, two] = [await bundlesForGitHub(await push(), '1'), await bundlesForGitHub(await push(), '1')];
    const holds = (found: typeof one, by = services): boolean => holdsForGitHub(by, found, GITHUB_POLICIES.custom);
    expect(holds(one)).toBe(true);
    expect(holds({ ...one, bundles: two.bundles })).toBe(false);
    expect(holds({ ...one, bundles: [...one.bundles, ...two.bundles] })).toBe(false);
    expect(holds({ ...one, bundles: [] })).toBe(false);
    const [text = ''] = one.bundles;
    const bundle = JSON.parse(text) as { dsseEnvelope: { payload: string } };
    bundle.dsseEnvelope.payload = Buffer.from(
      Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString().replace(one.digest.slice(7), two.digest.slice(7)),
    ).toString('base64');
    expect(holds({ ...two, bundles: [JSON.stringify(bundle)] })).toBe(false);
    const others = await SigstoreServices.start();
    try {
      expect(holds(one, others)).toBe(false);
    } finally {
      await others.stop();
    }
  });
});
