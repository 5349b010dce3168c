/**
 * How the worker keeps layers for steps: as folders or as EROFS images under overlayfs, as images that steps use while their content still
 * comes, in volumes that are cloned, by copies, or as the machine allows.
 */
export const STORAGE_DRIVERS = [
  'auto',
  'overlay',
  'overlay2',
  'erofs',
  'lazy',
  'btrfs',
  'devicemapper',
  'vfs',
] as const;
export type StorageDriver = (typeof STORAGE_DRIVERS)[number];
