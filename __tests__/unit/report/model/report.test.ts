import { describe, expect, it } from 'vitest';

import { EngineBug, InfraError, UserError } from '../../../../src/errors.js';
import { sha256 } from '../../../../src/oci/digest.js';
import { JsonConsole } from '../../../../src/report/console/json-lines.js';
import { cutToWidth, displayWidth } from '../../../../src/report/console/display-width.js';
import { classifyError, exitCodeOf, Interruption } from '../../../../src/report/exit-code.js';
import { buildMetadata, warningMetadata } from '../../../../src/report/metadata.js';
import { errorReport } from '../../../../src/report/model/error-report.js';
import { renderError } from '../../../../src/report/console/render-error.js';
import { disarmCommands } from '../../../../src/report/console/step-frame.js';
import { formatBytes, formatDuration } from '../../../../src/text/format.js';
import { failed, output, span } from '../events.js';

describe('JsonConsole', () => {
  it('writes a line an event', () => {
    const lines: string[] = [];
    const console = new JsonConsole((text) => lines.push(text));
    console.sink(output(1, 'grüße\n'));
    console.sink(output(1, Uint8Array.of(0xc3), 'stderr'));
    console.sink(failed(1, new UserError('no'), 1));
    console.sink({ type: 'build-finished', durationMs: 1, ok: false });
    expect(lines.every((line) => line.endsWith('\n') && !line.slice(0, -1).includes('\n'))).toBe(true);
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
      { type: 'step-output', step: 1, stream: 'stdout', text: 'grüße\n' },
      { type: 'step-output', step: 1, stream: 'stderr', base64: 'ww==' },
      { type: 'step-failed', step: 1, ...span(1), error: { name: 'UserError', message: 'no' } },
      { type: 'build-finished', durationMs: 1, ok: false },
    ]);
  });
});

describe('renderError', () => {
  it('shows where a user error is and what to do, and no stack', () => {
    const error = new UserError('unknown instruction COPPY', {
      location: { file: 'app/Dockerfile', line: 4, column: 1 },
      excerpt: '   4 | COPPY a b\n     | ^^^^^\n',
      hint: 'Did you mean COPY?',
    });
    expect(renderError(error)).toBe(`ERROR: unknown instruction COPPY
  at app/Dockerfile:4:1

     4 | COPPY a b
       | ^^^^^

  Hint: Did you mean COPY?
`);
  });

  it('shows what an infrastructure error was about', () => {
    const error = new InfraError('the registry does not answer', {
      url: 'https://registry.example.com/v2/',
      attempts: 4,
      retryable: true,
      cause: new Error('connect ECONNREFUSED'),
    });
    const text = renderError(error);
    expect(text).toContain(
      'ERROR: the registry does not answer\n  address: https://registry.example.com/v2/\n  tried 4 times\n',
    );
    expect(text).toContain('because: connect ECONNREFUSED\n');
    expect(text).not.toContain('at ');
  });

  it('shows which instruction met an infrastructure error', () => {
    const error = new InfraError('cannot reach registry.example', {
      location: { file: 'Dockerfile', line: 2, endLine: 2 },
      excerpt: '> 2 | FROM registry.example/app',
      url: 'https://registry.example/v2/',
    });
    expect(renderError(error)).toBe(`ERROR: cannot reach registry.example
  at Dockerfile:2

  > 2 | FROM registry.example/app

  address: https://registry.example/v2/
`);
    expect(errorReport(error)).toMatchObject({ location: { line: 2 }, excerpt: error.excerpt, retryable: false });
  });

  it('shows stack and version of a bug, whatever was thrown', () => {
    for (const bug of [new EngineBug('odd'), new TypeError('odd'), 'odd']) {
      const text = renderError(bug);
      expect(text).toMatch(/^ERROR: this is a bug in layer-build \d+\.\d+\.\d+/);
      expect(text).toContain('odd');
    }
    expect(renderError(new EngineBug('odd'))).toContain('report.test.ts');
  });
});

describe('exit codes', () => {
  it.each([
    [new UserError('a'), 1],
    [new InfraError('a'), 69],
    [new EngineBug('a'), 70],
    [new RangeError('a'), 70],
    ['a', 70],
    [new Interruption('SIGINT'), 130],
    [new Interruption('SIGTERM'), 143],
    [classifyError(Object.assign(new Error('no space left'), { code: 'ENOSPC' })), 69],
    [classifyError(Object.assign(new Error('no such file'), { code: 'ENOENT' })), 70],
  ])('%s ends with %i', (error, code) => {
    expect(exitCodeOf(error)).toBe(code);
  });
});

describe('disarmCommands', () => {
  it.each(['::error::a', 'x\n ::error::a', 'x\r::error::a', 'x\u2028\n\t::error::a', 'b ##[error]a'])(
    'makes text of %j',
    (text) => {
      const disarmed = disarmCommands(text);
      expect(disarmed.split(/\r\n|\n|\r/).some((line) => /^\s*::/.test(line) || line.includes('##['))).toBe(false);
    },
  );

  it('leaves other text alone', () => {
    expect(disarmCommands('std::vector at a.cpp:12:3\n:: no: [x] ##')).toBe(
      'std::vector at a.cpp:12:3\n:\\: no: [x] ##',
    );
  });
});

describe('small forms', () => {
  it.each([
    [0, '0B'],
    [999, '999B'],
    [1000, '1.00kB'],
    [999_499, '999kB'],
    [999_500, '1.00MB'],
    [4_200_000, '4.20MB'],
    [117_000_000, '117MB'],
  ])('%i bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it.each([
    [0, '0.0s'],
    [1499, '1.5s'],
    [59_949, '59.9s'],
    [59_950, '1m 00s'],
    [125_000, '2m 05s'],
    [3_720_000, '1h 02m'],
  ])('%i ms are %s', (milliseconds, text) => expect(formatDuration(milliseconds)).toBe(text));

  it.each([
    ['abc', 3],
    ['镜像', 4],
    ['e\u0301', 1],
    ['👍', 2],
    ['ｆ', 2],
    ['한글', 4],
    ['\u200b', 0],
  ])('%s is %i columns wide', (text, width) => expect(displayWidth(text)).toBe(width));

  it('cuts text to a width, with an ellipsis, never over it', () => {
    expect(cutToWidth('abcdef', 6)).toBe('abcdef');
    expect(cutToWidth('abcdef', 5)).toBe('abcd…');
    expect(cutToWidth('镜像镜像', 5)).toBe('镜像…');
    expect(cutToWidth('镜像镜像', 6)).toBe('镜像…');
    expect(cutToWidth('abc', 0)).toBe('');
  });

  it('names an image as buildx does in its metadata', () => {
    const digest = sha256('m');
    const descriptor = { mediaType: 'application/vnd.oci.image.manifest.v1+json', digest, size: 7 };
    const dockerfile = { name: 'Dockerfile', text: 'FROM a\n' };
    const image = { digest, imageId: sha256('c'), tags: ['a:1', 'b:2'], descriptor, provenance: {}, dockerfile };
    const named = {
      'containerimage.config.digest': sha256('c'),
      'containerimage.descriptor': descriptor,
      'containerimage.digest': digest,
      'image.name': 'a:1,b:2',
    };
    expect(buildMetadata(image)).toEqual(named);
    const made = { builder: { id: '' } };
    expect(buildMetadata({ ...image, provenance: { '': made } })).toEqual({
      ...named,
      'buildx.build.provenance': made,
    });
    expect(buildMetadata({ ...image, provenance: { 'linux/amd64': made, 'linux/arm/v7': made } })).toEqual({
      ...named,
      'buildx.build.provenance/linux/amd64': made,
      'buildx.build.provenance/linux/arm/v7': made,
    });
  });

  it('tells what the checks found as buildx does, each finding once, and nothing else', () => {
    const dockerfile = { name: 'Dockerfile', text: 'from a\n' };
    const finding = {
      message: "Command 'from' …",
      line: 1,
      rule: 'ConsistentInstructionCasing',
      description: 'All commands',
    };
    const other = {
      message: 'Variables …',
      line: 2,
      endLine: 4,
      rule: 'UndefinedVar',
      url: 'https://docs.docker.com/x/',
    };
    const told = warningMetadata([
      { warnings: [finding, { message: 'the cache is slow' }], dockerfile },
      { warnings: [finding, other], dockerfile },
    ]);
    const base64 = (text: string): string => Buffer.from(text).toString('base64');
    const sourceInfo = { filename: 'Dockerfile', data: base64('from a\n'), language: 'Dockerfile' };
    expect(told).toEqual({
      'buildx.build.warnings': [
        {
          level: 1,
          short: base64("ConsistentInstructionCasing: Command 'from' … (line 1)"),
          detail: [base64('All commands')],
          sourceInfo,
          range: [{ start: { line: 1 }, end: { line: 1 } }],
        },
        {
          level: 1,
          short: base64('UndefinedVar: Variables … (line 2)'),
          url: 'https://docs.docker.com/x/',
          sourceInfo,
          range: [{ start: { line: 2 }, end: { line: 4 } }],
        },
      ],
    });
    expect(warningMetadata([{ warnings: [{ message: 'the cache is slow' }], dockerfile }])).toEqual({});
  });
});
