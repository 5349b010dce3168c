import { describe, expect, it } from 'vitest';

import { refusal } from '../../support/plans.js';

describe('an excerpt marks what is at fault', () => {
  it.each([
    ['COPY --chmod=999 a /', '999'],
    ['COPY --chmod=u+q a /', 'u+q'],
    ['COPY --from=9 a /', '9'],
    ['COPY --from=$S a /', '$S'],
    ['ADD --checksum=sha256:00 http://h/f /', 'sha256:00'],
    ['EXPOSE 80 81/tpc', '81/tpc'],
    ['STOPSIGNAL SIGTREM', 'SIGTREM'],
    ['FROM $NOWHERE', '$NOWHERE'],
    ['FROM --platform=$NONE base', '$NONE'],
  ])('%s', async (line, word) => {
    const { excerpt = '', location } = await refusal(`FROM base\n${line}`);
    const [shown = '', marks = ''] = excerpt.split('\n').slice(-2);
    expect(shown).toContain(line);
    expect(shown.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe(word);
    expect(location).toMatchObject({ line: 2, column: line.indexOf(word) + 1 });
  });
});
