import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Ajv, type ValidateFunction } from 'ajv';
import { PackageURL } from 'packageurl-js';

import type { SpdxDocument } from '../../src/sbom/spdx/spdx-document.js';

let validate: ValidateFunction | undefined;

function schema(): ValidateFunction {
  const file = join(import.meta.dirname, 'spdx-schema', 'spdx-2.3.json');
  return (validate ??= new Ajv({ strict: false }).compile(JSON.parse(readFileSync(file, 'utf8')) as object));
}

/**
 * Checks a document against the schema of SPDX 2.3, and what a schema cannot say: ids are there once, relationships name what is there,
 * and package URLs are read by another program as they were meant.
 *
 * @returns what is wrong, a line each
 */
export function validateSpdx(document: SpdxDocument): string[] {
  const wrong: string[] = [];
  const parsed = JSON.parse(JSON.stringify(document)) as SpdxDocument;
  if (!schema()(parsed)) wrong.push(JSON.stringify(schema().errors));
  const ids = new Set<string>([parsed.SPDXID]);
  for (const { SPDXID, name, versionInfo, externalRefs = [] } of parsed.packages) {
    if (ids.has(SPDXID)) wrong.push(`${SPDXID} is there twice`);
    ids.add(SPDXID);
    for (const { referenceLocator } of externalRefs) wrong.push(...flawsOf(referenceLocator, name, versionInfo));
  }
  for (const { spdxElementId, relatedSpdxElement } of parsed.relationships) {
    for (const id of [spdxElementId, relatedSpdxElement]) if (!ids.has(id)) wrong.push(`nothing is named ${id}`);
  }
  if (!URL.canParse(parsed.documentNamespace) || parsed.documentNamespace.includes('#')) wrong.push('no namespace');
  return wrong;
}

function flawsOf(url: string, fullName: string, versionInfo: string | undefined): string[] {
  try {
    const { type, namespace, name, version } = PackageURL.fromString(url);
    const canonical = (text: string): string => text.toLowerCase().replace(/[-_.]+/g, '-');
    const isDistribution = ['deb', 'apk', 'rpm', 'oci'].includes(type);
    const read = [isDistribution ? undefined : namespace, name].filter((part) => part !== undefined).join('/');
    const meant = type === 'oci' ? canonical(read) : canonical(fullName);
    if (canonical(read) !== meant) return [`${url} names ${read}, not ${fullName}`];
    const isVersion = version === versionInfo || versionInfo?.endsWith(`:${version}`) === true;
    return isVersion ? [] : [`${url} has version ${version}, not ${versionInfo}`];
  } catch (error) {
    return [`${url}: ${String(error)}`];
  }
}
