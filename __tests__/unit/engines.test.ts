import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Range, subset } from 'semver';
import { expect, it } from 'vitest';

const REPOSITORY = join(import.meta.dirname, '../..');

interface Lock {
  readonly packages: Readonly<Record<string, { readonly engines?: { readonly node?: string } }>>;
}

it('promises no version of Node on which npm ci would warn of a package', () => {
  const { packages } = JSON.parse(readFileSync(join(REPOSITORY, 'package-lock.json'), 'utf8')) as Lock;
  const claimed = packages['']?.engines?.node ?? '';
  expect(new Range(claimed).range).not.toBe('');
  const refusing = Object.entries(packages)
    .filter(([, { engines }]) => engines?.node !== undefined && !subset(claimed, engines.node))
    .map(([name, { engines }]) => `${name}: ${engines?.node}`);
  expect(refusing).toEqual([]);
});
