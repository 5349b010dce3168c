// npm run generate: writes everything that is made from the table of options into action.yml and the documents.
import { writeFile } from 'node:fs/promises';
import { register } from 'node:module';
import path from 'node:path';

register('./typescript-loader.mjs', import.meta.url);
const { generatedFiles } = await import('./documents/generated-files.js');

const repository = path.join(import.meta.dirname, '..');
for (const { path: name, text } of await generatedFiles(repository)) {
  await writeFile(path.join(repository, name), text);
  console.log(name);
}
