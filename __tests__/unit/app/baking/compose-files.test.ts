import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readDefinitionFiles } from '../../../../src/app/baking/read-files.js';
import { DISK } from '../../../../src/app/options/process/file-probe.js';
import { resolveTargets } from '../../../../src/bake/resolve/resolve-targets.js';
import { UserError } from '../../../../src/errors.js';
import { removeTree, temporaryFolder } from '../../../support/temporary-folder.js';

/** On the disk. What such files mean is compared with buildx in references.test.ts. */
describe('files that compose files name', () => {
  let folder: string;
  let work: string;

  beforeAll(async () => {
    folder = await temporaryFolder('compose-files');
    work = join(folder, 'work');
  });
  afterAll(() => removeTree(folder));

  async function contexts(files: Readonly<Record<string, string>>, ...allow: string[]): Promise<unknown> {
    await removeTree(work);
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(work, name)), { recursive: true });
      writeFileSync(join(work, name), text);
    }
    symlinkSync('../outside', join(work, 'link'));
    const { definition } = await readDefinitionFiles({
      files: [],
      vars: [],
      allow,
      environment: { env: {}, cwd: work, home: '/root', files: DISK },
      readText: (file) => Promise.resolve(readFileSync(file, 'utf8')),
    });
    const { targets } = resolveTargets(definition, ['default'], new Map());
    return Object.fromEntries(targets.map(({ name, fields }) => [name, fields.context]));
  }

  it('may include others, at any depth', async () => {
    expect(
      await contexts({
        'compose.yaml': 'include: [parts/one/compose.yaml]\nservices: {top: {build: .}}',
        'parts/one/compose.yaml': 'include: [deeper/compose.yaml]\nservices: {one: {build: ./ctx}}',
        'parts/one/deeper/compose.yaml': 'services: {two: {build: {target: x}}, three: {build: ../ctx}}',
      }),
    ).toEqual({ top: '.', one: 'parts/one/ctx', two: 'parts/one/deeper', three: 'parts/one/ctx' });
  });

  it.each([
    ['include', 'include: [../outside/a.yaml]\nservices: {top: {build: .}}'],
    ['include through a link', 'include: [link/a.yaml]\nservices: {top: {build: .}}'],
    ['extends', 'services: {top: {extends: {file: ../outside/a.yaml, service: far}, build: .}}'],
    ['env_file', 'services: {top: {build: ., env_file: ../outside/a.env}}'],
  ])('have to be allowed elsewhere: %s', async (_what, text) => {
    mkdirSync(join(folder, 'outside'), { recursive: true });
    writeFileSync(join(folder, 'outside/a.yaml'), 'services: {far: {build: /tmp}}');
    writeFileSync(join(folder, 'outside/a.env'), 'A=1');
    await expect(contexts({ 'compose.yaml': text })).rejects.toThrow(/asks for what is not allowed: fs\.read=.*a\./);
    expect(await contexts({ 'compose.yaml': text }, `fs.read=${folder}/outside`)).toHaveProperty('top', '.');
  });

  it('end, also if they name each other', async () => {
    const far = (name: string): string => `services: {a: {extends: {file: ${name}.yaml, service: a}}}`;
    await expect(contexts({ 'compose.yaml': far('b'), 'b.yaml': far('c'), 'c.yaml': far('b') })).rejects.toThrow(
      UserError,
    );
    const many = Array.from({ length: 501 }, () => 'b.yaml').join(', ');
    await expect(
      contexts({ 'compose.yaml': `include: [${many}]`, 'b.yaml': 'services: {b: {image: x}}' }),
    ).rejects.toThrow(/more than 500/);
  });
});
