import type { KernelCalls } from '../kernel/syscalls.js';
import { fillSnapshot, type FillJob } from './fill-job.js';
import { planSnapshot, type PlanJob } from './plan-job.js';
import { unpackLayer, type UnpackJob } from './unpack-job.js';

/** What a thread does for a snapshot. */
export type SnapshotJob = UnpackJob | PlanJob | FillJob;

/** @returns warnings @throws what the task throws */
export async function doSnapshotJob(job: SnapshotJob, kernel: () => KernelCalls): Promise<readonly string[]> {
  switch (job.task) {
    case 'unpack':
      return unpackLayer(job, kernel);
    case 'plan':
      return planSnapshot(job);
    case 'fill':
      return fillSnapshot(job);
  }
}
