import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type KernelCalls, type KernelMount, SyscallError } from '../../../../src/worker/kernel/syscalls.js';
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

function step(mounts: LayerMounts, name: string): Promise<unknown> {
  const scratch = join(folder, name);
  const upper = { upper: join(scratch, 'upper'), work: join(scratch, 'work') };
  for (const path of Object.values(upper)) mkdirSync(path, { recursive: true });
  return mounts.mount([], join(scratch, 'root'), scratch, upper);
}

// No layers are mounted, so that none is asked for.
const NO_SNAPSHOTS = { folder: () => '' } as unknown as Snapshots;

describe('the file system of a step', () => {
  it('waits for no disk', async () => {
    const { mounts, kernel } = kernelWithout();
    await step(new LayerMounts(kernel, NO_SNAPSHOTS, 'trusted'), 'a');
    expect(mounts.map(({ options }) => options.includes('volatile'))).toEqual([true]);
  });

  it('is mounted by a kernel that knows no way not to wait, which is asked for it once', async () => {
    const { mounts, kernel } = kernelWithout('volatile');
    const layers = new LayerMounts(kernel, NO_SNAPSHOTS, 'trusted');
    await step(layers, 'a');
    await step(layers, 'b');
    expect(mounts.map(({ options }) => options.includes('volatile'))).toEqual([true, false, false]);
  });

  it('is not mounted where overlayfs refuses altogether', async () => {
    const { mounts, kernel } = kernelWithout('index=off');
    const layers = new LayerMounts(kernel, NO_SNAPSHOTS, 'trusted');
    await expect(step(layers, 'a')).rejects.toThrow(/overlayfs refused to mount 1 layers: Invalid argument/);
    expect(mounts).toHaveLength(2);
  });
});
