import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare, measure, measureScript } from './measure.mjs';

const DOCKERFILE = `FROM debian AS build
WORKDIR /app
COPY manifest .
RUN mkdir modules && for i in $(seq 1 500); do cp manifest modules/$i; done
COPY src src
RUN cat src/* > bundle && sha256sum bundle > bundle.sum
FROM debian
ENV MODE=production
WORKDIR /app
COPY --from=build /app/bundle /app/bundle.sum ./
RUN useradd --system app && chown -R app: /app
USER app
CMD ["cat", "bundle.sum"]
`;

function sources() {
  const files = { Dockerfile: DOCKERFILE, manifest: 'one dependency\n'.repeat(50) };
  for (let index = 0; index < 200; index += 1) files[`src/${index}.txt`] = `line of source ${index}\n`.repeat(100);
  return files;
}

/**
 * From a Dockerfile to a tag in a registry, against buildah with its layer cache. Measured on a machine that has nothing,
 * again without a change, and again with one source file changed. Both push the image.
 */
export async function builds(rounds, { build, folder, projects, host, buildah }) {
  const project = projects('project', sources());
  const root = join(folder, 'build-root');
  const store = join(folder, 'buildah-store');
  const ours = () => measure([...build, '--root', root, '-t', `${host}/bench/ours:1`, '--push', project]);
  const theirs = () => {
    const tag = `${host}/bench/theirs:1`;
    const tool = buildah(store);
    return measureScript(
      `${tool} build -q --layers --isolation oci --runtime runc --network host -t ${tag} '${project}'
       ${tool} push -q --tls-verify=false ${tag}`,
    );
  };
  const empty = async () => {
    rmSync(root, { recursive: true, force: true });
    await measureScript(`umount -l '${store}/root/overlay' 2>/dev/null || true; rm -rf '${store}'`);
  };
  const change = (tag) => writeFileSync(join(project, 'src/7.txt'), `changed ${tag} ${process.hrtime.bigint()}\n`);

  const cold = await compare(rounds, {
    ours: async () => {
      await empty();
      change('cold');
      return ours();
    },
    theirs: async () => {
      await empty();
      change('cold');
      return theirs();
    },
  });
  // Fills both stores again, for the next measurements.
  await ours();
  await theirs();
  const node = () => measure([process.execPath, '--eval', '0']);
  const warm = await compare(rounds, { ours, theirs, node });
  const changed = await compare(rounds, {
    ours: () => {
      change('ours');
      return ours();
    },
    theirs: () => {
      change('theirs');
      return theirs();
    },
  });
  await empty();
  const peer = 'buildah --layers, push';
  return [
    { name: 'cold build and push', peer, ...cold },
    { name: 'the same again', peer, ...warm },
    { name: 'the same again', peer: 'the start of Node', ours: warm.ours, theirs: warm.node },
    { name: 'one source file changed', peer, ...changed },
  ];
}
