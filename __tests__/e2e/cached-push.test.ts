import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flattenImage } from '../support/flatten-image.js';
import { must } from '../support/command.js';
import { installFor } from '../support/installed-copy.js';
import { writeProject } from '../support/project-files.js';
import { readReport } from '../support/layer-build.js';
import type { RunningRegistry } from '../support/registry.js';
import type { AccessLogEntry } from '../support/registry-log.js';
import { openRegistry } from '../support/shared-registry.js';
import { makeTestUser, type TestUser } from '../support/test-user.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const isRoot = process.getuid?.() === 0;

const TAGS = ['second', 'third', 'latest'];

const DOCKERFILE = `FROM busybox AS tools
FROM busybox-two
COPY --from=tools /bin /tools
COPY big /big
RUN dd if=/dev/urandom of=/random bs=1M count=4 2>/dev/null
WORKDIR /w
CMD ["true"]
`;

describe.skipIf(!isRoot)('a push of a build whose steps all hit', () => {
  let registry: RunningRegistry;
  let user: TestUser;
  let emptyPath: string;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    // A second base, in a repository of its own.
    const busybox = `docker://${registry.host}/library/busybox:latest`;
    const plain = ['--quiet', '--src-tls-verify=false', '--dest-tls-verify=false'];
    await must(['skopeo', 'copy', ...plain, busybox, `docker://${registry.host}/library/busybox-two:latest`]);
    user = await makeTestUser({ sudo: true });
    emptyPath = await temporaryFolder('empty-path');
    await writeProject(join(user.home, 'context'), { Dockerfile: DOCKERFILE, big: 'b'.repeat(500_000) });
  });

  afterAll(async () => {
    await user.remove();
    await registry.stop();
    await removeTree(emptyPath);
  });

  it(
    'moves no layer byte, asks twelve times at most, and needs neither root nor a runtime',
    { timeout: 600_000 },
    async () => {
      const cli = await installFor(user);
      const report = join(user.home, 'report.json');
      const build = async (tags: readonly string[], path: string | undefined): Promise<void> => {
        const settings = [
          '--registry-mirror',
          `http://${registry.host}`,
          '--report',
          report,
          '--progress',
          'plain',
          '--provenance=false',
        ];
        const result = await user.run(
          [
            process.execPath,
            cli,
            'build',
            ...settings,
            ...tags.flatMap((tag) => ['-t', `${registry.host}/cached-push/app:${tag}`]),
            '--push',
            join(user.home, 'context'),
          ],
          path === undefined ? {} : { env: { PATH: path } },
        );
        expect(result.code, result.stdout + result.stderr).toBe(0);
      };
      await build(['first'], undefined);
      const before = await registry.accessLog();
      const first = await readReport(report);
      await build(TAGS, emptyPath);
      const since = (await registry.accessLog()).slice(before.length);
      const second = await readReport(report);

      expect(second.steps.map((step) => step.status)).toEqual(first.steps.map(() => 'hit'));
      expect(second.image.digest).toBe(first.image.digest);
      // As the mirror and as where to push to it is greeted; two tags of bases, one manifest, three tags to put.
      expect(since.map(({ method }) => method).sort()).toEqual([
        ...['GET', 'GET'],
        ...['HEAD', 'HEAD', 'HEAD'],
        ...['PUT', 'PUT', 'PUT'],
      ]);
      expect(since.filter((request) => movesBlob(request))).toEqual([]);
      expect(since.some((request) => request.method === 'PUT' && request.path.endsWith('/manifests/second'))).toBe(
        true,
      );
      const { tree } = await flattenImage(`docker://${registry.host}/cached-push/app:second`);
      expect(tree['random']).toMatchObject({ size: 4 << 20 });
    },
  );
});

/** A blob is read by GET, and written by POST, PATCH and PUT below `uploads`; HEAD only asks for it. */
function movesBlob(request: AccessLogEntry): boolean {
  return request.path.includes('/blobs/') && request.method !== 'HEAD';
}
