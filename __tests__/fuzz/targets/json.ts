import { array, arrayOfValid, mapOf, tuple, withDefault } from '../../../src/json/containers.js';
import { decodeOrUndefined } from '../../../src/json/decode-or.js';
import { anything, nonNegativeInteger, number, oneOf, string, utcTime } from '../../../src/json/decoder.js';
import { JsonError } from '../../../src/json/json-error.js';
import { ifValid, looseObject, nullish, object, optional } from '../../../src/json/object.js';
import { parseJson } from '../../../src/json/parse-json.js';
import { union } from '../../../src/json/union.js';
import { mutateJson } from '../mutate/json.js';
import { holds, type Target } from '../target.js';

const fields = {
  text: string,
  maybe: optional(number),
  nothing: nullish(nonNegativeInteger),
  list: array(string, 3),
  pair: withDefault(tuple(string, number), ['', 0]),
  names: withDefault(mapOf(oneOf(1, 2)), {}),
  valid: withDefault(arrayOfValid(utcTime), []),
  any: ifValid(anything),
};
const strict = object(fields);
const loose = looseObject(fields);
const either = union<{ readonly type: 'a' } | { readonly type: 'b'; readonly x: number }, 'type'>('type', {
  a: object({}),
  b: object({ x: number }),
});

export const target: Target = {
  seeds: [
    '{"text":"a","maybe":1,"nothing":null,"list":["x"],"pair":["p",1.5],"names":{"n":1},"valid":["2026-01-01T00:00:00Z",0],"any":{}}',
    '{"type":"b","x":1e3}',
    '[[[]],{"a":{"b":null}},"\\u0061\\ud83d\\ude00\\"",-0.0,1E+2,true,false]',
    '{"__proto__":1,"constructor":{},"":0,"\\u005f":2}',
  ].map((text) => Buffer.from(text)),
  dictionary: [
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '"',
    '\\u0000',
    '\\"',
    '\\\\',
    'null',
    'true',
    '1e999',
    '-0',
    '__proto__',
    '\xef\xbb\xbf',
  ],
  mutators: [mutateJson],
  refusals: [JsonError],
  run(input) {
    const value = parseJson(input, 1024 ** 2);
    const text = JSON.stringify(value);
    holds(JSON.stringify(parseJson(text, Infinity)) === text, 'a value can be written and read');
    holds(text === JSON.stringify(JSON.parse(input.toString('utf8'))), 'it is what JSON.parse reads');
    for (const decoder of [strict, either]) {
      const decoded: unknown = decodeOrUndefined<unknown>(decoder, value);
      if (decoded === undefined) continue;
      const again: unknown = decodeOrUndefined<unknown>(decoder, JSON.parse(JSON.stringify(decoded)));
      holds(JSON.stringify(again) === JSON.stringify(decoded), 'what a decoder gives, it takes');
    }
    loose(value);
    holds(({} as { polluted?: unknown }).polluted === undefined, 'no prototype was changed');
  },
};
