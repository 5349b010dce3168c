/** The media type of a parcel. */
export const DETAILS_PARCEL = 'application/vnd.layer-build.cache.parcel.v1';
