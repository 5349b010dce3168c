import { describe, expect, it } from 'vitest';

import { commentBody } from '../../../../src/report/comment/body.js';
import { dataLine, isMarked, rowsIn } from '../../../../src/report/comment/data.js';
import { REPOSITORY_URL, row } from '../comment-samples.js';

const BEFORE = {
  branch: 'main',
  commit: 'a'.repeat(40),
  hits: 4,
  misses: 0,
  hitRate: 1,
  durationMs: 2000,
  size: 1_500_000,
};

const HOSTILE = [
  '</details></td><script>alert(1)</script>',
  '| a | b |\n| --- | --- |',
  '--> <!-- layer-build:comment:1 AAAA -->',
  '``` `x` **bold** @octocat #1 https://evil.example www.evil.example [a](b) ![c](d)',
  '\r\n### Heading\r\n- [ ] task\u202e\u0000\u001b[31m',
  '&lt;img src=x&gt; $x$ \\| ~~a~~',
];

describe('the comment', () => {
  it('has figures, and what changed against the base branch', () => {
    const body = commentBody(
      [
        row('Dockerfile', {
          said: ['Cache ends at Dockerfile:4 ', { code: 'RUN npm ci' }, '.'],
          before: BEFORE,
          stopped: [{ line: 4, instruction: 'RUN npm ci', reason: 'package.json modified' }],
          stoppedCount: 1,
          grown: [{ path: '/app/big', bytes: 900_000, more: 700_000 }],
          grownCount: 3,
        }),
        row('other', { ok: false, now: { commit: 'b'.repeat(40), hits: 0, misses: 2, hitRate: 0, durationMs: 100 } }),
      ],
      REPOSITORY_URL,
    );
    expect(body.split('\n').slice(1)).toEqual([
      '### layer-build',
      '',
      '❌ **2 builds: 1 failed, 1 ran some steps.**',
      '',
      '| Build | From the cache | Time<br>Image, compressed |',
      '| --- | --- | --- |',
      '| ✅&nbsp;Dockerfile<br>Cache ends at Dockerfile:4 <code>RUN npm ci</code>. | 75&nbsp;% of the work, was 100&nbsp;% | 5.0s (+3.0s)<br>2.00MB (+500kB) |',
      '| ❌&nbsp;other | 0&nbsp;% of the work | 0.1s<br>none |',
      '',
      '<details>',
      '<summary>Dockerfile: 1 step stopped hitting, 3 paths grew</summary>',
      '',
      '| Line | Hit before, and why it missed |',
      '| ---: | --- |',
      '| 4 | <code>RUN npm ci</code><br>package.json modified |',
      '',
      '| Path, before compression | Now | Growth |',
      '| --- | ---: | ---: |',
      '| <code>/app/big</code> | 900kB | +700kB |',
      '',
      'and 2 more',
      '',
      '</details>',
      '',
      `<sub>[run](${REPOSITORY_URL}/actions/runs/7) of <code>bbbbbbb</code>, compared with <code>main</code> at <code>aaaaaaa</code></sub>`,
      '',
    ]);
  });

  it('begins with the sentence of its one build', () => {
    const body = commentBody([row('a', { said: ['Cache ends at ', { code: 'COPY . .' }] })], REPOSITORY_URL);
    expect(body.split('\n').slice(1, 5)).toEqual([
      '### layer-build',
      '',
      '✅ **Cache ends at <code>COPY . .</code>**',
      '',
    ]);
  });

  it('gives back the rows that it carries', () => {
    const rows = [row('a', { before: BEFORE, said: ['x', { code: 'y' }] }), row('b', { ok: false })];
    const body = commentBody(rows, REPOSITORY_URL);
    expect(isMarked(body)).toBe(true);
    expect(rowsIn(body)).toEqual(rows);
    expect(rowsIn(body.replaceAll('\n', '\r\n'))).toEqual(rows);
  });

  it.each(HOSTILE)('is the same table, marker and data whatever is in it: %j', (text) => {
    const made = (words: string) =>
      commentBody(
        [
          row('a', {
            title: words,
            said: [words, { code: words }],
            before: { ...BEFORE, branch: words },
            stopped: [{ line: 1, instruction: words, reason: words }],
            stoppedCount: 1,
            grown: [{ path: words, bytes: 2000, more: 1500 }],
            grownCount: 1,
          }),
        ],
        REPOSITORY_URL,
      );
    const body = made(text);
    // Markup is what is left when the characters of words are taken out.
    const markup = (comment: string): string[] =>
      comment
        .split('\n')
        .slice(1)
        .map((line) =>
          line
            .replaceAll('<wbr>', '')
            .replace(/[^|<>[\]`*~#!\\$-]/g, '')
            .replaceAll('-', ''),
        );
    const plain = made('words');
    expect(body.split('\n')).toHaveLength(plain.split('\n').length);
    const withoutReferences = body.replace(/&#\d+;/g, '');
    expect(markup(withoutReferences)).toEqual(markup(plain));
    expect(body.match(/<!--/g)).toHaveLength(1);
    expect(body.match(/-->/g)).toHaveLength(1);
    expect(body).not.toMatch(/[^(]https?:\/\/evil|www\.evil|(?<!&)@octo|<script|<img/);
    expect(rowsIn(body)).toHaveLength(1);
    expect(rowsIn(body)[0]?.title).toContain(text.slice(0, 3).replace('\r\n', '\\r\\n').trim());
  });

  it('stays below GitHub’s limit, and keeps every row of a matrix', () => {
    const many = Array.from({ length: 256 }, (_, number) =>
      row(`image/Dockerfile@web (build {"node":${number},"os":"ubuntu-24.04"})`, {
        before: BEFORE,
        stopped: Array.from({ length: 10 }, (_, step) => ({
          line: step,
          instruction: `RUN ${Math.random()} ${'<'.repeat(150)}`,
          reason: `${Math.random()}|`.repeat(9),
        })),
        stoppedCount: 10,
      }),
    );
    const body = commentBody(many, REPOSITORY_URL);
    expect(body.length).toBeLessThan(65_536);
    expect(rowsIn(body).map(({ id }) => id)).toEqual(many.map(({ id }) => id));
    const few = commentBody(many.slice(0, 3), REPOSITORY_URL);
    expect(rowsIn(few)[2]?.stopped).toHaveLength(10);
  });

  it('says how many builds it does not show', () => {
    const many = Array.from({ length: 300 }, (_, number) => row(`${number} ${'|'.repeat(200)}`));
    const body = commentBody(many, REPOSITORY_URL);
    expect(body.length).toBeLessThan(65_536);
    const shown = body.match(/^\| ✅/gm)?.length ?? 0;
    expect(shown).toBeGreaterThan(0);
    expect(shown).toBeLessThan(300);
    expect(body).toContain(`\n${300 - shown} further builds are left out here.\n`);
    expect(rowsIn(body)).toHaveLength(300);
  });
});

describe('data of a comment that others edited', () => {
  const sound = row('a', { before: BEFORE, stopped: [{ line: 1, instruction: 'RUN a', reason: 'b' }] });

  it.each<readonly [string, unknown]>([
    ['no list', { rows: [] }],
    ['another number', [{ ...sound, run: -1 }]],
    ['a number as text', [{ ...sound, attempt: '1' }]],
    ['an id that is none', [{ ...sound, id: '../x' }]],
    ['a time that is none', [{ ...sound, at: 'now' }]],
    ['a long title', [{ ...sound, title: 'x'.repeat(1001) }]],
    ['figures that are none', [{ ...sound, now: { ...sound.now, hits: 1.5 } }]],
    ['an unsound base', [{ ...sound, before: { branch: 'main' } }]],
    ['an unsound step', [{ ...sound, stopped: [{ line: 1, instruction: 'a' }] }]],
    ['too many steps', [{ ...sound, stopped: Array.from({ length: 101 }, () => sound.stopped[0]) }]],
    ['an unsound path', [{ ...sound, grown: [{ path: 1, bytes: 1, more: 1 }] }]],
    ['null', [null]],
  ])('leaves out %s', (_what, value) => {
    const body = dataLine(value as never);
    expect(isMarked(body)).toBe(true);
    expect(rowsIn(body)).toEqual([]);
    expect(rowsIn(dataLine([sound, ...(Array.isArray(value) ? (value as readonly unknown[]) : [])] as never))).toEqual([
      sound,
    ]);
  });

  it('takes broken, foreign and exploding data for none', () => {
    const line = dataLine([sound]);
    for (const body of ['', 'text', line.slice(0, 60), line.replace(/.{20} -->/, ' -->'), ` ${line}`, `>${line}`]) {
      expect(rowsIn(body), body).toEqual([]);
    }
    expect(rowsIn(dataLine([row('x'.repeat(8 * 1024 * 1024))]))).toEqual([]);
  });

  it('drops fields that are not ours', () => {
    expect(rowsIn(dataLine([{ ...sound, extra: '<b>' } as never]))).toEqual([sound]);
  });
});
