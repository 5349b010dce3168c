// A build whose layers are the same wherever and however it is built.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, must, mustAs, run } from './checking.mjs';

const EPOCH = '1700000000';
const LAYERS = 6;

const DOCKERFILE = `FROM scratch AS base
ADD rootfs.tar /
RUN mkdir -p /d/many && for i in $(seq 50); do echo $i > /d/many/$i; done && touch -d @1000 /d/many/7 && mkfifo /d/p && ln /d/many/1 /d/one
FROM base AS other
RUN echo other > /other
FROM base
RUN rm -r /d/many && mkdir /d/many && echo new > /d/many/7 && chown -R app /d && rm /etc/passwd
RUN --mount=type=bind,from=other,target=/from --mount=type=cache,target=/c cat /from/other > /d/copied && mv /d/p /q && test ! -e /etc/passwd
COPY --from=other /other /other
RUN test "$(cat /d/many/7 /d/copied /other | tr '\\n' ,)" = new,other,other, && test ! -e /d/many/1 && chmod 4711 /bin/busybox
`;

export class Builds {
  /** @param {string} work a folder of one's own */
  constructor(repository, work) {
    this.cli = join(repository, 'dist/cli/index.js');
    this.work = work;
    this.context = join(work, 'context');
    /** The root file system of an image, as a tar. */
    this.rootfs = join(this.context, 'rootfs.tar');
    this.#makeContext();
  }

  #built;

  /** @returns a digest of the layers, which must be that of every build before */
  same(options) {
    const digest = this.build(options);
    this.#built ??= digest;
    expect(digest === this.#built, `other layers than before: ${digest}, not ${this.#built}`);
    return digest;
  }

  /** @param root by default a new one, which is removed */
  build({ user = 'root', driver, root, expectOnce }) {
    const folder = join(this.work, `out-${Math.random().toString(36).slice(2)}`);
    const archive = join(folder, 'image.tar');
    mkdirSync(folder);
    chmodSync(folder, 0o777);
    const place = root ?? join(folder, 'root');
    const output = `type=oci,dest=${archive},rewrite-timestamp=true`;
    try {
      const { output: said } = mustAs(user, this.command({ driver, root: place }, '-o', output));
      if (expectOnce !== undefined) {
        const times = said.split(expectOnce).length - 1;
        expect(times === 1, `"${expectOnce}" is said ${times} times: ${said.slice(-800)}`);
      }
      const layers = JSON.parse(must('skopeo', ['inspect', `oci-archive:${archive}`]).stdout).Layers;
      expect(layers.length === LAYERS, `${layers.length} layers`);
      return createHash('sha256').update(layers.join()).digest('hex').slice(0, 12);
    } finally {
      if (root === undefined) rmSync(folder, { recursive: true, force: true });
    }
  }

  /** The command line of a build. */
  command({ driver, root, context = this.context }, ...options) {
    const storage = driver === undefined ? [] : ['--storage-driver', driver];
    const always = ['--root', root, '--progress', 'plain', '--provenance=false', ...storage];
    return ['env', `SOURCE_DATE_EPOCH=${EPOCH}`, process.execPath, this.cli, 'build', ...always, ...options, context];
  }

  #makeContext() {
    const rootfs = join(this.work, 'rootfs');
    for (const name of ['bin', 'etc', 'tmp']) mkdirSync(join(rootfs, name), { recursive: true });
    cpSync('/bin/busybox', join(rootfs, 'bin/busybox'));
    for (const name of run('/bin/busybox', ['--list']).stdout.trim().split('\n'))
      if (name !== 'busybox') spawnSync('ln', ['-s', 'busybox', join(rootfs, 'bin', name)]);
    writeFileSync(join(rootfs, 'etc/passwd'), 'root:x:0:0:root:/:/bin/sh\napp:x:1000:1000::/:/bin/sh\n');
    mkdirSync(this.context, { recursive: true });
    const plain = ['--owner=0', '--group=0', '--mtime=@0', '--sort=name'];
    must('tar', ['-C', rootfs, ...plain, '-cf', this.rootfs, '.']);
    writeFileSync(join(this.context, 'Dockerfile'), DOCKERFILE);
  }
}
