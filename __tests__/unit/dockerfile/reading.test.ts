import { describe, expect, it } from 'vitest';

import type { StageInstruction } from '../../../src/dockerfile/syntax/ast.js';
import { parseDockerfile } from '../../../src/dockerfile/parse.js';

function bodyOf(text: string): readonly StageInstruction[] {
  return parseDockerfile(text, 'Dockerfile').stages.at(-1)?.instructions ?? [];
}

/** Each instruction's text with its lines. */
function outline(text: string): string[] {
  return bodyOf(text).map(({ text: shown, range }) => `${range.start}-${range.end} ${shown}`);
}

describe('continued lines', () => {
  it.each([
    ['joins without adding a blank', 'RUN a\\\nb\\\n  c', ['2-4 RUN ab  c']],
    ['takes blanks behind the escape character', 'RUN a \\ \t\nb', ['2-3 RUN a b']],
    ['drops comments in between, indented ones too', 'RUN a \\\n# one\n \t# two\n  b', ['2-5 RUN a   b']],
    ['drops blank lines in between', 'RUN a \\\n\n \t\nb', ['2-5 RUN a b']],
    ['ends with the file', 'RUN a \\', ['2-2 RUN a']],
    ['ends with the file behind comments', 'RUN a \\\n# b\n', ['2-3 RUN a']],
    ['leaves an escaped escape character alone', 'ENV a x\\\\\nENV b y', ['2-2 ENV a x\\\\', '3-3 ENV b y']],
    ['goes on over lines of an escape character alone', 'RUN a\\\n\\\n \\\nb', ['2-5 RUN a b']],
    ['may begin with an escape character alone', '\\\n  RUN a', ['2-3 RUN a']],
    ['keeps a # that does not begin a line', 'RUN a # b \\\nc', ['2-3 RUN a # b c']],
    ['has no comment at the end of a line', 'RUN a\n# \\\nRUN b', ['2-2 RUN a', '4-4 RUN b']],
    ['strips blanks before the keyword', ' \t RUN a', ['2-2 RUN a']],
    ['takes a comment behind blanks', '  # RUN no\nRUN a', ['3-3 RUN a']],
    ['reads CRLF', 'RUN a \\\r\n  b\r\nRUN c\r\n', ['2-3 RUN a   b', '4-4 RUN c']],
  ])('%s', (_title, text, expected) => {
    expect(outline(`FROM a\n${text}`)).toEqual(expected);
  });

  it('keeps keywords as they are written', () => {
    expect(outline('from a\nrUn x\nenv a=b')).toEqual(['2-2 rUn x', '3-3 env a=b']);
  });

  it('reads lines of 65535 bytes, and refuses one more', () => {
    const longest = `RUN ${'x'.repeat(65_531)}`;
    expect(outline(`FROM a\n${longest}\n`)).toEqual([`2-2 ${longest}`]);
    expect(() => bodyOf(`FROM a\n${longest}x\n`)).toThrow(
      expect.objectContaining({
        message: 'dockerfile line greater than max allowed size of 65535',
        location: expect.objectContaining({ line: 2 }) as unknown,
      }) as Error,
    );
    // Bytes count, not characters.
    expect(() => bodyOf(`FROM a\nRUN ${'é'.repeat(32_766)}\n`)).toThrow('max allowed size');
  });
});

describe('encodings', () => {
  it('drops a byte order mark, in text and in bytes', () => {
    expect(parseDockerfile('\ufeffFROM a', 'D').stages[0]?.from.image).toBe('a');
    expect(parseDockerfile(Buffer.from('\ufeff# escape=`\nFROM a'), 'D').directives.escape).toBe('`');
  });

  it('says that a file is UTF-16', () => {
    expect(() => parseDockerfile(Buffer.from('\ufeffFROM a', 'utf16le'), 'D')).toThrow('UTF-16');
  });

  it('keeps the lines for excerpts, without their ends', () => {
    expect(parseDockerfile('FROM a\r\n\nRUN b\n', 'D').lines).toEqual(['FROM a', '', 'RUN b']);
  });
});

describe('parser directives', () => {
  it.each([
    ['# escape=`', '`', undefined, undefined],
    ['#ESCAPE = ` ', '`', undefined, undefined],
    ['  # escape=`', '`', undefined, undefined],
    [
      '# syntax=docker/dockerfile:1\n# escape=`\n#check=skip=all;error=true',
      '`',
      'docker/dockerfile:1',
      'skip=all;error=true',
    ],
    ['# a comment\n# escape=`', '\\', undefined, undefined],
    ['\n# escape=`', '\\', undefined, undefined],
    ['# unknown=x\n# escape=`', '\\', undefined, undefined],
    ['# escape=', '\\', undefined, undefined],
    ['ARG a\n# escape=`', '\\', undefined, undefined],
    ['# syntax=a b', '\\', 'a b', undefined],
  ])('%j', (head, escape, syntax, check) => {
    const { directives } = parseDockerfile(`${head}\nFROM a`, 'D');
    expect(directives).toEqual({
      escape,
      ...(syntax === undefined ? {} : { syntax }),
      ...(check === undefined ? {} : { check }),
    });
  });

  it.each([
    ['# escape=`\n# escape=`\nFROM a', 'only one escape parser directive can be used', 2],
    ['# syntax=a\n# check=b\n# SYNTAX=c\nFROM a', 'only one syntax parser directive can be used', 3],
    ['# escape=x\nFROM a', "invalid escape token 'x'", 1],
    ['# escape=\\\\\nFROM a', 'invalid escape token', 1],
  ])('refuses %j', (text, message, line) => {
    expect(() => parseDockerfile(text, 'D')).toThrow(
      expect.objectContaining({
        message: expect.stringContaining(message) as unknown,
        location: { file: 'D', line },
      }) as Error,
    );
  });

  it('continues lines with the escape character that was chosen, and no other', () => {
    expect(outline('# escape=`\nFROM a\nRUN dir C:\\\nRUN b `\n c')).toEqual(['3-3 RUN dir C:\\', '4-5 RUN b  c']);
  });
});

describe('here-documents', () => {
  const plain = { expand: true, chomp: false, fileDescriptor: 0 };

  it.each([
    ['RUN <<EOF\na\n b\nEOF', [{ name: 'EOF', content: 'a\n b\n', ...plain }]],
    ['RUN <<EOF\nEOF', [{ name: 'EOF', content: '', ...plain }]],
    ['RUN <<EOF\r\na\r\nEOF\r\n', [{ name: 'EOF', content: 'a\r\n', ...plain }]],
    ["RUN <<'EOF'\n$x\nEOF", [{ name: 'EOF', content: '$x\n', ...plain, expand: false }]],
    ['RUN <<"EOF"\n$x\nEOF', [{ name: 'EOF', content: '$x\n', ...plain, expand: false }]],
    ["RUN <<E'O'F\n$x\nEOF", [{ name: 'EOF', content: '$x\n', ...plain, expand: false }]],
    ["RUN <<E\\'F\nx\nE'F", [{ name: "E'F", content: 'x\n', ...plain }]],
    ["RUN <<'one two'\nx\none two", [{ name: 'one two', content: 'x\n', ...plain, expand: false }]],
    [
      'RUN <<-EOF\n\t a\n\t\tb\n\tEOF',
      [{ name: 'EOF', content: ' a\nb\n', raw: '\t a\n\t\tb\n', ...plain, chomp: true }],
    ],
    ['RUN <<-EOF\n  a\nEOF', [{ name: 'EOF', content: '  a\n', ...plain, chomp: true }]],
    ['RUN cat 3<<EOF\na\nEOF', [{ name: 'EOF', content: 'a\n', ...plain, fileDescriptor: 3 }]],
    ['RUN cat <<  EOF  > f\na\nEOF', [{ name: 'EOF', content: 'a\n', ...plain }]],
    ['RUN <<$X\na\n$X', [{ name: '$X', content: 'a\n', ...plain }]],
    ['RUN --mount=type=tmpfs,target=/x <<EOF\na\nEOF', [{ name: 'EOF', content: 'a\n', ...plain }]],
    [
      'RUN cat <<A <<B\na\nA\nb\nB',
      [
        { name: 'A', content: 'a\n', ...plain },
        { name: 'B', content: 'b\n', ...plain },
      ],
    ],
    [
      'RUN cat <<A && \\\n cat <<B\na\nA\nb\nB',
      [
        { name: 'A', content: 'a\n', ...plain },
        { name: 'B', content: 'b\n', ...plain },
      ],
    ],
    ['RUN <<EOF\n# comment\na \\\nEOF', [{ name: 'EOF', content: '# comment\na \\\n', ...plain }]],
    ['RUN <<EOF\nFROM b\nEOF', [{ name: 'EOF', content: 'FROM b\n', ...plain }]],
    // What the shell does with these is its own business; the line still holds a here-document.
    ['RUN echo ${x:0:3} ${y:=z} <<EOF\na\nEOF', [{ name: 'EOF', content: 'a\n', ...plain }]],
    ['RUN echo ${x:?no} <<EOF\na\nEOF', [{ name: 'EOF', content: 'a\n', ...plain }]],
    ['\\\nRUN <<EOF\na\nEOF', [{ name: 'EOF', content: 'a\n', ...plain }]],
    ['RUN cat "<<EOF"', []],
    ["RUN cat '<<EOF'", []],
    ['RUN cat <<<EOF', []],
    ['RUN cat <EOF', []],
    ['RUN echo $((1<<2))', []],
    ["RUN it's <<EOF", []],
    ['RUN ["cat", "<<EOF"]', []],
  ])('%j', (text, expected) => {
    const [run, ...others] = bodyOf(`FROM a\n${text}`);
    expect(others).toEqual([]);
    expect(run).toMatchObject({ keyword: 'RUN', heredocs: expected });
  });

  it('are read for COPY and ADD, whose sources they are', () => {
    const [copy, add] = bodyOf('FROM a\nCOPY <<A b <<-"C" /d/\n$x\nA\n\tc\n\tC\nADD <<A /a\nA\n');
    expect(copy).toMatchObject({
      keyword: 'COPY',
      sources: ['b'],
      destination: '/d/',
      heredocs: [
        { name: 'A', content: '$x\n', expand: true },
        { name: 'C', content: 'c\n', expand: false },
      ],
      range: { start: 2, end: 6 },
    });
    expect(add).toMatchObject({ keyword: 'ADD', sources: [], heredocs: [{ name: 'A', content: '' }] });
  });

  it('with one name have the body of the last, in COPY', () => {
    expect(bodyOf('FROM a\nCOPY <<A <<A /d\n1\nA\n2\nA')[0]).toMatchObject({
      heredocs: [
        { name: 'A', content: '2\n' },
        { name: 'A', content: '2\n' },
      ],
    });
  });

  it('are no matter of other instructions', () => {
    expect(outline('FROM a\nUSER <<EOF\nENV a=<<EOF')).toEqual(['2-2 USER <<EOF', '3-3 ENV a=<<EOF']);
  });

  it('belong to an ONBUILD trigger, as they are written', () => {
    expect(bodyOf('FROM a\nONBUILD RUN <<-EOF\n\ta\n\tEOF\nONBUILD COPY <<A /b\nA\nONBUILD USER <<A')).toMatchObject([
      { trigger: 'RUN <<-EOF\n\ta\nEOF' },
      { trigger: 'COPY <<A /b\nA' },
      { trigger: 'USER <<A' },
    ]);
  });

  it('must end', () => {
    expect(() => bodyOf('FROM a\nRUN <<EOF\nEOF \n EOF')).toThrow(
      expect.objectContaining({
        message: 'unterminated heredoc: there is no line EOF',
        location: { file: 'Dockerfile', line: 2, endLine: 4 },
        hint: expect.stringContaining('EOF') as unknown,
      }) as Error,
    );
  });
});
