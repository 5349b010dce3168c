import { UserError } from '../errors.js';
import type { AddInstruction, CopyInstruction, Heredoc } from './syntax/ast.js';
import { Flags } from './flags.js';
import { chomped, heredocMarkOrNone } from './heredoc.js';
import { base, listOf, type InstructionLine } from './instruction-line.js';
import { WordError } from './syntax/error-location.js';

export function parseCopy(line: InstructionLine): CopyInstruction {
  const words = wordsOf(line);
  const flags = Flags.read(line.flags, {
    chown: 'text',
    from: 'text',
    chmod: 'text',
    link: 'boolean',
    exclude: 'list',
    parents: 'boolean',
  });
  const from = flags.text('from');
  return {
    keyword: 'COPY',
    ...sourcesAndDestination(line, words),
    ...owner(flags.text('chown'), flags.text('chmod')),
    ...(from === undefined || from === '' ? {} : { from }),
    link: flags.boolean('link') ?? false,
    parents: flags.boolean('parents') ?? false,
    excludes: flags.list('exclude'),
    ...base(line),
  };
}

export function parseAdd(line: InstructionLine): AddInstruction {
  const words = wordsOf(line);
  const flags = Flags.read(line.flags, {
    chown: 'text',
    chmod: 'text',
    link: 'boolean',
    'keep-git-dir': 'boolean',
    checksum: 'text',
    unpack: 'boolean',
    exclude: 'list',
  });
  const checksum = flags.text('checksum');
  const unpack = flags.boolean('unpack');
  return {
    keyword: 'ADD',
    ...sourcesAndDestination(line, words),
    ...owner(flags.text('chown'), flags.text('chmod')),
    ...(checksum === undefined || checksum === '' ? {} : { checksum }),
    ...(unpack === undefined ? {} : { unpack }),
    link: flags.boolean('link') ?? false,
    keepGitDir: flags.boolean('keep-git-dir') ?? false,
    excludes: flags.list('exclude'),
    ...base(line),
  };
}

function wordsOf(line: InstructionLine): readonly string[] {
  const words = listOf(line);
  if (words.length >= 2) return words;
  throw new UserError(
    `${line.keyword} requires at least two arguments, but only ${words.length === 1 ? 'one was' : 'none were'} provided. ` +
      'Destination could not be determined',
    { hint: `Write ${line.keyword} SOURCE… DESTINATION.` },
  );
}

function owner(chown: string | undefined, chmod: string | undefined): { chown?: string; chmod?: string } {
  return { ...(chown === undefined ? {} : { chown }), ...(chmod === undefined ? {} : { chmod }) };
}

function sourcesAndDestination(
  line: InstructionLine,
  words: readonly string[],
): Pick<CopyInstruction, 'sources' | 'heredocs' | 'destination'> {
  const destination = words.at(-1) ?? '';
  if (heredocMarkOrNone(destination) !== undefined) {
    throw new WordError(`${line.keyword} cannot accept a heredoc as a destination`, destination, {
      hint: `Write the destination last: ${line.keyword} <<EOF /path.`,
    });
  }
  const bodies = new Map(line.heredocs.map((heredoc) => [heredoc.name, heredoc]));
  const sources: string[] = [];
  const heredocs: Heredoc[] = [];
  for (const word of words.slice(0, -1)) {
    const mark = heredocMarkOrNone(word);
    if (mark === undefined) {
      sources.push(word);
      continue;
    }
    // Two here-documents with the same name both get the body of the last one. A mark in a JSON array has no body.
    const body = bodies.get(mark.name);
    const raw = body?.raw ?? body?.content ?? '';
    heredocs.push({ ...mark, content: mark.chomp ? chomped(raw) : raw });
  }
  return { sources, heredocs, destination };
}
