import { FUNCTIONS } from './functions.js';
import { type Command, type Nodes, parseTemplate, type Pipeline, type Term } from './parse.js';
import { TemplateError } from './template-error.js';
import { goText, type GoValue, isList, isMap, isStruct, isTrue, kindOf, sortedEntries } from './value.js';

/**
 * A template of Go's text/template, as docker's `--format` takes it: fields, pipelines, `if`, `with`, `range`, variables, the
 * built-in functions and those of docker. Neither a template nor its data can make it run or grow without end.
 */
export class GoTemplate {
  readonly #nodes: Nodes;

  /** @throws TemplateError when it cannot be read */
  constructor(template: string) {
    this.#nodes = parseTemplate(template);
  }

  /** @throws TemplateError when it does not fit the data, or would print too much */
  execute(data: GoValue): string {
    return new Execution(data).run(this.#nodes);
  }
}

/** What one execution may do. A list inside a list inside a list makes any number of steps of a few characters. */
const MOST_STEPS = 500_000;
const MOST_CHARACTERS = 64 * 1024 * 1024;

type Leap = 'break' | 'continue';

class Execution {
  readonly #variables: { readonly name: string; value: GoValue }[];
  #steps = 0;
  #characters = 0;

  constructor(data: GoValue) {
    this.#variables = [{ name: '', value: data }];
  }

  run(nodes: Nodes): string {
    const out: string[] = [];
    this.#run(nodes, this.#variables[0]?.value, out);
    return out.join('');
  }

  /** @returns `break` or `continue` if it met one of them */
  #run(nodes: Nodes, dot: GoValue, out: string[]): Leap | undefined {
    const known = this.#variables.length;
    for (const node of nodes) {
      this.#step();
      switch (node.kind) {
        case 'text':
          this.#print(node.text, out);
          break;
        case 'break':
        case 'continue':
          this.#variables.length = known;
          return node.kind;
        case 'print': {
          const value = this.#pipeline(node.pipeline, dot);
          if (node.pipeline.variables.length === 0) this.#print(goText(value), out);
          break;
        }
        case 'if':
        case 'with': {
          const inner = this.#variables.length;
          const value = this.#pipeline(node.pipeline, dot);
          const within = node.kind === 'with' && isTrue(value) ? value : dot;
          const leap = this.#run(isTrue(value) ? node.body : node.other, within, out);
          this.#variables.length = inner;
          if (leap === undefined) break;
          this.#variables.length = known;
          return leap;
        }
        case 'range':
          this.#range(node, dot, out);
          break;
      }
    }
    this.#variables.length = known;
    return undefined;
  }

  #range(
    { pipeline, body, other }: { readonly pipeline: Pipeline; readonly body: Nodes; readonly other: Nodes },
    dot: GoValue,
    out: string[],
  ): void {
    const items = itemsOf(this.#pipeline({ ...pipeline, variables: [] }, dot));
    if (items.length === 0) this.#run(other, dot, out);
    const [first, second] = pipeline.variables;
    for (const [key, value] of items) {
      const known = this.#variables.length;
      if (first !== undefined) this.#assign(first, second === undefined ? value : key, pipeline.declares);
      if (second !== undefined) this.#assign(second, value, pipeline.declares);
      const leap = this.#run(body, value, out);
      this.#variables.length = known;
      if (leap === 'break') break;
    }
  }

  #pipeline({ commands, variables, declares }: Pipeline, dot: GoValue): GoValue {
    let value: readonly GoValue[] = [];
    for (const command of commands) value = [this.#command(command, dot, value)];
    const [result] = value;
    if (variables[0] !== undefined) this.#assign(variables[0], result, declares);
    return result;
  }

  /** @param piped the value of the command before it, if there is one */
  #command([first, ...others]: Command, dot: GoValue, piped: readonly GoValue[]): GoValue {
    this.#step();
    if (first === undefined) return undefined;
    if (first.head.kind !== 'function') {
      if (others.length + piped.length > 0) throw new TemplateError('a value that is no function has arguments');
      return this.#term(first, dot);
    }
    const { name } = first.head;
    const terms = others.map((term) => () => this.#term(term, dot)).concat(piped.map((value) => () => value));
    return this.#fields(this.#call(name, terms), first.fields);
  }

  #call(name: string, terms: readonly (() => GoValue)[]): GoValue {
    if (name === 'and' || name === 'or') {
      if (terms.length === 0) throw new TemplateError(`${name} takes a value`);
      let value: GoValue;
      for (const term of terms) {
        value = term();
        if (isTrue(value) === (name === 'or')) break;
      }
      return value;
    }
    const made = FUNCTIONS.get(name);
    if (made === undefined) throw new TemplateError(`there is no function ${JSON.stringify(name)}`);
    return made(...terms.map((term) => term()));
  }

  #term({ head, fields }: Term, dot: GoValue): GoValue {
    this.#step();
    switch (head.kind) {
      case 'dot':
        return this.#fields(dot, fields);
      case 'value':
        return head.value;
      case 'variable':
        return this.#fields(this.#variable(head.name).value, fields);
      case 'pipeline':
        return this.#fields(this.#pipeline(head.pipeline, dot), fields);
      case 'function':
        return this.#fields(this.#call(head.name, []), fields);
    }
  }

  #fields(value: GoValue, fields: readonly string[]): GoValue {
    return fields.reduce(fieldOf, value);
  }

  #variable(name: string): { value: GoValue } {
    const found = this.#variables.findLast((variable) => variable.name === name);
    if (found === undefined) throw new TemplateError(`there is no variable $${name}`);
    return found;
  }

  #assign(name: string, value: GoValue, declares: boolean): void {
    if (declares) this.#variables.push({ name, value });
    else this.#variable(name).value = value;
  }

  #print(text: string, out: string[]): void {
    this.#characters += text.length;
    if (this.#characters > MOST_CHARACTERS)
      throw new TemplateError(`it prints more than ${MOST_CHARACTERS} characters`);
    out.push(text);
  }

  #step(): void {
    this.#steps += 1;
    if (this.#steps > MOST_STEPS) throw new TemplateError(`it takes more than ${MOST_STEPS} steps`);
  }
}

function fieldOf(value: GoValue, name: string): GoValue {
  if (isMap(value)) return value.get(name);
  if (isStruct(value)) {
    if (Object.hasOwn(value, name)) return value[name];
    throw new TemplateError(`there is no field ${name}: there are ${Object.keys(value).slice(0, 40).join(', ')}`);
  }
  throw new TemplateError(`${kindOf(value)} has no field ${name}`);
}

function itemsOf(value: GoValue): readonly (readonly [GoValue, GoValue])[] {
  if (value === undefined || value === null) return [];
  if (isList(value)) return value.map((item, at) => [at, item]);
  if (isMap(value)) return sortedEntries(value);
  throw new TemplateError(`range takes a list or a map, not ${kindOf(value)}`);
}
