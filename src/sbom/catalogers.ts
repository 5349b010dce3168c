import { apk } from './databases/apk.js';
import { dpkg } from './databases/dpkg.js';
import type { Cataloger } from './findings/cataloger.js';
import { npm } from './languages/npm.js';
import { python } from './languages/python.js';
import { ruby } from './languages/ruby.js';
import { rpm } from './rpm/rpm.js';

/** Who reads what. Whoever names a file first gets it. */
export const CATALOGERS: readonly Cataloger[] = [dpkg, apk, rpm, npm, python, ruby];
