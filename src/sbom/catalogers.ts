import { apk } from './databases/apk.js';
import { dpkg } from './databases/dpkg.js';
import type { Cataloger } from './findings/cataloger.js';
import { npm } from './languages/npm.js';
import { python } from './languages/python.js';
import { ruby } from './languages/ruby.js';

/** Who reads what. Whoever names a file first gets it. */
export const CATALOGERS: readonly Cataloger[] = [dpkg, apk, npm, python, ruby];
