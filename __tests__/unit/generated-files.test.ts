import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';

import { generatedFiles } from '../../scripts/documents/generated-files.js';

const REPOSITORY = join(import.meta.dirname, '../..');

it.each(await generatedFiles(REPOSITORY))('$path is what npm run generate makes of it', async ({ path, text }) => {
  expect(await readFile(join(REPOSITORY, path), 'utf8')).toBe(text);
});
