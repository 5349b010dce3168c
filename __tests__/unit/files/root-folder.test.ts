import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

import { CACHE_FOLDER, pathFromRoot, pathInRoot, ROOT_FOLDERS } from '../../../src/files/root-folder.js';

const REPOSITORY = join(import.meta.dirname, '..', '..', '..');
const HOME = 'files/root-folder.ts';

/** overlayfs wants a folder beside each upper one, which is called so. */
const OVERLAY_WORK = /^worker\/.*: \/work$/;

const FOLDERS = Object.values(ROOT_FOLDERS);

/** Cells of the rows of the table below a heading, without the head. */
function tableBelow(heading: string, markdown: string): readonly (readonly string[])[] {
  const section = markdown.split(`\n${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
}

/** A text that names a path: what a call of `join` or `resolve` is given, and what has a slash beside such a name. */
function pathsIn(file: ts.SourceFile): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      const isArgument =
        ts.isCallExpression(node.parent) && /(?:^|\.)(?:join|resolve)$/.test(node.parent.expression.getText());
      if (isArgument || node.text.includes('/')) found.push(node.text);
    } else if (ts.isRegularExpressionLiteral(node))
      found.push(node.text.slice(1).replaceAll('\\/', '/').replace(/^\^/, ''));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const NAMED = [...FOLDERS.map((folder) => folder.path), 'blobs/sha256', 'blobs/sha512', CACHE_FOLDER];
/** Where a text may begin with such a name. To parse a file takes far longer than to look for that. */
const BEGINS = new RegExp(`['"\`}/^](?:${NAMED.map((path) => path.replace(/\/.*/, '')).join('|')})\\b`);

/** The texts of a source that name a folder. */
function foldersIn(path: string, source: string): readonly string[] {
  if (!BEGINS.test(source.replaceAll(/^(?:import|export)\b[^;]*\bfrom '[^']*';$/gm, ''))) return [];
  return pathsIn(ts.createSourceFile(path, source, ts.ScriptTarget.ES2023, true)).filter(namesFolder);
}

/** Whether it is one of the folders, or something in one. The folder of the blobs is the image-spec's too. */
function namesFolder(text: string): boolean {
  const path = text.replace(/^\//, '');
  return NAMED.filter((folder) => folder !== ROOT_FOLDERS.blobs.path).some(
    (folder) => path === folder || path.startsWith(`${folder}/`),
  );
}

describe('the folders below the root', () => {
  it('have different names, and none is inside another except in `ingest`', () => {
    const paths = FOLDERS.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    const nested = paths.filter((path) => paths.some((other) => path.startsWith(`${other}/`)));
    expect(nested).toEqual([ROOT_FOLDERS.actionsIngest.path]);
  });

  it('are given as paths from the root on, and below a root', () => {
    expect(pathFromRoot('blobs', 'sha256', 'aa')).toBe('blobs/sha256/aa');
    expect(pathInRoot('/root/of/all', 'records', 'aa')).toBe(join('/root/of/all', 'cache', 'records', 'aa'));
  });

  it('are those that docs/ARCHITECTURE.md names, with what is in them', () => {
    const document = readFileSync(join(REPOSITORY, 'docs', 'ARCHITECTURE.md'), 'utf8');
    const rows = FOLDERS.map(({ path, holds }) => [`\`${path}/\``, holds]);
    expect(tableBelow('## Below the root folder', document)).toEqual(rows);
  });

  it('are named nowhere else in the code', () => {
    const sources = join(REPOSITORY, 'src');
    const wrong = readdirSync(sources, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && path !== HOME)
      .flatMap((path) => {
        return foldersIn(path, readFileSync(join(sources, path), 'utf8'))
          .map((literal) => `${path}: ${literal}`)
          .filter((found) => !OVERLAY_WORK.test(found));
      });
    expect(wrong).toEqual([]);
  });

  it.each([
    ["join(root, 'snapshots')", ['snapshots']],
    ["path.join(root, 'cache', name)", ['cache']],
    ['`${root}/cache-mounts/${family}`', ['/cache-mounts/']],
    ["const file = 'cache/reports/x'", ['cache/reports/x']],
    ['/^cache\\/scopes\\/[a-f0-9]{64}$/', ['cache/scopes/[a-f0-9]{64}$/']],
    ["const verb = 'cache'", []],
    ['`v2/${name}/blobs/uploads/`', []],
  ])('would be found in %s', (code, expected) => {
    expect(foldersIn('some.ts', code)).toEqual(expected);
  });
});
