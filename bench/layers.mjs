import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare, measure, measureScript } from './measure.mjs';

/** 30,000 files of 100 bytes to 8 KB in 300 folders: of a size with a Node project's modules. */
export function makeSmallFiles(folder) {
  let state = 1;
  for (let directory = 0; directory < 300; directory += 1) {
    const path = join(folder, `package-${directory}`);
    mkdirSync(path, { recursive: true });
    for (let file = 0; file < 100; file += 1) {
      let text = '';
      for (let line = 0; line < 3 + ((directory * 7 + file * 13) % 140); line += 1) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        text += `export const name${state % 5000} = compute(${state}, '${state.toString(36)}');\n`;
      }
      writeFileSync(join(path, `module-${file}.js`), text);
    }
  }
}

/** 1 GiB that gzip brings to about three quarters, as programs and data do. */
export function makeLargeFile(folder) {
  mkdirSync(folder, { recursive: true });
  measureScript(
    `openssl enc -aes-128-ctr -nosalt -K 00112233445566778899aabbccddeeff -iv 0 < /dev/zero 2>/dev/null |
       base64 -w 0 2>/dev/null | head -c 1G > '${folder}/large' || [ -s '${folder}/large' ]`,
  );
}

/**
 * A layer made from a context, against GNU tar and pigz on the same files. The layer also has its index and both digests; the
 * peer has neither.
 */
export function layerFrom(name, context, rounds, { build, folder }) {
  const layout = join(folder, 'layer-layout');
  const root = join(folder, 'layer-root');
  const figures = compare(rounds, {
    ours: () => {
      for (const path of [layout, root]) rmSync(path, { recursive: true, force: true });
      return measure([...build, '--root', root, '-o', `type=oci,tar=false,dest=${layout}`, context]);
    },
    theirs: () => measureScript(`tar -C '${context}' -cf - . | pigz > '${folder}/peer.tar.gz'`),
  });
  return { name, peer: 'tar | pigz', ...figures };
}

/** A base's unpacking: what a RUN on it costs more than a RUN on a base of next to nothing, the blobs being there. */
export function unpackBase(rounds, { build, folder, projects, blob }) {
  const fill = (base, root) => {
    const project = projects(`unpack-${base}`, { Dockerfile: `FROM ${base}\nLABEL a=b\n` });
    rmSync(root, { recursive: true, force: true });
    rmSync(`${root}-layout`, { recursive: true, force: true });
    measure([...build, '--root', root, '-o', `type=oci,tar=false,dest=${root}-layout`, project]);
    return projects(`run-${base}`, { Dockerfile: `FROM ${base}\nRUN true\n` });
  };
  const runOn = (base) => () => {
    const root = join(folder, `unpack-root-${base}`);
    const project = fill(base, root);
    return measure([...build, '--root', root, project]);
  };
  const target = join(folder, 'unpacked');
  const figures = compare(rounds, {
    large: runOn('debian'),
    small: runOn('busybox'),
    theirs: () => {
      rmSync(target, { recursive: true, force: true });
      mkdirSync(target);
      return measureScript(`tar -C '${target}' --xattrs --numeric-owner -xpzf '${blob}'`);
    },
  });
  const { large, small, theirs } = figures;
  const ours = { wall: large.wall - small.wall, cpu: large.cpu - small.cpu, peak: large.peak };
  return { name: 'unpack the base debian', peer: 'tar -xz', ours, theirs };
}

/** RUN that writes 1 GiB: for the memory of the half that reads it back. */
export function largeRun({ build, folder, projects }) {
  const project = projects('large-run', {
    Dockerfile: `FROM busybox\nRUN dd if=/dev/urandom of=/large bs=1M count=1024 2>/dev/null\n`,
  });
  const root = join(folder, 'large-root');
  rmSync(root, { recursive: true, force: true });
  return { name: 'RUN that writes 1 GiB', peer: '', ours: measure([...build, '--root', root, project]) };
}
