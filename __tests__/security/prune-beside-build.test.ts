import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { layerBuild, mustLayerBuild, readReport, statuses } from '../support/layer-build.js';
import { writeProject } from '../support/project-files.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

/** The last step waits for a server of this test. So the test does not depend on timing. */
const dockerfile = (address: string): string => `FROM scratch AS copied
COPY one /one
COPY two /two
FROM scratch
ADD ${address}/file /file
COPY --from=copied /one /two /copied/
`;

describe('prune --all beside a running build', () => {
  let folder: string;
  let root: string;
  let server: Server;
  let address: string;
  let onRequest: (response: ServerResponse) => void;

  beforeEach(async () => {
    folder = await temporaryFolder('prune-beside');
    root = join(folder, 'root');
    onRequest = (response) => response.end('the file');
    server = createServer((request, response) => {
      if (request.method === 'GET') onRequest(response);
      else response.writeHead(405).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const files = { Dockerfile: dockerfile(address), one: '1\n'.repeat(5000), two: '2\n'.repeat(5000) };
    await writeProject(join(folder, 'context'), files);
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await removeTree(folder);
  });

  const build = (name: string): string[] => [
    ...['build', '--root', root, '--report', join(folder, `${name}.json`), '--progress', 'plain'],
    ...['-o', `type=oci,dest=${join(folder, `${name}.tar`)}`, join(folder, 'context')],
  ];

  it.each([[['cache', 'prune', '--all']], [['prune', '--all']]])('keeps what the build needs: %j', async (verb) => {
    await mustLayerBuild(build('first'));
    const met = new Promise<ServerResponse>((resolve) => (onRequest = resolve));
    const building = layerBuild(build('second'));
    const held = await met;
    const pruned = await mustLayerBuild([...verb, '--root', root]);
    expect(pruned.stdout).toMatch(/^Removed/);
    const journals = join(root, 'cache/journals');
    expect(readdirSync(journals)).toHaveLength(1);
    held.end('the file');
    onRequest = (response) => response.end('the file');
    const built = await building;
    expect(built, built.stderr).toMatchObject({ code: 0 });
    expect(built.stdout + built.stderr).not.toContain('warning');
    // All steps had hits, and still have: the records and layers that the build needs were not removed.
    expect(statuses(await readReport(join(folder, 'second.json')))).not.toContainEqual(expect.stringContaining('miss'));
    expect(readFileSync(join(folder, 'second.tar')).equals(readFileSync(join(folder, 'first.tar')))).toBe(true);
    await mustLayerBuild(build('third'));
    expect(statuses(await readReport(join(folder, 'third.json')))).not.toContainEqual(expect.stringContaining('miss'));
  });

  it('removes all of it when the build has ended', async () => {
    await mustLayerBuild(build('first'));
    await mustLayerBuild(['cache', 'prune', '--all', '--root', root]);
    expect(existsSync(join(root, 'cache'))).toBe(false);
    expect(readdirSync(join(root, 'blobs/sha256'))).toEqual([]);
    expect(readdirSync(join(root, 'leases'))).toEqual([]);
  });
});
