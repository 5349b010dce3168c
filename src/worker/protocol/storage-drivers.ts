/** How the worker keeps layers for steps: as folders, as EROFS images, or as the machine allows. */
export const STORAGE_DRIVERS = ['auto', 'folders', 'erofs'] as const;
export type StorageDriver = (typeof STORAGE_DRIVERS)[number];
