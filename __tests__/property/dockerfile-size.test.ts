import { describe, expect, it } from 'vitest';

import { expandWords } from '../../src/dockerfile/shell/expand.js';
import { parseDockerfile } from '../../src/dockerfile/parse.js';
import { UserError } from '../../src/errors.js';
import { THOROUGH } from '../support/thorough.js';

/** A UserError is as good an end as a result; anything else is a failure. */
function onlyUserErrors(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
}

/** What is quadratic takes more than a minute of a quarter of a megabyte, too. */
const SIZE = THOROUGH ? 1 << 20 : 1 << 18;

describe(`${SIZE >> 10} KiB`, () => {
  const filled = (unit: string, size: number): string => unit.repeat(Math.floor(size / unit.length));

  /** Files of some size that a reader which goes over the same text again and again would be slow on. */
  const SHAPES: Readonly<Record<string, (size: number) => string>> = {
    'one long line': (size) => `FROM a\nRUN ${filled('x', size)}`,
    'long lines': (size) => `FROM a\n${filled(`RUN ${'x'.repeat(60_000)}\n`, size)}`,
    'short instructions': (size) => `FROM a\n${filled('RUN x\n', size)}`,
    stages: (size) => filled('FROM a\n', size),
    comments: (size) => `${filled('# c\n', size)}FROM a`,
    'directive lookalikes': (size) => `#a=${filled(' \t', size)}\nFROM a`,
    'blank lines': (size) => `FROM a\n${filled(' \n', size)}`,
    'carriage returns': (size) =>
      `FROM a\nRUN ${filled('\r', 60_000)}x\n${filled(`RUN ${'\r'.repeat(60_000)}x\n`, size)}`,
    'continued lines': (size) => `FROM a\nRUN ${filled('x \\\n', size)}`,
    'continued lines of blanks': (size) => `FROM a\nRUN x ${filled('    \\\n', size)} y`,
    'continued comments': (size) => `FROM a\nRUN x \\\n${filled('# c\n', size)}y`,
    'escape characters': (size) => `FROM a\nRUN ${filled('\\ ', size)}`,
    'here-documents': (size) => `FROM a\n${filled('RUN <<E\nx\nE\n', size)}`,
    'one here-document': (size) => `FROM a\nCOPY <<E /x\n${filled('x\n', size)}E\n`,
    'tabs of a here-document': (size) => `FROM a\nRUN <<-E\n${filled('\t\t\tx\n', size)}E\n`,
    'many here-documents of one line': (size) =>
      `FROM a\nRUN cat ${filled('<<E \\\n', size / 2)}\n${filled('E\n', size)}`,
    'a here-document without end': (size) => `FROM a\nRUN <<E\n${filled('x\n', size)}`,
    'nested substitutions': (size) => `FROM a\nRUN cat <<E ${filled('${a:-\\\n', size)}\nE\n`,
    'open quotes': (size) => `FROM a\nENV ${filled('a="\\\n', size)}`,
    pairs: (size) => `FROM a\nENV ${filled('a=b \\\n', size)}`,
    words: (size) => `FROM a\nCOPY ${filled('a \\\n', size)}/b`,
    'marks among words': (size) => `FROM a\nCOPY ${filled('<<E \\\n', size / 4)}/b\n${filled('E\n', size)}`,
    'blanks of a mark': (size) => `FROM a\nRUN <<${filled('    \\\n', size)}<`,
    flags: (size) => `FROM a\nRUN ${filled('--mount=a \\\n', size)}x`,
    'flags that are unknown': (size) => `FROM a\nRUN --${filled('x\\\n', size)}`,
    'quotes in a flag': (size) => `FROM a\nRUN --mount='${filled('""""""\\\n', size)}' x`,
    'a JSON array': (size) => `FROM a\nRUN [${filled('"a",\\\n', size)}"b"]`,
    brackets: (size) => `FROM a\nRUN ${filled('[\\\n', size)}`,
    triggers: (size) => `FROM a\n${filled('ONBUILD \\\n', size)}RUN x`,
    'a duration': (size) => `FROM a\nHEALTHCHECK --interval=${filled('1\\\n', size)}x CMD a`,
    'an unknown instruction': (size) => `FROM a\n${filled('x\\\n', size)}`,
  };

  function seconds(work: () => void): number {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  }

  it.each(Object.entries(SHAPES))('of %s is read in well below a second', (_name, shape) => {
    const text = shape(SIZE);
    expect(text.length).toBeGreaterThan(SIZE / 3);
    // Processor time, and far more than it takes.
    expect(
      seconds(() => {
        onlyUserErrors(() => parseDockerfile(text, 'Dockerfile'));
      }),
    ).toBeLessThan(2);
  });

  it('of words is expanded in time, too', () => {
    const lookup = (name: string): string | undefined => (name === 'v' ? 'x'.repeat(1000) : undefined);
    const words = [
      filled('x ', SIZE),
      filled('$v ', 3000),
      filled('${u:-x}', SIZE),
      `${filled('${u:-', 2000)}${filled('x', SIZE)}${filled('}', 400)}`,
      filled('"$u"', SIZE),
      `'${filled('x', SIZE)}'`,
      filled('\\$', SIZE),
      filled("'", SIZE + 1),
    ];
    for (const word of words) {
      expect(
        seconds(() => {
          onlyUserErrors(() => expandWords(word, lookup, '\\'));
        }),
      ).toBeLessThan(3);
    }
  });
});
