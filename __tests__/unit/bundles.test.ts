import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const DIST = join(import.meta.dirname, '../../dist');
const BUNDLES = readdirSync(DIST);

/** The texts of a bundle's files: `index.js`, and those with what is imported late. */
function textsOf(bundle: string): ReadonlyMap<string, string> {
  const names = readdirSync(join(DIST, bundle)).filter((name) => name.endsWith('.js'));
  return new Map(names.map((name) => [name, readFileSync(join(DIST, bundle, name), 'utf8')]));
}

/** Packages that ncc's comments name. */
function packagesIn(text: string): readonly string[] {
  const comments = text.matchAll(/^\/\/ (?:EXTERNAL|CONCATENATED) MODULE: \.\/node_modules\/((?:@[^/]+\/)?[^/]+)\//gm);
  return [...comments].map(([, name = '']) => name);
}

describe.each(BUNDLES)('the bundle %s', (bundle) => {
  const texts = textsOf(bundle);

  it('has modules that are parsed once', () => {
    for (const text of texts.values()) expect(/^\/\*{3}\/ \(\([^()]*\) => \{$/m.exec(text)?.[0]).toBeUndefined();
  });

  it('names the licences of its packages', () => {
    const packages = [...texts.values()].flatMap(packagesIn);
    if (packages.length === 0) return;
    const lines = new Set(readFileSync(join(DIST, bundle, 'LICENSES'), 'utf8').split('\n'));
    expect([...new Set(packages)].filter((name) => !lines.has(name))).toEqual([]);
  });
});

// What a start must not read, by a text that is only there: each is loaded by the verb or the step that uses it.
it.each([
  ['cli', ['class Attestor', 'function renderPage(', 'function readBake(', 'const imageVerbs =']],
  ['main', ['class Attestor', 'class ReserveCacheError']],
])('%s starts without what it imports late', (bundle, late) => {
  const texts = [...textsOf(bundle)];
  for (const text of late) {
    const files = texts.filter(([, whole]) => whole.includes(text)).map(([name]) => name);
    expect(files, text).toHaveLength(1);
    expect(files, text).not.toContain('index.js');
  }
});
