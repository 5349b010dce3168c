import type { EntryClient as CarriedEntries } from '../cache/actions/entry-client.js';

/** The way to a cache service, which the action gives. */
export type EntryClient = CarriedEntries;
