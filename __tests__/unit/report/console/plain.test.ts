import { describe, expect, it } from 'vitest';

import type { BuildEvent } from '../../../../src/engine/events.js';
import { sha256 } from '../../../../src/oci/digest.js';
import { someImageId } from '../../../support/identities.js';
import { PlainConsole } from '../../../../src/report/console/plain.js';
import { githubFrame, type StepFrame } from '../../../../src/report/console/step-frame.js';
import { failed, hit, image, miss, output, plan, ran, running, shortId } from '../events.js';

function print(events: readonly BuildEvent[], frame?: StepFrame): string {
  let text = '';
  const console = new PlainConsole((piece) => (text += piece), frame);
  for (const event of events) console.sink(event);
  return text;
}

const imageId = someImageId('image');

describe('PlainConsole', () => {
  it("prints a build in the manner of docker's classic builder", () => {
    const text = print([
      plan('FROM node:8.16.0-alpine', 'ENV A b', 'COPY ./ /code', 'RUN npm i'),
      ...hit(1),
      ...hit(2),
      ...miss(3, 'src/index.ts'),
      ...miss(4, 'package.json', 'added 12 packages\n'),
      image(['webapp:latest', 'webapp:1'], imageId),
      { type: 'build-finished', durationMs: 10, ok: true },
    ]);
    expect(text).toBe(`Step 1/4 : FROM node:8.16.0-alpine
 ---> ${shortId(1)} CACHED
Step 2/4 : ENV A b
 ---> Using cache
 ---> ${shortId(2)} CACHED
Step 3/4 : COPY ./ /code
 ---> Cache miss: src/index.ts modified
 ---> ${shortId(3)} DONE 1.5s
Step 4/4 : RUN npm i
 ---> Cache miss: package.json modified
added 12 packages
 ---> ${shortId(4)} DONE 1.5s
Successfully built ${imageId.slice(7, 19)}
Successfully tagged webapp:latest
Successfully tagged webapp:1
`);
  });

  it('prints a step again that runs again, before the step that waits for it', () => {
    const started = (step: number): BuildEvent => ({ type: 'step-started', step });
    const text = print([
      plan('FROM a', 'RUN one', 'RUN two', 'RUN three'),
      ...hit(1),
      ...hit(2),
      ...hit(3),
      started(4),
      running(4, 'source'),
      ...miss(2, 'lost', 'from one\n'),
      ...miss(3, 'lost', 'from two\n'),
      ...miss(4, 'source', 'from three\n'),
    ]);
    expect(text).toBe(`Step 1/4 : FROM a
 ---> ${shortId(1)} CACHED
Step 2/4 : RUN one
 ---> Using cache
 ---> ${shortId(2)} CACHED
Step 3/4 : RUN two
 ---> Using cache
 ---> ${shortId(3)} CACHED
Step 4/4 : RUN three
 ---> Cache miss: source modified
 ---> Waits for step 2, which has to run again
Step 2/4 : RUN one
 ---> Cache miss: lost modified
from one
 ---> ${shortId(2)} DONE 1.5s
Step 3/4 : RUN two
 ---> Cache miss: lost modified
from two
 ---> ${shortId(3)} DONE 1.5s
Step 4/4 : RUN three
 ---> Cache miss: source modified
from three
 ---> ${shortId(4)} DONE 1.5s
`);
  });

  it('drops the unprinted part of a step that runs again, and does not interrupt a running one', () => {
    const text = print([
      plan('RUN zero', 'RUN one', 'RUN two', 'RUN three'),
      ...hit(1),
      running(2, 'new'),
      output(2, 'from one\n'),
      ...hit(3),
      ...miss(3, 'lost', 'from two\n'),
      ...miss(1, 'lost', 'from zero\n'),
      ran(2, 'new'),
      ...hit(4),
    ]);
    expect(text).toBe(`Step 1/4 : RUN zero
 ---> Using cache
 ---> ${shortId(1)} CACHED
Step 2/4 : RUN one
 ---> Cache miss: new modified
from one
 ---> ${shortId(2)} DONE 1.5s
Step 1/4 : RUN zero
 ---> Cache miss: lost modified
from zero
 ---> ${shortId(1)} DONE 1.5s
Step 3/4 : RUN two
 ---> Cache miss: lost modified
from two
 ---> ${shortId(3)} DONE 1.5s
Step 4/4 : RUN three
 ---> Using cache
 ---> ${shortId(4)} CACHED
`);
  });

  it('prints the first unfinished step as it runs, and keeps the others until their turn', () => {
    const seen: string[] = [];
    const console = new PlainConsole((piece) => seen.push(piece));
    const all = (): string => seen.join('');
    console.sink(plan('FROM a', 'RUN one', 'FROM b', 'RUN two'));
    for (const event of hit(1)) console.sink(event);
    for (const step of [2, 4]) console.sink(running(step, 'new'));
    console.sink(output(4, 'from two\n'));
    console.sink(output(2, 'from one\n'));
    expect(all()).toContain('RUN one\n ---> Cache miss: new modified\nfrom one\n');
    expect(all()).not.toContain('two');
    console.sink(ran(4, 'new'));
    for (const event of hit(3)) console.sink(event);
    expect(all()).not.toContain('two');
    console.sink(ran(2, 'new'));
    expect(all().indexOf('from two')).toBeGreaterThan(all().indexOf('from one'));
    expect(
      all().endsWith(`Step 4/4 : RUN two\n ---> Cache miss: new modified\nfrom two\n ---> ${shortId(4)} DONE 1.5s\n`),
    ).toBe(true);
  });

  it('puts notes between two blocks, never into one', () => {
    const text = print([
      plan('FROM a', 'RUN b'),
      { type: 'warning', message: 'before', line: 3, hint: 'Do it.' },
      ...hit(1),
      running(2, 'new'),
      output(2, 'half '),
      { type: 'notice', message: 'meanwhile' },
      { type: 'transfer', direction: 'pull', digest: sha256('x'), done: 5, total: 10 },
      { type: 'transfer', direction: 'pull', digest: sha256('x'), done: 4_200_000, total: 4_200_000 },
      { type: 'transfer', direction: 'pull', digest: sha256('x'), done: 4_200_000, total: 4_200_000 },
      { type: 'transfer', direction: 'push', digest: sha256('y'), done: 1, total: 1, skipped: 'already there' },
      output(2, 'a line\n'),
      ran(2, 'new'),
    ]);
    expect(text).toContain('WARNING (line 3): before Do it.\nStep 1/2');
    expect(text).toContain('half a line\n');
    expect(text.match(/Pull complete/g)).toHaveLength(1);
    expect(text).toContain(`${shortId(2)} DONE 1.5s\nmeanwhile\n${sha256('x').slice(7, 19)}: Pull complete (4.20MB)\n`);
    expect(text.endsWith(`${sha256('y').slice(7, 19)}: already there\n`)).toBe(true);
  });

  it('reports a pull before the output of the step that waited for it', () => {
    const text = print([
      plan('RUN one'),
      { type: 'step-started', step: 1 },
      running(1, 'new'),
      { type: 'transfer', direction: 'pull', digest: sha256('x'), done: 10, total: 10 },
      output(1, 'out\n'),
      ran(1, 'new'),
    ]);
    expect(text).toBe(
      `Step 1/1 : RUN one\n ---> Cache miss: new modified\n${sha256('x').slice(7, 19)}: Pull complete (10B)\nout\n ---> ${shortId(1)} DONE 1.5s\n`,
    );
  });

  it('prints what is held when a build fails, the failed step last', () => {
    const text = print([
      plan('FROM a', 'RUN one', 'RUN two', 'RUN three'),
      ...hit(1),
      running(2, 'new'),
      running(3, 'new'),
      output(3, 'boom'),
      failed(3, new Error('exit code 2'), 5),
      { type: 'build-finished', durationMs: 9, ok: false },
    ]);
    expect(text).toContain('RUN one\n ---> Cache miss: new modified\n ---> Not finished\n');
    expect(text.endsWith('Step 3/4 : RUN two\n ---> Cache miss: new modified\nboom\n ---> FAILED after 0.0s\n')).toBe(
      true,
    );
    expect(text).not.toContain('three');
  });

  it('decodes UTF-8 over the borders of chunks and streams', () => {
    const bytes = Buffer.from('grüße 镜像\n');
    const pieces = [...bytes].map((byte) => output(1, Uint8Array.of(byte)));
    const text = print([plan('RUN a'), running(1, ''), ...pieces, output(1, Uint8Array.of(0xff, 0x0a)), ran(1, 'new')]);
    expect(text).toContain('grüße 镜像\n\ufffd\n');
  });

  it('ends a line that the output left open, and a colour that it left on', () => {
    const text = print([plan('RUN a'), ...miss(1, 'new', '\u001b[31mred', ' still')]);
    expect(text).toContain(`\u001b[31mred still\u001b[0m\n ---> ${shortId(1)}`);
    expect(print([plan('RUN a'), ...miss(1, 'new', '\u001b[31mred\u001b[0m\n')])).toContain(`\u001b[0m\n ---> `);
    // The runner takes a line for the token's that begins with it.
    const framed = print(
      [plan('RUN a'), ...miss(1, 'new', '\u001b[31mred\n')],
      githubFrame(() => 'token'),
    );
    expect(framed).toContain('\u001b[31mred\n\u001b[0m\n::token::\n');
  });

  it('passes a line of 10 MB on in pieces while the step is live', () => {
    const piece = 'x'.repeat(1024 * 1024);
    let longest = 0;
    let total = 0;
    const console = new PlainConsole((text) => {
      longest = Math.max(longest, text.length);
      total += text.length;
    });
    console.sink(plan('RUN a'));
    console.sink(running(1, 'new'));
    for (let count = 0; count < 10; count += 1) console.sink(output(1, piece));
    expect(total).toBeGreaterThan(10 * 1024 * 1024);
    expect(longest).toBeLessThanOrEqual(1024 * 1024);
  });

  it('keeps the beginning and the end of a long output that has to wait, and says what it cut', () => {
    const events: BuildEvent[] = [plan('RUN one', 'RUN two'), running(1, 'new'), running(2, 'new')];
    events.push(output(2, 'first\n'));
    for (let count = 0; count < 10; count += 1) events.push(output(2, `${'y'.repeat(1024 * 1024 - 1)}\n`));
    events.push(output(2, 'last\n'), ran(2, 'new'), ran(1, 'new'));
    const text = print(events);
    expect(text.length).toBeLessThan(2.5 * 1024 * 1024);
    const shown = text.replace(/y+/g, 'y');
    expect(shown).toContain('new modified\nfirst\ny');
    expect(shown).toMatch(/\n\[9\.\d+MB of this step's output were cut here\]\n/);
    expect(shown).toContain(`y\nlast\n ---> ${shortId(2)} DONE 1.5s\n`);
  });

  it('keeps line breaks in names and instructions from making lines of their own', () => {
    const text = print([plan('RUN a\n::error::b'), ...miss(1, 'evil\n::set-output name=x::y\u202e')]);
    expect(text).toContain('Step 1/1 : RUN a\\n::error::b\n');
    expect(text).toContain('evil\\n::set-output name=x::y\\u{202e} modified\n');
  });
});

/** Lines that GitHub's runner would take for a command, given that it reads commands from a log as it does. */
function commandsSeen(log: string): string[] {
  const seen: string[] = [];
  let stopped: string | undefined;
  for (const line of log.split(/\r\n|\n|\r/)) {
    const command = /^\s*::([^ :]+)[^:]*::(.*)$/.exec(line) ?? /##\[([^ \]]+)[^\]]*\](.*)$/.exec(line);
    if (command === null) continue;
    const [, name = '', data = ''] = command;
    if (stopped !== undefined) {
      if (name === stopped) stopped = undefined;
      continue;
    }
    if (name === 'stop-commands') stopped = data;
    else seen.push(name);
  }
  expect(stopped).toBeUndefined();
  return seen;
}

describe('PlainConsole in a log of GitHub', () => {
  let count = 0;
  const frame = (): StepFrame => githubFrame(() => `token-${(count += 1)}`);

  it('folds each step', () => {
    const text = print([plan('FROM a', 'RUN 100% b'), ...hit(1), ...miss(2, 'new', 'hello\n')], frame());
    expect(text).toBe(`::group::Step 1/2 : FROM a (CACHED)
::endgroup::
 ---> ${shortId(1)} CACHED
::group::Step 2/2 : RUN 100%25 b
 ---> Cache miss: new modified
::stop-commands::token-1
hello
::token-1::
::endgroup::
 ---> ${shortId(2)} DONE 1.5s
`);
  });

  it.each([
    '::error::x\n',
    '  ::set-output name=a::b\n',
    'a\r::add-mask::b\n',
    '##[set-env name=a]b\n',
    'x ##[set-output name=a]b\n',
    '::stop-commands::mine\n::mine::\n::error::x\n',
    '::endgroup::\n::warning::no line break at the end',
    '\u001b]0;title\u0007::error::x\n',
    ':\u0000:error::x\n',
  ])('lets no workflow command of a step through: %j', (hostile) => {
    const text = print([plan('FROM a', 'RUN b'), ...hit(1), ...miss(2, `${hostile} modified`, hostile)], frame());
    expect(commandsSeen(text)).toEqual(['group', 'endgroup', 'group', 'endgroup']);
  });

  it('lets no workflow command of an instruction, a warning or a tag through', () => {
    const text = print(
      [
        plan('RUN ##[set-env name=a]b'),
        ...hit(1),
        { type: 'warning', message: 'a\r\n::error::b ##[error]c' },
        { type: 'notice', message: '##[error]d' },
        image(['a\n::error::b']),
      ],
      frame(),
    );
    expect(commandsSeen(text)).toEqual(['group', 'endgroup']);
  });

  it('opens a new guard for every step', () => {
    const text = print([plan('RUN a', 'RUN b'), ...miss(1, 'new', 'one\n'), ...miss(2, 'new', 'two\n')], frame());
    const tokens = [...text.matchAll(/stop-commands::(.*)/g)].map((match) => match[1]);
    expect(new Set(tokens).size).toBe(2);
  });
});
