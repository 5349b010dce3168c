import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

import type { InputChange, StepReason } from '../../../src/engine/reason.js';
import { REPOSITORY } from '../../support/made-once.js';
import { readDocuments } from './read-documents.js';

/** Where each reason is explained. The compiler sees to it that none is missing. */
const REASONS: Readonly<Record<StepReason['kind'], string>> = {
  'same-inputs': 'hits',
  'same-step': 'hits',
  changed: 'why-a-step-missed',
  'no-record': 'the-first-build-here',
  unreachable: 'the-cache-was-unreachable',
  'new-instruction': 'the-instruction-was-edited',
  unfinished: 'the-last-build-did-not-get-past-it',
  evicted: 'the-result-is-gone',
  'cache-off': 'the-cache-was-switched-off',
  'cache-off-in-stage': 'the-cache-was-switched-off',
  'not-evaluated': 'it-ended-before-it-ran',
  'not-reached': 'it-ended-before-it-ran',
};

const CHANGES: Readonly<Record<InputChange['input'], string>> = {
  instruction: 'the-instruction-was-edited',
  files: 'a-file-changed',
  arg: 'a-variable-changed',
  env: 'a-variable-changed',
  base: 'the-base-changed',
  platform: 'the-platform-changed',
  option: 'the-instruction-was-edited',
  expansion: 'variables-expand-to-other-values',
  parent: 'a-step-below-it-changed',
  config: 'the-images-config-changed',
};

const PATH = 'docs/troubleshooting.md';

it('explains every reason', () => {
  const anchors = readDocuments().find(({ path }) => path === PATH)?.anchors ?? new Set();
  const wanted = new Set([...Object.values(REASONS), ...Object.values(CHANGES)]);
  expect([...wanted].filter((anchor) => !anchors.has(anchor))).toEqual([]);
});

it('quotes messages as the code has them', () => {
  const text = readFileSync(join(REPOSITORY, PATH), 'utf8');
  const code = readdirSync(join(REPOSITORY, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(REPOSITORY, 'src', name), 'utf8'))
    .join('\n');
  // A code span at the start of a paragraph or of a row, or behind another one, is a message.
  const lines = text.split('\n');
  const quoted = lines
    .filter((line, index) => line.startsWith('| `') || (line.startsWith('`') && lines[index - 1] === ''))
    .flatMap((line) => /^(?:\| )?(?:`[^`]+`(?:, )?)+/.exec(line)?.[0].match(/`[^`]+`/g) ?? [])
    .flatMap((span) => span.slice(1, -1).split('…'))
    .map((part) => part.trim())
    .filter((part) => part.length > 5);
  expect(quoted.length).toBeGreaterThan(40);
  expect(quoted.filter((part) => !code.includes(part))).toEqual([]);
});
