import { describe, expect, it } from 'vitest';

import { csvFields } from '../../../src/dockerfile/values/csv.js';
import { parseDevice } from '../../../src/dockerfile/values/device.js';
import { parseDuration } from '../../../src/text/duration.js';
import { nearest } from '../../../src/text/nearest.js';
import { parsePorts } from '../../../src/dockerfile/values/ports.js';
import { checkSignal } from '../../../src/dockerfile/values/signal.js';
import { UserError } from '../../../src/errors.js';

describe('parseDuration', () => {
  it.each([
    ['0', 0],
    ['-0', 0],
    ['5s', 5e9],
    ['1m30s', 90e9],
    ['1.5h', 5400e9],
    ['.5s', 5e8],
    ['1.s', 1e9],
    ['100ms', 1e8],
    ['3us', 3000],
    ['3µs', 3000],
    ['3μs', 3000],
    ['7ns', 7],
    ['1h1m1s1ms1us1ns', 3661001001001],
    ['-2s', -2e9],
    ['+2s', 2e9],
  ])('%s is %d ns', (text, nanoseconds) => {
    expect(parseDuration(text)).toBe(nanoseconds === 0 ? 0 : nanoseconds);
  });

  it.each(['', '5', 's', '1 s', '5S', '1d', '.s', '1..5s', '--1s', '1s ', '1e3s', '10000000h', '∞s'])(
    'refuses %j',
    (text) => {
      expect(() => parseDuration(text)).toThrow(UserError);
    },
  );

  it('takes no longer for a long text', () => {
    expect(() => parseDuration(`${'1'.repeat(1_000_000)}x`)).toThrow(UserError);
  });
});

describe('parsePorts', () => {
  it.each([
    ['80', ['80/tcp']],
    ['0', ['0/tcp']],
    ['080', ['80/tcp']],
    ['65535/udp', ['65535/udp']],
    ['80/', ['80/tcp']],
    ['80/TCP', ['80/tcp']],
    ['80/Sctp', ['80/sctp']],
    ['80-82', ['80/tcp', '81/tcp', '82/tcp']],
    ['80-80/udp', ['80/udp']],
    ['8080:80', ['80/tcp']],
    ['8000-8001:80-81', ['80/tcp', '81/tcp']],
    ['8000-9000:80', ['80/tcp']],
    ['127.0.0.1:8080:80/udp', ['80/udp']],
    ['127.0.0.1::80', ['80/tcp']],
    ['[::1]:8080:80', ['80/tcp']],
    ['::1:8080:80', ['80/tcp']],
    [':80', ['80/tcp']],
  ])('%s', (spec, expected) => {
    expect(parsePorts([spec])).toEqual(expected);
  });

  it.each([
    '',
    'a',
    '80/xyz',
    '/tcp',
    '80-79',
    '-80',
    '80-',
    '65536',
    '80-70000',
    '1.5',
    '80/tcp/udp',
    'x:80',
    '8000-8002:80-81',
    'localhost:8080:80',
    '256.1.1.1:1:80',
    '[::1:8080:80',
    'fe80::1%eth0:1:80',
    '80:',
    '80 81',
    '$p',
  ])('refuses %j', (spec) => {
    expect(() => parsePorts([spec])).toThrow(UserError);
  });

  it('keeps the order of several', () => {
    expect(parsePorts(['2', '1/udp'])).toEqual(['2/tcp', '1/udp']);
  });
});

describe('checkSignal', () => {
  it.each([
    '9',
    '-9',
    '+9',
    '200',
    'KILL',
    'SIGKILL',
    'sigterm',
    'Int',
    'RTMIN',
    'SIGRTMIN+15',
    'RTMAX',
    'RTMAX-14',
    'CLD',
  ])('takes %s', (signal) => {
    expect(() => {
      checkSignal(signal);
    }).not.toThrow();
  });

  it.each([
    '',
    '0',
    '-0',
    'SIG',
    'TERM ',
    'TERM KILL',
    'FOO',
    'RTMIN+0',
    'RTMIN+16',
    'RTMAX-15',
    '9.5',
    '9223372036854775808',
  ])('refuses %j', (signal) => {
    expect(() => {
      checkSignal(signal);
    }).toThrow(`invalid signal: ${signal}`);
  });

  it('knows what was meant', () => {
    expect(() => {
      checkSignal('SIGTREM');
    }).toThrow(expect.objectContaining({ hint: 'Did you mean SIGTERM?' }) as Error);
  });
});

describe('csvFields', () => {
  const texts = (text: string) => csvFields(text, 'things').map((field) => field.text);

  it.each([
    ['a', ['a']],
    ['a=b,c', ['a=b', 'c']],
    ['a,,b', ['a', '', 'b']],
    ['a,', ['a', '']],
    [',a', ['', 'a']],
    ['"a,b",c', ['a,b', 'c']],
    ['"a""b"', ['a"b']],
    ['""', ['']],
    ['"",""', ['', '']],
    [' a ,b', [' a ', 'b']],
  ])('%s', (text, expected) => {
    expect(texts(text)).toEqual(expected);
  });

  it.each(['', 'a"b', '"a', '"a"b', 'a,b"', '"""', '"a" ,b'])('refuses %j', (text) => {
    expect(() => texts(text)).toThrow('failed to parse csv things');
  });

  it('cuts a field at its first =, and compares keys in lower case', () => {
    expect(csvFields('TyPe=A=b,RO', 'things')).toEqual([
      { key: 'type', value: 'A=b', text: 'TyPe=A=b' },
      { key: 'ro', value: undefined, text: 'RO' },
    ]);
  });
});

describe('parseDevice', () => {
  it.each([
    ['v.com/c=d', { name: 'v.com/c=d', required: false }],
    ['v.com/c', { name: 'v.com/c', required: false }],
    ['v.com/c=d,required', { name: 'v.com/c=d', required: true }],
    ['required,v.com/c', { name: 'v.com/c', required: true }],
    ['name=v.com/c=d,required=false', { name: 'v.com/c=d', required: false }],
  ])('%s', (text, expected) => {
    expect(parseDevice(text)).toEqual(expected);
  });
});

describe('nearest', () => {
  it.each([
    ['COPPY', 'COPY'],
    ['cpoy', 'COPY'],
    ['RUNN', 'RUN'],
    ['XYZ', undefined],
    ['', undefined],
    ['c'.repeat(5000), undefined],
  ])('of %j', (word, expected) => {
    expect(nearest(word, ['RUN', 'COPY', 'WORKDIR'])).toBe(expected);
  });
});
