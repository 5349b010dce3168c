/**
 * How the worker keeps layers for steps: as folders, as EROFS images, as images that steps use while their content still comes, or as the
 * machine allows.
 */
export const STORAGE_DRIVERS = ['auto', 'folders', 'erofs', 'lazy'] as const;
export type StorageDriver = (typeof STORAGE_DRIVERS)[number];
