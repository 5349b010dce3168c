import path from 'node:path';
import { pathToFileURL } from 'node:url';

import type * as AzblobModule from './azblob/azblob-store.js';
import type { ObjectStoreSettings } from './port/object-settings.js';
import type { ObjectStore } from './port/object-store.js';
import type * as S3Module from './s3/s3-store.js';
import type { Wire } from './port/wire.js';

/** Loads the library of a kind of object stores, which is large, and makes the store. No request is made yet. */
export type LoadObjects = (settings: ObjectStoreSettings, wire: Wire) => Promise<ObjectStore>;

/** @param workerEntry dist/worker/index.js, whose neighbours are loaded; absolute */
export function objectsBeside(workerEntry: string): LoadObjects {
  const bundle = async (name: string): Promise<unknown> =>
    import(
      /* webpackIgnore: true */ pathToFileURL(path.join(path.dirname(workerEntry), `../${name}/index.js`)).href
    ) as Promise<unknown>;
  return async (settings, wire) => {
    switch (settings.kind) {
      case 's3':
        return ((await bundle('s3')) as typeof S3Module).openS3(settings, wire);
      case 'azblob':
        return ((await bundle('azblob')) as typeof AzblobModule).openAzblob(settings, wire);
    }
  };
}
