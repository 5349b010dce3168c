import { ATTESTATION_OPTIONS } from './attestation-options.js';
import { BUILDER_OPTIONS } from './builder-options.js';
import { CACHE_OPTIONS } from './cache-options.js';
import { CACHE_SETTINGS } from './cache-settings.js';
import { GENERAL_OPTIONS, HOST_OPTIONS } from './host-options.js';
import { IMAGE_OPTIONS } from './image-options.js';
import { OUTPUT_OPTIONS } from './output-options.js';
import { NAME_OPTIONS } from './name-options.js';
import type { OptionGroup, OptionTable } from './read-options.js';
import { REPORT_OPTIONS } from './report-options.js';
import { RUN_OPTIONS } from './run-options.js';

/**
 * Every option of a build, each declared once. To add one, add an entry to its group and code that uses its value. `npm run
 * generate` then brings it into action.yml and the documents.
 */
export const BUILD_TABLE = {
  image: { title: 'What to build', options: IMAGE_OPTIONS },
  names: { title: 'Names of the image', options: NAME_OPTIONS },
  run: { title: 'RUN steps', options: RUN_OPTIONS },
  builder: { title: 'Who builds', options: BUILDER_OPTIONS },
  output: { title: 'Where the image goes', options: OUTPUT_OPTIONS },
  attestations: { title: 'What is said about the image', options: ATTESTATION_OPTIONS },
  caches: { title: 'Caches', options: CACHE_OPTIONS },
  cache: { title: 'What caches keep', options: CACHE_SETTINGS },
  report: { title: 'Progress and reports', options: REPORT_OPTIONS },
  host: { title: 'Folders and registries', options: HOST_OPTIONS },
} as const satisfies OptionTable;

/** What every verb of the command line takes. */
export const GENERAL = { title: 'General', options: GENERAL_OPTIONS } as const satisfies OptionGroup;

/** The same for a verb that has another use for `-h`, as docker's `run`. */
export const GENERAL_WITHOUT_H = {
  ...GENERAL,
  options: { ...GENERAL_OPTIONS, help: { ...GENERAL_OPTIONS.help, flag: '--help' } },
} as const satisfies OptionGroup;

export type GeneralGroup = typeof GENERAL | typeof GENERAL_WITHOUT_H;
