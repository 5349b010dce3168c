import { UserError } from '../errors.js';
import { parseReference, type Reference } from '../oci/reference.js';
import { attributesOf, trueOrFalse, unknownAttribute } from './lines/attributes.js';
import { writtenLines, type WrittenLine } from './lines/written-line.js';

/** A repository that gets the tags of the rules. */
export interface TaggedImage {
  readonly where: string;
  /** In lower case, without tag and digest. */
  readonly name: string;
  readonly enabled: boolean;
}

/**
 * Reads lines that have names, separated by commas, or `name=NAME,enable=true`.
 *
 * @throws UserError that names the line
 */
export function parseImages(where: string, lines: readonly string[]): readonly TaggedImage[] {
  return writtenLines(where, lines).flatMap(imagesOf);
}

function imagesOf(line: WrittenLine): readonly TaggedImage[] {
  const { where } = line;
  const attributes = attributesOf(line);
  const bare = attributes.filter(({ name }) => name === undefined).map(({ value }) => value);
  let enabled = true;
  const names = bare.filter((name) => name !== '');
  for (const { name, value } of attributes) {
    if (name === 'name') names.push(value);
    else if (name === 'enable') enabled = trueOrFalse(where, name, value);
    else if (name !== undefined) throw unknownAttribute(where, name, ['name', 'enable']);
  }
  if (names.length === 0) throw new UserError(`${where}: the name of an image is missing`);
  return names.map((name) => ({ where, name: repositoryName(where, name), enabled }));
}

function repositoryName(where: string, text: string): string {
  const name = text.toLowerCase();
  let reference: Reference;
  try {
    reference = parseReference(name);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${where}: ${error.message}`, { hint: error.hint });
  }
  if (reference.tag === undefined && reference.digest === undefined) return name;
  throw new UserError(`${where}: ${JSON.stringify(text)} has a ${reference.digest === undefined ? 'tag' : 'digest'}`, {
    hint: 'Write the name only. The input tags gives the tags.',
  });
}
