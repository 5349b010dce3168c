import { mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type KernelCalls, type KernelMount, SyscallError } from '../../../../src/worker/kernel/syscalls.js';
import type { DiffId } from '../../../../src/oci/identity.js';
import { ShortNames } from '../../../../src/worker/storage/short-names.js';
import { LayerMounts } from '../../../../src/worker/storage/overlay.js';
import type { Snapshots } from '../../../../src/worker/snapshot/store.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'layer-mounts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A kernel that notes what it is asked to mount, and refuses what it does not know. */
function kernelWithout(option?: string): { readonly mounts: readonly KernelMount[]; readonly kernel: KernelCalls } {
  const mounts: KernelMount[] = [];
  const mount = (wanted: KernelMount): Promise<void> => {
    mounts.push(wanted);
    const known = option === undefined || !wanted.options.includes(option);
    return known ? Promise.resolve() : Promise.reject(new SyscallError('Invalid argument', 'EINVAL'));
  };
  return { mounts, kernel: { mount } as unknown as KernelCalls };
}

function step(mounts: LayerMounts, name: string, layers: readonly string[] = []): Promise<unknown> {
  const scratch = join(folder, name);
  const upper = { upper: join(scratch, 'upper'), work: join(scratch, 'work') };
  for (const path of Object.values(upper)) mkdirSync(path, { recursive: true });
  return mounts.mount(layers as DiffId[], join(scratch, 'root'), scratch, upper);
}

function layerMounts(kernel: KernelCalls): LayerMounts {
  const lower = (diffId: string): unknown => ({
    files: join(folder, `layer ${diffId}, with: a name`),
    form: 'folder',
    notes: { implied: [], opaque: [] },
  });
  const snapshots = { lower } as unknown as Snapshots;
  return new LayerMounts({ kernel, snapshots, family: 'trusted', names: new ShortNames(join(folder, 'names')) });
}

describe('the file system of a step', () => {
  it('waits for no disk', async () => {
    const { mounts, kernel } = kernelWithout();
    await step(layerMounts(kernel), 'a');
    expect(mounts.map(({ options }) => options.includes('volatile'))).toEqual([true]);
  });

  it('is mounted by a kernel that knows no way not to wait, which is asked for it once', async () => {
    const { mounts, kernel } = kernelWithout('volatile');
    const layers = layerMounts(kernel);
    await step(layers, 'a');
    await step(layers, 'b');
    expect(mounts.map(({ options }) => options.includes('volatile'))).toEqual([true, false, false]);
  });

  it('is not mounted where overlayfs refuses altogether', async () => {
    const { mounts, kernel } = kernelWithout('index=off');
    const layers = layerMounts(kernel);
    await expect(step(layers, 'a')).rejects.toThrow(/overlayfs refused to mount 1 layers: Invalid argument/);
    expect(mounts).toHaveLength(2);
  });

  it('gives each layer one short name for all steps, and leaves no name of a step behind', async () => {
    const seen: string[][] = [];
    const mount = ({ options, cwd = '' }: KernelMount): Promise<void> => {
      const names = options.flatMap((option) => /^(?:lower|upper|work)dir=(.*)$/.exec(option)?.[1]?.split(':') ?? []);
      seen.push(names.map((name) => readlinkSync(join(cwd, name))));
      return Promise.resolve();
    };
    const layers = layerMounts({ mount } as unknown as KernelCalls);
    const all = Array.from({ length: 50 }, (_, index) => String(index));
    for (const name of all) await step(layers, name, all.slice(0, Number(name)));
    const folders = all.map((name) => join(folder, `layer ${name}, with: a name`));
    const last = [...folders.slice(0, 49).reverse(), ...['upper', 'work'].map((name) => join(folder, '49', name))];
    expect(seen.at(-1)).toEqual(last);
    const left = readdirSync(join(folder, 'names')).map((name) => readlinkSync(join(folder, 'names', name)));
    expect(left.sort()).toEqual(folders.slice(0, 49).sort());
  });
});
