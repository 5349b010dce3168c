import { lexTemplate, type Token } from './lexer.js';
import { TemplateError } from './template-error.js';

/** What a template is made of (text/template, "Actions"). */
type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'print'; readonly pipeline: Pipeline }
  /** Of the innermost `range`. */
  | { readonly kind: 'break' | 'continue' }
  | {
      readonly kind: 'if' | 'with' | 'range';
      readonly pipeline: Pipeline;
      readonly body: Nodes;
      readonly other: Nodes;
    };
export type Nodes = readonly Node[];

/** Commands, each of which gets the value of the one before as its last argument. */
export interface Pipeline {
  readonly commands: readonly Command[];
  /** The variables that get its value: of `range` there may be two. */
  readonly variables: readonly string[];
  /** `=` changes a variable of an outer block, `:=` makes a new one. */
  readonly declares: boolean;
}

export type Command = readonly Term[];

/** One word of a command, with the fields that follow it. */
export interface Term {
  readonly head:
    | { readonly kind: 'dot' }
    | { readonly kind: 'variable' | 'function'; readonly name: string }
    | { readonly kind: 'value'; readonly value: string | number | boolean | null }
    | { readonly kind: 'pipeline'; readonly pipeline: Pipeline };
  readonly fields: readonly string[];
}

/** Characters of a template, and levels of its blocks and parentheses. Nobody writes as much on a command line. */
const MOST_CHARACTERS = 64 * 1024;
const DEEPEST = 50;

/** @throws TemplateError */
export function parseTemplate(template: string): Nodes {
  if (template.length > MOST_CHARACTERS) throw new TemplateError(`it has more than ${MOST_CHARACTERS} characters`);
  return new Parser(template).parse();
}

class Parser {
  readonly #parts: ReturnType<typeof lexTemplate>;
  #at = 0;
  /** How many of them are around. */
  #ranges = 0;

  constructor(template: string) {
    this.#parts = lexTemplate(template);
  }

  parse(): Nodes {
    const { nodes, ending } = this.#nodes(0);
    if (ending !== undefined) throw new TemplateError(`{{${ending.word}}} ends nothing`);
    return nodes;
  }

  /** Up to `end`, `else` or the end of the template. */
  #nodes(depth: number): {
    readonly nodes: Nodes;
    readonly ending?: { readonly word: string; readonly rest: Token[] };
  } {
    if (depth > DEEPEST) throw new TemplateError(`it is nested more than ${DEEPEST} levels deep`);
    const nodes: Node[] = [];
    for (;;) {
      const part = this.#parts[this.#at++];
      if (part === undefined) return { nodes };
      if (part.kind === 'text') {
        if (part.text !== '') nodes.push(part);
        continue;
      }
      const [first, ...rest] = part.tokens;
      const word = first?.kind === 'word' ? first.text : undefined;
      if (word === 'end' || word === 'else') return { nodes, ending: { word, rest } };
      if (word === 'if' || word === 'with' || word === 'range') nodes.push(this.#block(word, rest, depth));
      else if ((word === 'break' || word === 'continue') && rest.length === 0) {
        if (this.#ranges === 0) throw new TemplateError(`{{${word}}} is outside of a range`);
        nodes.push({ kind: word });
      } else if (word !== undefined && ['define', 'template', 'block'].includes(word)) {
        throw new TemplateError(`{{${word}}} is not supported`);
      } else nodes.push({ kind: 'print', pipeline: pipelineOf(part.tokens) });
    }
  }

  #block(kind: 'if' | 'with' | 'range', tokens: readonly Token[], depth: number): Node {
    const pipeline = pipelineOf(tokens);
    if (kind === 'range') this.#ranges += 1;
    const body = this.#nodes(depth + 1);
    if (kind === 'range') this.#ranges -= 1;
    if (body.ending === undefined) throw new TemplateError(`{{${kind}}} has no {{end}}`);
    if (body.ending.word === 'end') return { kind, pipeline, body: body.nodes, other: [] };
    const [next, ...rest] = body.ending.rest;
    if (next?.kind === 'word' && (next.text === 'if' || next.text === 'with')) {
      return { kind, pipeline, body: body.nodes, other: [this.#block(next.text, rest, depth + 1)] };
    }
    const other = this.#nodes(depth + 1);
    if (other.ending?.word !== 'end') throw new TemplateError(`{{${kind}}} has no {{end}}`);
    return { kind, pipeline, body: body.nodes, other: other.nodes };
  }
}

function pipelineOf(tokens: readonly Token[]): Pipeline {
  const reader = new PipelineReader(tokens);
  const pipeline = reader.read(0);
  reader.requireEnd();
  return pipeline;
}

class PipelineReader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  read(depth: number): Pipeline {
    if (depth > DEEPEST) throw new TemplateError(`it is nested more than ${DEEPEST} levels deep`);
    const { variables, declares } = this.#assignment();
    const commands: Command[] = [];
    do {
      const terms: Term[] = [];
      for (let term = this.#term(depth); term !== undefined; term = this.#term(depth)) terms.push(term);
      if (terms.length === 0) throw new TemplateError('a value is missing');
      commands.push(terms);
    } while (this.#takes('|'));
    return { commands, variables, declares };
  }

  requireEnd(): void {
    if (this.#at < this.#tokens.length) throw new TemplateError('there is something behind the value of an action');
  }

  /** `$x :=`, `$x =`, `$i, $x :=` */
  #assignment(): { readonly variables: readonly string[]; readonly declares: boolean } {
    const start = this.#at;
    const variables: string[] = [];
    for (let token = this.#tokens[this.#at]; token?.kind === 'variable'; token = this.#tokens[this.#at]) {
      variables.push(token.name);
      this.#at += 1;
      if (this.#takes(':=')) return { variables, declares: true };
      if (this.#takes('=')) return { variables, declares: false };
      if (!this.#takes(',')) break;
    }
    this.#at = start;
    return { variables: [], declares: false };
  }

  #term(depth: number): Term | undefined {
    const head = this.#head(depth);
    if (head === undefined) return undefined;
    const fields: string[] = [];
    for (let token = this.#tokens[this.#at]; token?.kind === 'field'; token = this.#tokens[this.#at]) {
      // Behind a space, it is the next argument.
      if (token.spaced && !(head.kind === 'dot' && fields.length === 0 && head.bare)) break;
      fields.push(token.name);
      this.#at += 1;
    }
    return { head, fields };
  }

  #head(depth: number): (Term['head'] & { readonly bare?: boolean }) | undefined {
    const token = this.#tokens[this.#at];
    // `.Name` is a field of the dot.
    if (token?.kind === 'field') return { kind: 'dot', bare: true };
    if (token === undefined || (token.kind === 'sign' && token.text !== '(')) return undefined;
    this.#at += 1;
    if (token.kind === 'dot') return { kind: 'dot' };
    if (token.kind === 'variable') return { kind: 'variable', name: token.name };
    if (token.kind === 'value') return { kind: 'value', value: token.value };
    if (token.kind === 'word') return wordHead(token.text);
    const pipeline = this.read(depth + 1);
    if (!this.#takes(')')) throw new TemplateError('a parenthesis is not closed');
    return { kind: 'pipeline', pipeline };
  }

  #takes(text: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'sign' || token.text !== text) return false;
    this.#at += 1;
    return true;
  }
}

function wordHead(text: string): Term['head'] {
  if (text === 'true' || text === 'false') return { kind: 'value', value: text === 'true' };
  return text === 'nil' ? { kind: 'value', value: null } : { kind: 'function', name: text };
}
