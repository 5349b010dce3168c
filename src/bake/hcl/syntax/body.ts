import type { Expression } from './expression.js';
import type { Range } from './source.js';

export interface Attribute {
  readonly name: string;
  readonly value: Expression;
  readonly range: Range;
}

/** `type "label" { … }`. */
export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: Body;
  /** Its type and labels. */
  readonly range: Range;
}

/**
 * What is in a file or a block. An HCL file says which names are blocks. In JSON the reader of a body decides that, so
 * the content is looked up by name.
 */
export interface Body {
  readonly range: Range;
  attribute(name: string): Attribute | undefined;
  /** @param labels how many labels a block of this type has */
  blocks(type: string, labels: 0 | 1): readonly Block[];
  /** All attributes but these; what is a block in HCL is none. */
  attributes(except: ReadonlySet<string>): readonly Attribute[];
}
