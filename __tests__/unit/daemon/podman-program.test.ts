import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { LoadableImage } from '../../../src/daemon/daemon.js';
import { PodmanProgram } from '../../../src/daemon/podman-program.js';
import type { Layer } from '../../../src/layer/layer.js';
import { LayerFolder, loadable, platformOf } from '../../support/loadable-image.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';

const never = new AbortController().signal;

let folder: string;
let layers: LayerFolder;
let base: Layer;
let image: LoadableImage;
beforeEach(async () => {
  folder = await temporaryFolder('podman-program');
  mkdirSync(join(folder, 'blobs'));
  layers = new LayerFolder(join(folder, 'blobs'));
  base = layers.layer({ 'bin/sh': 'sh' });
  image = loadable([platformOf([base, layers.layer({ app: 'app' })])], 'team/app:1');
});
afterEach(() => removeTree(folder));

/** A program that knows the base, and does `load` with an archive on its standard input. It notes its arguments. */
function podman(load: string, patience?: ConstructorParameters<typeof PodmanProgram>[1]): PodmanProgram {
  const file = join(folder, 'podman');
  const lines = [
    '#!/bin/sh',
    `echo "$*" >> ${join(folder, 'calls')}`,
    'case "$*" in',
    '  images*) echo 0123 ;;',
    `  "image inspect --format {{json"*) echo '["${base.diffId}"]' ;;`,
    '  "image inspect"*) echo id ;;',
    `  load*) ${load} ;;`,
    'esac',
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  chmodSync(file, 0o755);
  return new PodmanProgram(file, patience);
}

const calls = (): string[] => readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');

describe('podman by its program', () => {
  it('gets only what it lacks', async () => {
    expect(await podman('cat > /dev/null').load(image, layers.files, never)).toMatchObject({ sent: 1, layers: 2 });
    expect(calls().filter((call) => call.startsWith('load'))).toEqual(['load --quiet']);
  });

  it('gets all once more when it refuses a part', async () => {
    const once = `[ -e ${folder}/tried ] && exec cat > /dev/null; touch ${folder}/tried; echo "Digest did not match" >&2; exit 125`;
    expect(await podman(once).load(image, layers.files, never)).toMatchObject({ sent: 2, layers: 2 });
    expect(calls().filter((call) => call.startsWith('load'))).toHaveLength(2);
  });

  it('has its words in the error when it refuses all', async () => {
    const loading = podman('echo "no space left on device" >&2; exit 125').load(image, layers.files, never);
    await expect(loading).rejects.toThrow('podman load failed: no space left on device');
  });

  it('is ended when it does nothing', async () => {
    const hanging = podman('exec sleep 60', { askMs: 20_000, loadMs: 200 });
    await expect(hanging.load(image, layers.files, never)).rejects.toThrow('podman load did nothing for 0.2 s');
  });

  it('is ended when the build is', async () => {
    const stop = new AbortController();
    const loading = podman('exec sleep 60').load(
      image,
      (layer) => {
        setTimeout(() => stop.abort(new Error('cancelled')), 50);
        return layers.files(layer, never);
      },
      stop.signal,
    );
    await expect(loading).rejects.toThrow('cancelled');
  });

  it('may be gone', async () => {
    const gone = new PodmanProgram(join(folder, 'gone'));
    await expect(gone.load(image, layers.files, never)).rejects.toThrow(`cannot run ${join(folder, 'gone')}`);
  });
});
