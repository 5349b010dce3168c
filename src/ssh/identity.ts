import { createPublicKey, sign, type KeyObject } from 'node:crypto';

import { UserError } from '../errors.js';
import { wireInteger, wireString } from './wire.js';

/** A key in an agent: its public part, and a way to sign with it. */
export interface Identity {
  /** The public key in SSH's form (RFC 4253, section 6.6). */
  readonly publicKey: Buffer;
  /**
   * @param flags of the request: they choose the hash of an RSA signature
   * @returns the name of the algorithm, followed by the signature
   */
  sign(data: Buffer, flags: number): Buffer;
}

/** Flags of a request to sign (draft-ietf-sshm-ssh-agent, "Signature flags"). */
const RSA_SHA2_256 = 2;
const RSA_SHA2_512 = 4;

/** Curves by JOSE's names, with the names of RFC 5656 and the hash that each one uses. */
const CURVES: ReadonlyMap<string, { readonly name: string; readonly hash: string }> = new Map([
  ['P-256', { name: 'nistp256', hash: 'sha256' }],
  ['P-384', { name: 'nistp384', hash: 'sha384' }],
  ['P-521', { name: 'nistp521', hash: 'sha512' }],
]);

/** @throws UserError for a type of key that SSH does not have */
export function identityOf(key: KeyObject, label: string): Identity {
  switch (key.asymmetricKeyType) {
    case 'ed25519':
      return ed25519Identity(key);
    case 'rsa':
      return rsaIdentity(key);
    case 'ec':
      return ecdsaIdentity(key, label);
    default:
      throw new UserError(`${label} is a key of the type ${key.asymmetricKeyType ?? 'none'}, which cannot be used`, {
        hint: 'Ed25519, RSA and ECDSA keys can.',
      });
  }
}

function ed25519Identity(key: KeyObject): Identity {
  const { x } = publicFields(key);
  return {
    publicKey: Buffer.concat([wireString('ssh-ed25519'), wireString(x)]),
    sign: (data) => signature('ssh-ed25519', sign(null, data, key)),
  };
}

function rsaIdentity(key: KeyObject): Identity {
  const { e, n } = publicFields(key);
  return {
    publicKey: Buffer.concat([wireString('ssh-rsa'), wireInteger(e), wireInteger(n)]),
    sign: (data, flags) => {
      if ((flags & RSA_SHA2_256) !== 0) return signature('rsa-sha2-256', sign('sha256', data, key));
      if ((flags & RSA_SHA2_512) !== 0) return signature('rsa-sha2-512', sign('sha512', data, key));
      return signature('ssh-rsa', sign('sha1', data, key));
    },
  };
}

function ecdsaIdentity(key: KeyObject, label: string): Identity {
  const { x, y, crv } = publicFields(key);
  const curve = CURVES.get(crv);
  if (curve === undefined) throw new UserError(`${label} is a key on a curve that SSH does not have`);
  const algorithm = `ecdsa-sha2-${curve.name}`;
  const point = Buffer.concat([Buffer.of(4), x, y]);
  return {
    publicKey: Buffer.concat([wireString(algorithm), wireString(curve.name), wireString(point)]),
    sign: (data) => {
      const numbers = sign(curve.hash, data, { key, dsaEncoding: 'ieee-p1363' });
      const half = numbers.length / 2;
      const [r, s] = [numbers.subarray(0, half), numbers.subarray(half)];
      return signature(algorithm, Buffer.concat([wireInteger(r), wireInteger(s)]));
    },
  };
}

function signature(algorithm: string, bytes: Buffer): Buffer {
  return Buffer.concat([wireString(algorithm), wireString(bytes)]);
}

function publicFields(key: KeyObject): Readonly<Record<'x' | 'y' | 'e' | 'n', Buffer>> & { readonly crv: string } {
  const { x, y, e, n, crv } = createPublicKey(key).export({ format: 'jwk' });
  const bytes = (text: string | undefined): Buffer => Buffer.from(text ?? '', 'base64url');
  return { x: bytes(x), y: bytes(y), e: bytes(e), n: bytes(n), crv: crv ?? '' };
}
