import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { must, run } from './command.js';
import { removeTree, temporaryFolder } from './temporary-folder.js';

/** Debian's buildah with a store, a registries.conf and a runtime of the test's own. */
export interface Buildah {
  /**
   * Builds in Docker's format, which alone keeps HEALTHCHECK, SHELL and ONBUILD.
   *
   * @param flags further options of `buildah build`
   * @returns where the image is, as skopeo names it: `dir:…`
   * @throws Error with buildah's output when it refuses
   */
  build(dockerfile: string, context: string, flags: readonly string[]): Promise<string>;
  /** buildah with this store, for anything else. */
  command(...args: string[]): readonly string[];
  close(): Promise<void>;
}

/**
 * What `docker build` grants to RUN and buildah does not by itself; with these both run steps with the same rights.
 * https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities
 */
const DOCKER_CAPABILITIES = ['MKNOD', 'NET_RAW', 'AUDIT_WRITE'];

/** @param mirror `host:port` of a plain registry that stands in for docker.io */
export async function openBuildah(mirror: string): Promise<Buildah> {
  const folder = await temporaryFolder('buildah');
  const registries = join(folder, 'registries.conf');
  const policy = join(folder, 'policy.json');
  await writeFile(
    registries,
    `unqualified-search-registries = ["docker.io"]
short-name-mode = "permissive"
[[registry]]
prefix = "docker.io"
location = "${mirror}"
insecure = true
[[registry]]
location = "${mirror}"
insecure = true
`,
  );
  await writeFile(policy, '{"default":[{"type":"insecureAcceptAnything"}]}');
  await mkdir(join(folder, 'images'));
  const store = ['--root', join(folder, 'store'), '--runroot', join(folder, 'run'), '--storage-driver', 'overlay'];
  const prefix = ['buildah', ...store, '--registries-conf', registries, '--registries-conf-dir', folder];
  const steps = ['--isolation', 'oci', '--runtime', '/usr/sbin/runc', '--layers=false', '--network', 'host'];
  const capabilities = DOCKER_CAPABILITIES.flatMap((name) => ['--cap-add', name]);
  let count = 0;
  let last: Promise<unknown> = Promise.resolve();
  async function buildOne(dockerfile: string, context: string, flags: readonly string[]): Promise<string> {
    count += 1;
    const tag = `localhost/equivalence:${count}`;
    const options = [
      '--format',
      'docker',
      '--identity-label=false',
      '--signature-policy',
      policy,
      ...steps,
      ...capabilities,
    ];
    await must([...prefix, 'build', ...options, ...flags, '-t', tag, '-f', dockerfile, context]);
    const image = `dir:${join(folder, 'images', String(count))}`;
    await must([...prefix, 'push', '--quiet', '--signature-policy', policy, tag, image]);
    await must([...prefix, 'rmi', '--force', tag]);
    return image;
  }

  return {
    command: (...args) => [...prefix, ...args],
    build(dockerfile, context, flags) {
      // One at a time: builds side by side in one store take each other's layers away.
      const build = last.then(() => buildOne(dockerfile, context, flags));
      last = build.catch(() => undefined);
      return build;
    },
    async close() {
      await run(['umount', '--lazy', join(folder, 'store', 'overlay')]);
      await removeTree(folder);
    },
  };
}
