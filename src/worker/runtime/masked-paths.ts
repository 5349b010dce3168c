import { existsSync, readdirSync } from 'node:fs';

/** As Docker's (moby, `daemon/pkg/oci/defaults.go`). */
const MASKED = [
  '/proc/acpi',
  '/proc/asound',
  '/proc/interrupts',
  '/proc/kcore',
  '/proc/keys',
  '/proc/latency_stats',
  '/proc/sched_debug',
  '/proc/scsi',
  '/proc/timer_list',
  '/proc/timer_stats',
  '/sys/devices/virtual/powercap',
  '/sys/firmware',
];
export const READONLY_PATHS: readonly string[] = [
  '/proc/bus',
  '/proc/fs',
  '/proc/irq',
  '/proc/sys',
  '/proc/sysrq-trigger',
];

const PROCESSORS = '/sys/devices/system/cpu';

/** What no step may see of the machine. From when and how often things happen there, secrets of others can be guessed. */
export function maskedPaths(): readonly string[] {
  const processors = existsSync(PROCESSORS) ? readdirSync(PROCESSORS).filter((name) => /^cpu\d+$/.test(name)) : [];
  const throttles = processors.map((name) => `${PROCESSORS}/${name}/thermal_throttle`);
  return [...MASKED, ...throttles.filter((path) => existsSync(path))];
}
