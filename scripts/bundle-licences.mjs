/**
 * The licences of the packages in a bundle. ncc writes them only for bundles of one file: with several, each has a list that
 * replaces the one before.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const LICENCE_FILE = /^(?:licen[cs]e|copying)(?:[-.].*)?$/i;

/**
 * @param {import('webpack').Compilation} compilation of ncc's `stats`
 * @returns {string} name, kind and text of each package's licence; empty where there is no package
 */
export function licencesOf(compilation) {
  const folders = new Set([...compilation.modules].flatMap((module) => packageFolder(module)));
  const texts = [...folders].map(licenceOf).sort((one, other) => (one < other ? -1 : 1));
  return [...new Set(texts)].join('\n\n');
}

/** A module that webpack joined from several has them in `modules`. */
function packageFolder(module) {
  if (module.modules !== undefined) return [...module.modules].flatMap((inner) => packageFolder(inner));
  const found = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(module.resource ?? '');
  return found === null ? [] : [found[0]];
}

function licenceOf(folder) {
  const { name, license, licenses = [] } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  // Old packages have a list of kinds, or the text alone.
  const kinds = [license, ...licenses].map((kind) => kind?.type ?? kind).filter((kind) => kind !== undefined);
  const files = readdirSync(folder).filter((file) => LICENCE_FILE.test(file));
  const texts = files
    .sort()
    .map((file) => readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  if (kinds.length + texts.length === 0) texts.push('(The package names no licence.)');
  return [name, ...kinds, ...texts].join('\n') + '\n';
}
