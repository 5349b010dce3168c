import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { REPOSITORY } from './made-once.js';

const FILE = join(REPOSITORY, 'docs/report.schema.json');

/** The published schema, with every field refused that it does not name: what is written must be described. */
function strictSchema(): object {
  return JSON.parse(readFileSync(FILE, 'utf8'), (_key, value: unknown) => {
    const isObject = typeof value === 'object' && value !== null && 'properties' in value && 'type' in value;
    return isObject && value.type === 'object' ? { ...value, additionalProperties: false } : value;
  }) as object;
}

const validate = new Ajv({ allErrors: true, strict: true }).compile(strictSchema());

/** What is wrong with a report, by the published schema; nothing is right. */
export function schemaErrors(report: unknown): readonly string[] {
  // As a reader gets it.
  if (validate(JSON.parse(JSON.stringify(report)))) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}
