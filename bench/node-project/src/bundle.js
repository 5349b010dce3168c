import { readFileSync } from 'node:fs';
import semver from 'semver';

if (!semver.valid('1.2.3')) throw new Error('npm ci left something out');
for (const name of ['greeting.js', 'main.js']) {
  const text = readFileSync(new URL(name, import.meta.url), 'utf8');
  console.log(text.replace(/^import .*$/gm, '').replaceAll('export ', ''));
}
