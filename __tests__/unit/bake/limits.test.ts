import { describe, expect, it } from 'vitest';

import { readBake } from '../../../src/bake/read-bake.js';
import { UserError } from '../../../src/errors.js';

/** Definitions of people who want to keep a machine busy, or to fill its memory. */
const HOSTILE: readonly (readonly [string, string, string])[] = [
  ['nested parentheses', 'docker-bake.hcl', `a = ${'('.repeat(5000)}1${')'.repeat(5000)}`],
  ['nested blocks', 'docker-bake.hcl', 'a {\n'.repeat(5000)],
  ['nested templates', 'docker-bake.hcl', `a = ${'"${'.repeat(5000)}`],
  ['nested JSON', 'docker-bake.json', '[{"a":'.repeat(5000)],
  ['nested YAML', 'compose.yaml', `services: ${'['.repeat(20_000)}`],
  [
    'a long text from a short one',
    'docker-bake.hcl',
    doubling('"${x0}${x0}"', (before) => `"\${${before}}\${${before}}"`),
  ],
  [
    'loops in loops',
    'docker-bake.hcl',
    `a = [for a in range(1000): [for b in range(1000): [for c in range(1000): c]]]`,
  ],
  ['lists in loops', 'docker-bake.hcl', 'a = [for a in range(1000): [for b in range(1000): range(1000)]]'],
  [
    'a long list from a short one',
    'docker-bake.hcl',
    doubling('concat(x0, x0)', (before) => `concat(${before}, ${before})`, '[1, 2]'),
  ],
  ['numbers that grow', 'docker-bake.hcl', doubling('x0 * x0', (before) => `${before} * ${before}`, '1e100')],
  ['a wide text of format', 'docker-bake.hcl', 'a = format("%999999999d", 1)'],
  [
    'many targets of a matrix',
    'docker-bake.hcl',
    'target "a" {\n  name = "a${x}${y}"\n  matrix = { x = range(1000), y = range(1000) }\n}',
  ],
  ['aliases of aliases', 'compose.yaml', aliases()],
  ['merges of what is no mapping', 'compose.yaml', 'services: { a: { build: &b 1 }, c: { <<: *b } }'],
  ['nested variables', 'compose.yaml', `services: { a: { image: "${'${A:-'.repeat(500)}${'}'.repeat(500)}" } }`],
];

function doubling(first: string, next: (before: string) => string, start = `"${'x'.repeat(1000)}"`): string {
  const lines = [`x0 = ${start}`, `x1 = ${first}`];
  for (let at = 2; at < 60; at += 1) lines.push(`x${at} = ${next(`x${at - 1}`)}`);
  return `${lines.join('\n')}\n`;
}

function aliases(): string {
  const lines = ['x0: &x0 [a, a, a, a, a, a, a, a, a, a]'];
  for (let at = 1; at < 12; at += 1) lines.push(`x${at}: &x${at} [${`*x${at - 1}, `.repeat(9)}*x${at - 1}]`);
  return `${lines.join('\n')}\nservices: {}\n`;
}

describe('limits of bake definitions', () => {
  it.each(HOSTILE)('refuses %s', async (_what, name, text) => {
    const reading = readBake({
      readNamed: () => Promise.resolve(undefined),
      files: [{ name, text }],
      environment: { lookUp: () => undefined, builtIns: new Map(), now: () => new Date(0), homeDirectory: '/root' },
    });
    await expect(reading).rejects.toThrow(UserError);
  });

  it('asks for no variable of the environment that is not declared', async () => {
    const asked: string[] = [];
    await readBake({
      readNamed: () => Promise.resolve(undefined),
      files: [{ name: 'docker-bake.hcl', text: 'variable "A" {}\ntarget "default" { args = { a = A } }' }],
      environment: {
        lookUp: (name) => void asked.push(name),
        builtIns: new Map(),
        now: () => new Date(0),
        homeDirectory: '/root',
      },
    });
    expect([...new Set(asked)].sort()).toEqual(['A', 'A_JSON']);
  });
});
