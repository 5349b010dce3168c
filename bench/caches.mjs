import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { onFreshMachine } from './machine.mjs';
import { measure, measureScript, medians } from './measure.mjs';
import { changeSource, nodeProject } from './node-project.mjs';

/**
 * A Node project from a Dockerfile to a tag in a registry, each time on a machine that has nothing, with a cache in the same
 * registry: cold, with nothing changed, and with one source file changed. Daemons are started before the measurement.
 * BuildKit's own programs are measured if they are on the PATH.
 */
export async function caches(rounds, around) {
  const { folder } = around;
  const project = nodeProject(join(folder, 'node-project'));
  const contestants = { ours: ours(around), ...peers(around) };
  const kinds = { cold: [], same: [], changed: [] };
  const turn = async (kind, round) => {
    for (const [name, build] of Object.entries(contestants)) {
      const figures = await onFreshMachine(folder, (disk) => build(disk, project, round));
      kinds[kind].push({ name, ...figures });
    }
  };
  for (let round = 0; round < rounds; round += 1) {
    changeSource(project);
    await turn('cold', round);
    await turn('same', round);
    changeSource(project);
    await turn('changed', round);
  }
  const node = [];
  for (let round = 0; round < rounds; round += 1) node.push(await measure([process.execPath, '--eval', '0']));
  // The largest process is npm in all builds, so it says nothing about the builders.
  const of = (kind, name) => ({ ...medians(kinds[kind].filter((one) => one.name === name)), peak: undefined });
  const rows = Object.entries(TITLES).flatMap(([kind, title]) =>
    Object.keys(contestants)
      .slice(1)
      .map((peer) => ({ name: title, peer, ours: of(kind, 'ours'), theirs: of(kind, peer) })),
  );
  const start = { name: TITLES.same, peer: 'the start of Node', ours: of('same', 'ours'), theirs: medians(node) };
  return [...rows, start];
}

const TITLES = {
  cold: 'fresh machine, cold',
  same: 'fresh machine, nothing changed',
  changed: 'fresh machine, one source file changed',
};

function ours({ build, host }) {
  return (disk, project, round) => {
    const cache = `type=registry,ref=${host}/bench/ours-${round}:cache`;
    const places = ['--cache-from', cache, '--cache-to', `${cache},mode=max`];
    return measure([
      ...build,
      '--root',
      join(disk, 'root'),
      '-t',
      `${host}/bench/ours-${round}:1`,
      '--push',
      ...places,
      project,
    ]);
  };
}

function peers(around) {
  const { host, buildah, startDockerd } = around;
  const known = {
    async 'dockerd, inline cache'(disk, project, round) {
      const daemon = await startDockerd(`http://${host}`, disk);
      try {
        const tag = `${host}/bench/dockerd-${round}:1`;
        const cache = `--cache-from ${tag} --build-arg BUILDKIT_INLINE_CACHE=1`;
        const docker = `/usr/bin/docker --host ${daemon.address}`;
        const script = `${docker} build -q --network host ${cache} -t ${tag} '${project}'; ${docker} push -q ${tag}`;
        return clientOnly(await measureScript(`export DOCKER_BUILDKIT=1; ${script}`));
      } finally {
        await daemon.stop();
      }
    },
    'buildah, --cache-from and --cache-to'(disk, project, round) {
      const tool = buildah(join(disk, 'store'));
      const tag = `${host}/bench/buildah-${round}:1`;
      const cache = `${host}/bench/buildah-${round}-cache`;
      const places = `--layers --tls-verify=false --cache-from ${cache} --cache-to ${cache}`;
      return measureScript(
        `${tool} build -q ${places} --isolation oci --runtime runc --network host -t ${tag} '${project}'
         ${tool} push -q --tls-verify=false ${tag}`,
      );
    },
  };
  if (!['buildkitd', 'buildctl'].every(isOnPath)) return known;
  return { ...known, 'buildkitd, registry cache, mode=max': buildkit(around) };
}

function buildkit({ host }) {
  return async (disk, project, round) => {
    const address = `unix://${disk}/buildkitd.sock`;
    const settings = join(disk, 'buildkitd.toml');
    writeFileSync(
      settings,
      `root = "${disk}/buildkit"
insecure-entitlements = ["network.host"]
[worker.oci]
snapshotter = "overlayfs"
[registry."docker.io"]
mirrors = ["${host}"]
[registry."${host}"]
http = true
`,
    );
    const daemon = spawn('buildkitd', ['--config', settings, '--addr', address], { stdio: 'ignore' });
    const ended = new Promise((resolve) => daemon.once('close', resolve));
    const client = `buildctl --addr ${address}`;
    try {
      await measureScript(
        `for try in $(seq 100); do ${client} debug workers > /dev/null 2>&1 && exit; sleep 0.1; done; exit 1`,
      );
      const cache = `type=registry,ref=${host}/bench/buildkit-${round}:cache`;
      return clientOnly(
        await measureScript(
          `${client} build --frontend dockerfile.v0 --local context='${project}' --local dockerfile='${project}' \
             --allow network.host --opt force-network-mode=host --import-cache ${cache} --export-cache ${cache},mode=max \
             --output type=image,name=${host}/bench/buildkit-${round}:1,push=true`,
        ),
      );
    } finally {
      daemon.kill('SIGTERM');
      await ended;
    }
  };
}

/** Processor time and memory are the daemon's, which cannot be measured here. */
function clientOnly({ wall }) {
  return { wall };
}

function isOnPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}
