import { array } from '../../json/containers.js';
import { decodeOrUndefined } from '../../json/decode-or.js';
import { type Decoder, string } from '../../json/decoder.js';
import { JsonError } from '../../json/json-error.js';
import { ifValid, object } from '../../json/object.js';
import { parseJson } from '../../json/parse-json.js';
import type { Cataloger } from '../findings/cataloger.js';
import type { FoundPackage } from '../findings/found-package.js';
import { personOf } from '../findings/person.js';

/** Bytes; the largest in the registry have some hundred kilobytes. */
const LARGEST = 1024 * 1024;

/**
 * Each `package.json` with a name and a version, wherever it is. Packages bring such files without being installed (as examples, or
 * copies of others), and those are in the image, too.
 */
export const npm: Cataloger = {
  name: 'npm',
  matches: ({ path }) => path === 'package.json' || path.endsWith('/package.json'),
  maxBytes: LARGEST,
  *packages(bytes, path) {
    const { name, version, license, licenses, author, _integrity } = manifestIn(bytes, path) ?? {};
    const [, namespace, bare] = /^(?:(@[^@/\s]+)\/)?([^@/\s]+)$/.exec(name ?? '') ?? [];
    if (bare === undefined || version === undefined || version.trim() === '') return;
    yield {
      type: 'npm',
      namespace,
      name: bare,
      version: version.trim(),
      license: license ?? eitherOf(licenses),
      supplier: author,
      checksum: checksumOf(_integrity),
    };
  },
};

/** npm writes one for each package that it installs; others may be anything, such as what a test of a parser needs. */
const INSTALLED = /(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/]+\/package\.json$/;

const namedType = object({ type: string });
const aLicense: Decoder<string> = (value) => (typeof value === 'string' ? value : namedType(value).type);
const person = object({ name: string, email: ifValid(string) });

const manifest = object({
  name: ifValid(string),
  version: ifValid(string),
  license: ifValid(aLicense),
  // The old form, for which npm's documentation names `OR` as what it means.
  licenses: ifValid(array(aLicense, 20)),
  // Written by npm up to its version 6.
  _integrity: ifValid(string),
  author: ifValid((value) => {
    const { name, email } = typeof value === 'string' ? { name: value } : person(value);
    return personOf(email === undefined ? name : `${name} <${email}>`);
  }),
});

/** @throws JsonError for an installed package whose manifest is none */
function manifestIn(bytes: Buffer, path: string): ReturnType<typeof manifest> | undefined {
  try {
    return decodeOrUndefined(manifest, parseJson(withoutMark(bytes), LARGEST, 'last-wins'));
  } catch (error) {
    if (error instanceof JsonError && !INSTALLED.test(path)) return undefined;
    throw error;
  }
}

/** npm accepts a byte order mark. */
function withoutMark(bytes: Buffer): Buffer {
  return bytes.subarray(0, 3).equals(Buffer.of(0xef, 0xbb, 0xbf)) ? bytes.subarray(3) : bytes;
}

function eitherOf(licenses: readonly string[] = []): string | undefined {
  if (licenses.length < 2) return licenses[0];
  return `(${licenses.join(' OR ')})`;
}

/** Of the archive (W3C, "Subresource Integrity"). */
function checksumOf(integrity: string | undefined): FoundPackage['checksum'] {
  const [, bits, value] = /^sha(1|256|512)-([A-Za-z0-9+/]{20,100}={0,2})$/.exec(integrity ?? '') ?? [];
  if (bits === undefined || value === undefined) return undefined;
  return { algorithm: `SHA${bits as '1' | '256' | '512'}`, value: Buffer.from(value, 'base64').toString('hex') };
}
