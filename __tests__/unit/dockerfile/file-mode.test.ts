import { describe, expect, it } from 'vitest';

import { parseFileMode } from '../../../src/dockerfile/values/file-mode.js';
import { UserError } from '../../../src/errors.js';

const octal = (mode: number): string => mode.toString(8).padStart(4, '0');

describe('parseFileMode', () => {
  it.each([
    ['0', 0],
    ['755', 0o755],
    ['0644', 0o644],
    ['7777', 0o7777],
    ['0000004755', 0o4755],
  ])('reads %s as it is', (text, expected) => {
    const mode = parseFileMode(text);
    expect(mode.octal).toBe(expected);
    expect(mode.apply(0o123, true)).toBe(expected);
  });

  it.each<[text: string, from: number, expected: number, directory?: true]>([
    ['u+x', 0o644, 0o744],
    ['+x', 0o644, 0o755],
    ['a+x', 0o644, 0o755],
    ['go-r', 0o644, 0o600],
    ['-w', 0o666, 0o444],
    ['u=rwx,go=rx', 0o000, 0o755],
    ['u=rwx,go=rx', 0o777, 0o755],
    ['go=', 0o777, 0o700],
    ['=', 0o777, 0o000],
    ['=r', 0o777, 0o444],
    ['ug=rw', 0o007, 0o667],
    ['u+r-w', 0o200, 0o400],
    ['u+rw-x+X', 0o100, 0o700],
    ['a=rX', 0o755, 0o555],
    ['a=rX', 0o644, 0o444],
    ['a=rX', 0o600, 0o555, true],
    ['+X', 0o644, 0o644],
    ['+X', 0o744, 0o755],
    ['+X', 0o644, 0o755, true],
    // Whether X counts, the mode before the first change tells.
    ['u+x,go+X', 0o644, 0o744],
    ['a-x,u+X', 0o755, 0o744],
    ['-X', 0o755, 0o644],
    ['g=u', 0o740, 0o770],
    ['g+u', 0o640, 0o660],
    ['o-g', 0o657, 0o652],
    ['go=u-w', 0o700, 0o755],
    ['u=go', 0o056, 0o656],
    ['o=u,u=o', 0o704, 0o707],
    ['=u', 0o741, 0o777],
    ['u+s', 0o755, 0o4755],
    ['g+s', 0o755, 0o2755],
    ['+s', 0o755, 0o6755],
    ['ug+s', 0o755, 0o6755],
    ['o+s', 0o755, 0o755],
    ['u-s', 0o4755, 0o755],
    ['u=rwx', 0o4644, 0o744],
    ['g=rx', 0o2770, 0o750, true],
    ['u=rwxs', 0o644, 0o4744],
    ['=rx', 0o7777, 0o1555],
    ['+t', 0o777, 0o1777, true],
    ['a+t', 0o777, 0o1777],
    ['o+t', 0o777, 0o777],
    ['-t', 0o1777, 0o777],
    ['o=rx', 0o1777, 0o1775],
    // Without a class, `t` hides the permissions beside it.
    ['+xt', 0o644, 0o1644],
  ])('%s makes %o %o', (text, from, expected, directory) => {
    const mode = parseFileMode(text);
    expect(mode.octal).toBeUndefined();
    expect(octal(mode.apply(from, directory === true))).toBe(octal(expected));
  });

  it.each([
    '',
    '8',
    '999',
    '10000',
    '0o755',
    '755x',
    '-1',
    '+755',
    'u',
    'rwx',
    'u+z',
    'u+x,',
    ',u+x',
    'u+x g+x',
    'x+u',
    'A+x',
    '$m',
  ])('refuses %j', (text) => {
    expect(() => parseFileMode(text)).toThrow(UserError);
    expect(() => parseFileMode(text)).toThrow(`invalid chmod parameter: '${text}'`);
  });
});
