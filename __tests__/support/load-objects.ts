import type { LoadObjects } from '../../src/objects/load-objects.js';

/** The libraries of object stores as they are in the sources, and not from their bundles. */
export const loadObjects: LoadObjects = async (settings, wire) => {
  switch (settings.kind) {
    case 's3':
      return (await import('../../src/objects/s3/s3-store.js')).openS3(settings, wire);
    case 'azblob':
      return (await import('../../src/objects/azblob/azblob-store.js')).openAzblob(settings, wire);
  }
};
