import { describe, expect, it } from 'vitest';

import { parseDockerfile } from '../../../src/dockerfile/parse.js';
import { parseTrigger } from '../../../src/dockerfile/trigger.js';
import { UserError } from '../../../src/errors.js';

const [stage] = parseDockerfile('# escape=`\n\nFROM `\n  base\n', 'Dockerfile').stages;
const from = stage!.from;

describe('parseTrigger', () => {
  it('reads one instruction, at the place of the FROM', () => {
    expect(parseTrigger('COPY --from=x . /a ', from)).toMatchObject({
      keyword: 'COPY',
      from: 'x',
      text: 'COPY --from=x . /a',
      range: { start: 3, end: 4 },
    });
  });

  it('reads the here-documents that ONBUILD wrote, again', () => {
    const [onbuild] = parseDockerfile('FROM a\nONBUILD COPY <<-A <<"B" /d/\n\t$x\n\tA\n$y\nB\n', 'D').stages[0]!
      .instructions;
    const trigger = onbuild?.keyword === 'ONBUILD' ? onbuild.trigger : '';
    expect(parseTrigger(trigger, from)).toMatchObject({
      heredocs: [
        { name: 'A', content: '$x\n', expand: true },
        { name: 'B', content: '$y\n', expand: false },
      ],
      destination: '/d/',
    });
  });

  it('continues lines with a backslash, whatever the Dockerfile says', () => {
    expect(parseTrigger('RUN a \\\n b', from)).toMatchObject({ command: { line: 'a  b' } });
  });

  it.each([
    ['', 'onbuild trigger should be a single expression'],
    ['# a', 'onbuild trigger should be a single expression'],
    ['RUN a\nRUN b', 'onbuild trigger should be a single expression'],
    ['FROM a', "FROM isn't allowed as an ONBUILD trigger"],
    ['FOO a', 'ONBUILD trigger of base, "FOO a": unknown instruction: FOO'],
    ['COPY --from a b', 'missing a value on flag: --from'],
    ['RUN <<EOF', 'unterminated heredoc'],
    ['CMD [1]', 'strings only'],
  ])('refuses %j, and leaves the place to the caller', (trigger, message) => {
    expect(() => parseTrigger(trigger, from)).toThrow(message);
    expect(() => parseTrigger(trigger, from)).toThrow(UserError);
    expect(() => parseTrigger(trigger, from)).toThrow(expect.objectContaining({ location: undefined }) as Error);
  });
});
