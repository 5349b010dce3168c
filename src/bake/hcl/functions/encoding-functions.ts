import { createHash, randomUUID } from 'node:crypto';

import { csvRecords } from '../../../text/csv.js';
import { UserError } from '../../../errors.js';
import { BakeError } from '../syntax/source.js';
import { CallError } from '../evaluate/scope.js';
import { valueOfJson } from '../evaluate/json-value.js';
import { jsonOf } from '../values/json.js';
import { objectType, STRING, type Type } from '../values/type.js';
import { listValue, objectValue, stringValue, type Value } from '../values/value.js';
import { type FunctionTable, orNull, takes, text } from './declare.js';

function hash(algorithm: string): ReturnType<typeof takes> {
  return takes([text('str')], (args) => stringValue(createHash(algorithm).update(args.text(0)).digest('hex')));
}

export const ENCODING_FUNCTIONS: FunctionTable = new Map([
  ['md5', hash('md5')],
  ['sha1', hash('sha1')],
  ['sha256', hash('sha256')],
  ['sha512', hash('sha512')],
  ['base64encode', takes([text('str')], (args) => stringValue(Buffer.from(args.text(0)).toString('base64')))],
  ['base64decode', takes([text('str')], (args) => stringValue(decodedBase64(args.text(0))))],
  [
    'urlencode',
    takes([text('str')], (args) =>
      stringValue(
        new URLSearchParams([['', args.text(0)]]).toString().slice(1).replaceAll('*', '%2A').replaceAll('%7E', '~'),
      ),
    ),
  ],
  ['jsonencode', takes([orNull('val')], (args) => stringValue(jsonOf(args.value(0))))],
  [
    'jsondecode',
    takes([text('str')], (args) => {
      try {
        return valueOfJson(args.text(0));
      } catch (error) {
        if (error instanceof BakeError) throw new CallError('the text is no JSON');
        throw error;
      }
    }),
  ],
  ['csvdecode', takes([text('str')], (args) => decodedCsv(args.text(0)))],
  ['uuidv4', takes([], () => stringValue(randomUUID()))],
  ['uuidv5', takes([text('namespace'), text('name')], (args) => stringValue(nameUuid(args.text(0), args.text(1))))],
]);

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function decodedBase64(encoded: string): string {
  const compact = encoded.replace(/[\r\n]/g, '');
  if (!BASE64.test(compact)) throw new CallError('the text is no base64');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(compact, 'base64'));
  } catch {
    throw new CallError('what is encoded is no UTF-8');
  }
}

function decodedCsv(csv: string): Value {
  let records: string[][];
  try {
    records = csvRecords(csv, 'strict');
  } catch (error) {
    if (error instanceof UserError) throw new CallError(error.message);
    throw error;
  }
  const [header, ...rows] = records;
  if (header === undefined) throw new CallError('the header is missing');
  if (new Set(header).size < header.length) throw new CallError('two columns have the same name');
  const type: Type = objectType(new Map(header.map((name) => [name, STRING])));
  return listValue(
    rows.map((row) => {
      if (row.length !== header.length) throw new CallError(`a row has ${row.length} fields, not ${header.length}`);
      return objectValue(header.map((name, index) => [name, stringValue(row[index] ?? '')] as const));
    }),
    type,
  );
}

/** RFC 4122's name spaces. */
const NAMESPACES: ReadonlyMap<string, string> = new Map(
  ['dns', 'url', 'oid', '', 'x500'].map((name, index) => [name, `6ba7b81${index}-9dad-11d1-80b4-00c04fd430c8`]),
);

/** A UUID of version 5 (RFC 4122): by the SHA-1 of a name. */
function nameUuid(namespace: string, name: string): string {
  const space = NAMESPACES.get(namespace) ?? namespace;
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(space)) throw new CallError('the name space is no UUID');
  const digest = createHash('sha1')
    .update(Buffer.from(space.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest()
    .subarray(0, 16);
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x50, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  return digest.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
