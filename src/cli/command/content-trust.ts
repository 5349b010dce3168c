import { SWITCH } from '../../app/options/option.js';
import type { UnsupportedOption } from '../../app/options/unsupported-options.js';

/** What docker's notary signed is not checked, as with docker by default. */
export const CONTENT_TRUST: UnsupportedOption = {
  flag: '--disable-content-trust',
  takes: SWITCH,
  unsupported: { flag: 'ignored', input: 'ignored' },
  why: 'signatures of notary are not looked at',
};
