import type { Descriptor } from '../oci/descriptor.js';
import type { Digest } from '../oci/digest.js';

/** in-toto Attestation Framework, "Statement" v1: that something is true of the subjects. */
export interface Statement {
  readonly _type: 'https://in-toto.io/Statement/v1';
  readonly subject: readonly Subject[];
  readonly predicateType: string;
  readonly predicate: object;
}

/** A statement that is to be a referrer of an image when it is signed. */
export interface StatementToSign {
  /** The manifest or index that it is about. */
  readonly subject: Descriptor;
  readonly statement: Statement;
}

/** What a statement is about. */
export interface Subject {
  readonly name: string;
  readonly digest: DigestSet;
}

/** Hexadecimal digests by the names of their algorithms. */
export type DigestSet = Readonly<Record<string, string>>;

/** What is said, and by which schema it is read. */
export interface Predicate {
  readonly type: string;
  readonly content: object;
}

/** @param names of the subject. None: it is known by its digest alone, and its name says so, as in BuildKit's documents. */
export function statementOf(predicate: Predicate, subject: Digest, names: readonly string[]): Statement {
  const digest = digestSet(subject);
  return statementAbout(
    predicate,
    (names.length === 0 ? ['_'] : names).map((name) => ({ name, digest })),
  );
}

export function statementAbout(predicate: Predicate, subject: readonly Subject[]): Statement {
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject,
    predicateType: predicate.type,
    predicate: predicate.content,
  };
}

export function digestSet(digest: Digest): DigestSet {
  const [algorithm = '', hex = ''] = digest.split(':');
  return { [algorithm]: hex };
}
