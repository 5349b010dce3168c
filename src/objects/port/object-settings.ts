/** Where in a bucket or container a cache is. */
export interface ObjectPlaces {
  readonly manifestsPrefix: string;
  readonly blobsPrefix: string;
  /** The cache's own name. */
  readonly name: string;
}

export interface S3Settings {
  readonly kind: 's3';
  readonly bucket: string;
  readonly region: string;
  /** Another server than Amazon's. */
  readonly endpointUrl?: string;
  /** The bucket is in the path of addresses, and not in the host. */
  readonly pathStyle: boolean;
  /** Absent: as the environment says, in the order of Amazon's own programs. */
  readonly credentials?: { readonly id: string; readonly secret: string; readonly sessionToken?: string };
}

export interface AzblobSettings {
  readonly kind: 'azblob';
  /** `https://ACCOUNT.blob.core.windows.net` */
  readonly accountUrl: string;
  readonly accountName: string;
  readonly container: string;
  /** Absent: as the environment says, in the order of Azure's own programs. */
  readonly accountKey?: string;
}

export type ObjectStoreSettings = S3Settings | AzblobSettings;

/** A cache in an object store. */
export interface ObjectCacheSettings {
  readonly store: ObjectStoreSettings;
  readonly places: ObjectPlaces;
  /** Milliseconds after which what is still used is made new again, so that rules of expiry spare it. */
  readonly touchRefreshMs: number;
  /** Blobs that are uploaded at the same time. */
  readonly parallelism: number;
}

/** The values among the settings that nobody may see. */
export function secretsOf(store: ObjectStoreSettings): readonly string[] {
  if (store.kind === 'azblob') return store.accountKey === undefined ? [] : [store.accountKey];
  const { credentials } = store;
  if (credentials === undefined) return [];
  const { id, secret, sessionToken } = credentials;
  return [id, secret, ...(sessionToken === undefined ? [] : [sessionToken])];
}
