import { createPrivateKey, type JsonWebKey, type KeyObject } from 'node:crypto';

import { UserError } from '../errors.js';
import { Malformed, WireReader, withoutZeros } from './wire.js';

/** Curves of ECDSA keys (RFC 5656, section 10.1), with JOSE's names and the size of a coordinate in bytes. */
const CURVES: ReadonlyMap<string, { readonly crv: string; readonly size: number }> = new Map([
  ['nistp256', { crv: 'P-256', size: 32 }],
  ['nistp384', { crv: 'P-384', size: 48 }],
  ['nistp521', { crv: 'P-521', size: 66 }],
]);

const OPENSSH = /-----BEGIN OPENSSH PRIVATE KEY-----([A-Za-z0-9+/=\s]*)-----END OPENSSH PRIVATE KEY-----/;
const ENCRYPTED = /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m;

/**
 * Reads a private key that ssh-keygen or openssl wrote: in OpenSSH's own format, or in PEM. Errors do not show its content.
 *
 * @param label the name of the file in errors
 * @throws UserError for any other text, and for a key with a passphrase
 */
export function readPrivateKey(text: string, label: string): KeyObject {
  const own = OPENSSH.exec(text)?.[1];
  if (ENCRYPTED.test(text)) throw encrypted(label);
  try {
    return own === undefined ? createPrivateKey(text) : openSshKey(Buffer.from(own, 'base64'), label);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const why = error instanceof Malformed ? `: ${error.message}` : '';
    throw new UserError(`${label} is not a private key that can be read${why}`, {
      hint: 'Keys of ssh-keygen and openssl can be used: Ed25519, RSA and ECDSA.',
    });
  }
}

function encrypted(label: string): UserError {
  return new UserError(`${label} is protected by a passphrase, and there is nobody to ask for it`, {
    hint: 'Add it to an agent with ssh-add, and forward that: --ssh default.',
  });
}

const MAGIC = 'openssh-key-v1\0';

/** Reads the format of OpenSSH's PROTOCOL.key, without a passphrase. */
function openSshKey(bytes: Buffer, label: string): KeyObject {
  const outer = new WireReader(bytes);
  if (outer.bytes(MAGIC.length).toString('latin1') !== MAGIC) throw new Malformed('it does not begin as one');
  const cipher = outer.text();
  if (cipher !== 'none') throw encrypted(label);
  outer.string();
  outer.string();
  if (outer.uint32() !== 1) throw new Malformed('it holds more than one key');
  outer.string();
  const inner = new WireReader(outer.string());
  if (inner.uint32() !== inner.uint32()) throw new Malformed('it is damaged');
  return createPrivateKey({ key: jsonWebKey(inner.text(), inner), format: 'jwk' });
}

function jsonWebKey(type: string, fields: WireReader): JsonWebKey {
  switch (type) {
    case 'ssh-ed25519': {
      const x = fields.string();
      // The field holds the seed, followed by the public key.
      const d = fields.string().subarray(0, 32);
      return { kty: 'OKP', crv: 'Ed25519', x: base64(x), d: base64(d) };
    }
    case 'ssh-rsa': {
      const [n, e, d, qi, p, q] = [1, 2, 3, 4, 5, 6].map(() => withoutZeros(fields.string()));
      if (n === undefined || e === undefined || d === undefined) throw new Malformed('it is cut off');
      if (qi === undefined || p === undefined || q === undefined) throw new Malformed('it is cut off');
      const [dp, dq] = [remainder(d, p), remainder(d, q)];
      const numbers = Object.entries({ n, e, d, p, q, dp, dq, qi });
      return { kty: 'RSA', ...Object.fromEntries(numbers.map(([name, value]) => [name, base64(value)])) };
    }
    default: {
      const curve = type.startsWith('ecdsa-sha2-') ? CURVES.get(fields.text()) : undefined;
      if (curve === undefined) throw new Malformed(`keys of the type ${JSON.stringify(type)} are not supported`);
      const { crv, size } = curve;
      const point = fields.string();
      // An uncompressed point: the byte 4, then two coordinates.
      if (point.length !== 1 + 2 * size || point[0] !== 4) throw new Malformed('its public part is not valid');
      const d = withoutZeros(fields.string());
      if (d.length > size) throw new Malformed('its number is too large');
      const padded = Buffer.concat([Buffer.alloc(size - d.length), d]);
      return {
        kty: 'EC',
        crv,
        x: base64(point.subarray(1, 1 + size)),
        y: base64(point.subarray(1 + size)),
        d: base64(padded),
      };
    }
  }
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64url');
}

/** d mod (prime - 1), which the file does not contain. */
function remainder(d: Buffer, prime: Buffer): Buffer {
  const divisor = BigInt(`0x0${prime.toString('hex')}`) - 1n;
  if (divisor < 1n) throw new Malformed('it is damaged');
  const hex = (BigInt(`0x0${d.toString('hex')}`) % divisor).toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}
