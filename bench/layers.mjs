import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare, measure, measureScript } from './measure.mjs';

/** 30,000 files of 100 bytes to 8 KB in 300 folders: about as many as the modules of a Node project. */
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

/** 1 GiB that gzip compresses to about three quarters, like programs and data. */
export async function makeLargeFile(folder) {
  mkdirSync(folder, { recursive: true });
  await measureScript(
    `openssl enc -aes-128-ctr -nosalt -K 00112233445566778899aabbccddeeff -iv 0 < /dev/zero 2>/dev/null |
       base64 -w 0 2>/dev/null | head -c 1G > '${folder}/large' || [ -s '${folder}/large' ]`,
  );
}

/**
 * A layer made from a context, against GNU tar and pigz on the same files. The layer also has its index and both digests; the
 * peer has neither.
 */
export async function layerFrom(name, context, rounds, { build, folder }) {
  const layout = join(folder, 'layer-layout');
  const root = join(folder, 'layer-root');
  const clear = () => {
    for (const path of [layout, root]) rmSync(path, { recursive: true, force: true });
  };
  const figures = await compare(rounds, {
    ours: () => {
      clear();
      return measure([...build, '--root', root, '-o', `type=oci,tar=false,dest=${layout}`, context]);
    },
    theirs: () => measureScript(`tar -C '${context}' -cf - . | pigz > '${folder}/peer.tar.gz'`),
  });
  clear();
  return { name, peer: 'tar | pigz', ...figures };
}

/** The cost of `dear` minus that of `cheap`, for a part that cannot be measured by itself. */
function difference(dear, cheap) {
  return { wall: dear.wall - cheap.wall, cpu: dear.cpu - cheap.cpu, peak: dear.peak };
}

/** The cost of unpacking a base: a RUN on it, minus a RUN on a tiny base. The blobs are there already. */
export async function unpackBase(rounds, { build, folder, projects, blob }) {
  const runOn = (base) => async () => {
    const root = join(folder, `unpack-root-${base}`);
    const layout = `${root}-layout`;
    const fetching = projects(`unpack-${base}`, { Dockerfile: `FROM ${base}\nLABEL a=b\n` });
    const running = projects(`run-${base}`, { Dockerfile: `FROM ${base}\nRUN true\n` });
    for (const path of [root, layout]) rmSync(path, { recursive: true, force: true });
    await measure([...build, '--root', root, '-o', `type=oci,tar=false,dest=${layout}`, fetching]);
    return measure([...build, '--root', root, running]);
  };
  const target = join(folder, 'unpacked');
  const { large, small, theirs } = await compare(rounds, {
    large: runOn('debian'),
    small: runOn('busybox'),
    theirs: () => {
      rmSync(target, { recursive: true, force: true });
      mkdirSync(target);
      return measureScript(`tar -C '${target}' --xattrs --numeric-owner -xpzf '${blob}'`);
    },
  });
  return { name: 'unpack the base debian', peer: 'tar -xz', ours: difference(large, small), theirs };
}

/** A RUN that writes 1 GiB, for the memory of the worker, which reads it back. */
export async function largeRun({ build, folder, projects }) {
  const project = projects('large-run', {
    Dockerfile: `FROM busybox\nRUN dd if=/dev/urandom of=/large bs=1M count=1024 2>/dev/null\n`,
  });
  const root = join(folder, 'large-root');
  const ours = await measure([...build, '--root', root, project]);
  rmSync(root, { recursive: true, force: true });
  return { name: 'RUN that writes 1 GiB', ours };
}

/** The cost of a RUN itself: twenty of them minus one, against nineteen runs of the bare runtime on a folder. */
export async function runOverhead(rounds, { build, folder, projects }) {
  const root = join(folder, 'steps-root');
  const steps = (count) => {
    const lines = Array.from({ length: count }, (_, index) => `RUN echo ${index} > /file\n`);
    const project = projects(`steps-${count}`, { Dockerfile: `FROM busybox\n${lines.join('')}` });
    return () => measure([...build, '--root', root, '--no-cache', project]);
  };
  const bundle = join(folder, 'bundle');
  mkdirSync(join(bundle, 'rootfs/bin'), { recursive: true });
  await measureScript(`
    cd '${bundle}' && cp /bin/busybox rootfs/bin/ && ln -s busybox rootfs/bin/sh && crun spec
    sed -i 's/"terminal": true/"terminal": false/; s/"readonly": true/"readonly": false/' config.json
    sed -i 's|"sh"|"sh", "-c", "echo x > /file"|' config.json`);
  // crun does not understand the control groups of every machine: here it sees the same as in our steps.
  const once = `crun --root '${folder}/crun' --cgroup-manager=disabled run -b '${bundle}' bench-bare < /dev/null`;
  const loop = `mount -t cgroup2 cgroup2 /sys/fs/cgroup; for i in $(seq 19); do ${once}; done`;
  const bare = () => measure(['unshare', '--mount', '/bin/bash', '-euc', loop]);
  const { many, one, theirs } = await compare(rounds, { many: steps(20), one: steps(1), theirs: bare });
  rmSync(root, { recursive: true, force: true });
  return { name: '19 steps of RUN that write a file', peer: '19 × crun run', ours: difference(many, one), theirs };
}
