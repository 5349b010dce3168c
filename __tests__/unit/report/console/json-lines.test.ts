import { expect, it } from 'vitest';

import { JsonConsole } from '../../../../src/report/console/json-lines.js';
import { output } from '../events.js';

it("has no command for GitHub's runner in a line of JSON, and still the same text", () => {
  let text = '';
  new JsonConsole((line) => (text += line)).sink(output(1, '##[error]evil\n::error::evil\n'));
  expect(text).not.toContain('##[');
  expect(text.trimEnd()).not.toContain('\n');
  expect(JSON.parse(text)).toMatchObject({ type: 'step-output', text: '##[error]evil\n::error::evil\n' });
});
