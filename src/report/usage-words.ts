import type { StepUsage } from '../engine/step-times.js';
import { formatBytes, formatDuration } from '../text/format.js';

/** `3.2s CPU, 240MB`. */
export function usageWords({ cpuMs, memoryBytes }: StepUsage): string {
  return [`${formatDuration(cpuMs)} CPU`, ...(memoryBytes === undefined ? [] : [formatBytes(memoryBytes)])].join(', ');
}
