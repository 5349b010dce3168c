import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Dockerfile } from '../../src/dockerfile/syntax/ast.js';
import { expandHeredoc, expandWord, expandWords } from '../../src/dockerfile/shell/expand.js';
import { parseFileMode } from '../../src/dockerfile/values/file-mode.js';
import { parseMount } from '../../src/dockerfile/values/mount.js';
import { parseDockerfile } from '../../src/dockerfile/parse.js';
import { parsePorts } from '../../src/dockerfile/values/ports.js';
import { parseTrigger } from '../../src/dockerfile/trigger.js';
import { UserError } from '../../src/errors.js';
import { rounds } from '../support/thorough.js';

const KEYWORDS = [
  ...[
    'ADD',
    'ARG',
    'CMD',
    'COPY',
    'ENTRYPOINT',
    'ENV',
    'EXPOSE',
    'FROM',
    'HEALTHCHECK',
    'LABEL',
    'MAINTAINER',
    'ONBUILD',
  ],
  ...['RUN', 'SHELL', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR', 'from', 'Run', 'COPPY', '#', '# escape=`', ''],
];

const PIECES = [
  ...[
    'a',
    'b=c',
    'A=',
    '=',
    '/x/',
    '.',
    'AS',
    'NONE',
    'CMD',
    '80',
    '80-82/udp',
    '$a',
    '${a:-b}',
    '${',
    '}',
    '$',
    "'",
    '"',
    '\\',
    '`',
  ],
  ...[
    '[',
    ']',
    '["a", "b"]',
    '[1]',
    ',',
    '<<EOF',
    '<<-"E F"',
    '3<<EOF',
    '<<',
    '--',
    '--from=x',
    '--chown',
    '--link=false',
    '--mount=type=bind',
  ],
  ...[
    '--mount=type=cache,"',
    '--interval=5s',
    '--x',
    '&&',
    '|',
    'é',
    '👽',
    '\u00a0',
    '\u0085',
    '\0',
    '\r',
    '\t',
    '#',
    ' ',
    '  ',
  ],
];

const ENDS = [
  '\n',
  '\n',
  '\n',
  '\r\n',
  '\\\n',
  ' \\ \n',
  '`\n',
  '\n\n',
  '\n# c\n',
  '\\\n# c\n\n',
  '\nEOF\n',
  '\n\tE F\n',
  '',
];

const line = fc
  .tuple(
    fc.constantFrom(...KEYWORDS),
    fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }),
    fc.constantFrom(...ENDS),
    fc.constantFrom(' ', ''),
  )
  .map(([keyword, pieces, end, between]) => `${keyword} ${pieces.join(between)}${end}`);

const dockerfile = fc.array(line, { maxLength: 8 }).map((lines) => `FROM a\n${lines.join('')}`);

const GOOD = `# syntax=docker/dockerfile:1
# escape=\\
ARG VERSION=3.20
FROM --platform=$BUILDPLATFORM alpine:\${VERSION} AS build
ENV A=1 B="two words" C=three\\ words
LABEL old style value
RUN --mount=type=cache,target=/root/.cache,sharing=locked \\
    # comment

    echo "$A" && make
RUN <<EOF cat && <<-'X' sh
body $A
EOF
	indented
	X
COPY --from=build --chown=1:2 --chmod=u+x ["a b", "/c d/"]
ADD --checksum=sha256:ab https://example.com/x /y
HEALTHCHECK --interval=5s --retries=3 CMD ["curl", "-f", "x"]
ONBUILD COPY <<EOF /z
z
EOF
EXPOSE 80/udp 8000-8010
FROM build
USER $A
VOLUME ["/v"]
STOPSIGNAL SIGTERM
SHELL ["/bin/bash", "-c"]
ENTRYPOINT exec top
`;

/** Some edits of a Dockerfile that is right: pieces cut out, put in, or doubled. */
const mutated = fc
  .array(
    fc.tuple(
      fc.nat({ max: GOOD.length }),
      fc.nat({ max: 40 }),
      fc.oneof(fc.constantFrom(...PIECES, ...ENDS), fc.string({ unit: 'binary' })),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((edits) =>
    edits.reduce((text, [at, length, piece]) => text.slice(0, at) + piece + text.slice(at + length), GOOD),
  );

/** The tree, or the error; anything else is a failure. */
function parsed(source: string | Uint8Array): Dockerfile | UserError {
  try {
    return parseDockerfile(source, 'Dockerfile');
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

function check(source: string | Uint8Array): void {
  const found = parsed(source);
  if (found instanceof UserError) {
    const { location } = found;
    expect(location?.file).toBe('Dockerfile');
    const lines = Math.max(1, Buffer.from(source).toString('utf8').split('\n').length);
    expect(location?.line).toBeGreaterThanOrEqual(1);
    expect(location?.line).toBeLessThanOrEqual(lines);
    expect(location?.endLine ?? 1).toBeLessThanOrEqual(lines);
    return;
  }
  let before = 0;
  for (const { from, instructions } of found.stages) {
    for (const { range, text } of [from, ...instructions]) {
      expect(range.start).toBeGreaterThan(before);
      expect(range.end).toBeGreaterThanOrEqual(range.start);
      expect(range.end).toBeLessThanOrEqual(found.lines.length);
      expect(text).not.toBe('');
      before = range.end;
    }
    for (const instruction of instructions) {
      if (instruction.keyword === 'ONBUILD') triggerOrError(instruction.trigger, found);
    }
  }
}

/** What ONBUILD writes, a child's build reads: as one instruction, or with an error. */
function triggerOrError(trigger: string, file: Dockerfile): void {
  const from = file.stages[0]?.from;
  if (from === undefined) throw new Error('a tree without stages');
  try {
    expect(parseTrigger(trigger, from).range).toEqual(from.range);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expect(error.location).toBeUndefined();
  }
}

function onlyUserErrors(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
}

describe('a Dockerfile ends in a tree, or in an error with its place', () => {
  it('the right one in a tree', () => {
    expect(parsed(GOOD)).toMatchObject({ stages: [{ name: 'build' }, { from: { image: 'build' } }] });
  });

  it('when it is put together from pieces', () => {
    fc.assert(fc.property(dockerfile, check), rounds(3000));
  });

  it('when it is a right one with mistakes', () => {
    fc.assert(fc.property(mutated, check), rounds(2000));
  });

  it('when it is any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), check), rounds(1000));
  });

  it('when it is any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), check), rounds(1000));
  });

  it('and means the same with CRLF', () => {
    fc.assert(
      fc.property(
        fc.array(
          line.filter((text) => !/[\r]|<</.test(text)),
          { maxLength: 6 },
        ),
        (lines) => {
          const text = `FROM a\n${lines.join('')}`;
          const unix = parsed(text);
          const dos = parsed(text.replaceAll('\n', '\r\n'));
          if (unix instanceof UserError || dos instanceof UserError) {
            expect(dos instanceof UserError && dos.message).toEqual(unix instanceof UserError && unix.message);
          } else expect(dos.stages).toEqual(unix.stages);
        },
      ),
      rounds(1000),
    );
  });
});

describe('words', () => {
  const word = fc
    .array(fc.constantFrom(...PIECES, '${a#', '${a%%*x', '${b/', '${b//x/', '${c:?', '}', '*', '?'), { maxLength: 12 })
    .map((pieces) => pieces.join(''));
  const values = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.string({ maxLength: 20 }), { noNullPrototype: true });

  it('expand, or fail with a UserError', () => {
    fc.assert(
      fc.property(word, values, fc.constantFrom('\\' as const, '`' as const), (text, known, escape) => {
        const lookup = (name: string): string | undefined => (Object.hasOwn(known, name) ? known[name] : undefined);
        onlyUserErrors(() => expandWord(text, lookup, escape));
        onlyUserErrors(() => expandWords(text, lookup, escape));
        onlyUserErrors(() => expandHeredoc(text, lookup));
      }),
      rounds(3000),
    );
  });

  it('read no further variable, whatever has a value', () => {
    const namesRead = (text: string, lookup: (name: string) => string | undefined): readonly string[] => {
      const read = new Set<string>();
      const watched = (name: string): string | undefined => {
        read.add(name);
        return lookup(name);
      };
      onlyUserErrors(() => expandWord(text, watched, '\\'));
      return [...read];
    };
    fc.assert(
      fc.property(word, values, (text, known) => {
        const all = namesRead(text, () => 'x');
        const some = namesRead(text, (name) => (Object.hasOwn(known, name) ? known[name] : undefined));
        expect(all).toEqual(expect.arrayContaining([...some]));
      }),
      rounds(2000),
    );
  });

  it('without anything special stay as they are', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !/[$"'\\]/.test(text)),
        (text) => {
          expect(expandWord(text, () => undefined, '\\')).toBe(text);
        },
      ),
    );
  });

  it('as mounts, ports and modes are values, or fail with a UserError', () => {
    const text = fc.oneof(
      fc.string(),
      fc
        .array(
          fc.constantFrom(
            'type=',
            'cache',
            'secret',
            'id=a',
            ',',
            '"',
            'size=',
            '1g',
            'ro',
            '=',
            '-',
            ':',
            '80',
            '/',
            'u',
            'g',
            '+',
            'x',
            'X',
            's',
            '7',
          ),
          { maxLength: 8 },
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (value) => {
        onlyUserErrors(() => parseMount(value, (unexpanded) => unexpanded));
        onlyUserErrors(() => parsePorts([value]));
        onlyUserErrors(() => {
          const mode = parseFileMode(value).apply(0o644, false);
          expect(mode & ~0o7777).toBe(0);
        });
      }),
      rounds(2000),
    );
  });
});
