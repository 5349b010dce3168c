import { dpkg } from './databases/dpkg.js';
import type { Cataloger } from './findings/cataloger.js';

/** Whoever names a file first reads it. */
export const CATALOGERS: readonly Cataloger[] = [dpkg];
