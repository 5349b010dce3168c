import { describe, expect, it } from 'vitest';

import { parseCheckSettings, withComments, DEFAULT_SETTINGS } from '../../../src/dockerfile/checks/check-settings.js';
import { UserError } from '../../../src/errors.js';
import { suggestedName } from '../../../src/plan/checks/suggested-name.js';
import { checked } from '../../support/checked.js';

const names = async (text: string, settings?: string): Promise<string[]> =>
  (await checked(text, settings === undefined ? {} : { settings })).findings.map(({ rule }) => rule.name);

const messageOf = (error: unknown): string =>
  error instanceof UserError ? error.message : `no user's fault: ${String(error)}`;

const TWO = 'FROM scratch as base\ncopy Dockerfile .\n';

describe('the settings of the checks', () => {
  it.each([
    ['#check=skip=all', []],
    ['# Check = skip=ConsistentInstructionCasing', ['FromAsCasing']],
    ['# check=skip=ConsistentInstructionCasing,FromAsCasing', []],
    // What follows a blank is for people.
    ['# check=skip=FromAsCasing, ConsistentInstructionCasing', ['ConsistentInstructionCasing']],
    ['# check=error=false', ['FromAsCasing', 'ConsistentInstructionCasing']],
    ['# syntax=docker/dockerfile:1\n# check=skip=FromAsCasing', ['ConsistentInstructionCasing']],
    ['# a comment\n# check=skip=all', ['ConsistentInstructionCasing']],
  ])('%j', async (head, found) => {
    expect(await names(`${head}\n${TWO}`)).toEqual(found);
  });

  it('are those of the build argument where it is given', async () => {
    expect(await names(`# check=error=true\n${TWO}`, 'skip=all')).toEqual([]);
    expect(await names(`# check=skip=all\n${TWO}`, '')).toHaveLength(2);
    const { error } = await checked(`# check=skip=all\n${TWO}`, {
      settings: 'skip=ConsistentInstructionCasing;error=true',
    });
    expect(error).toMatchObject({ message: 'lint violation found for rules: FromAsCasing' });
  });

  it('read all parts in any order', () => {
    expect(parseCheckSettings(' error=1 ;skip= A , B;experimental=all')).toEqual({
      skip: new Set(['A', 'B']),
      experimental: 'all',
      error: true,
    });
    expect(parseCheckSettings('  ')).toBe(DEFAULT_SETTINGS);
  });

  it.each([
    ['skip', 'invalid check option "skip"'],
    ['ignore=A', 'invalid check option "ignore"'],
    ['error=perhaps', 'failed to parse check option "error=perhaps"'],
  ])('refuse %s', async (text, message) => {
    expect(() => parseCheckSettings(text)).toThrow(message);
    const { error } = await checked(`# check=${text}\nFROM scratch`);
    expect(error).toBeInstanceOf(UserError);
    expect(messageOf(error)).toContain(`failed to parse check options: ${message}`);
    const argument = await checked('FROM scratch', { settings: text });
    expect(messageOf(argument.error)).toContain(`failed to parse build argument BUILDKIT_DOCKERFILE_CHECK: ${message}`);
  });

  it('are added to by a comment before an instruction, and only by the first that is one', () => {
    const file = parseCheckSettings('skip=A;error=true');
    expect(withComments(file, [])).toBe(file);
    expect(withComments(file, ['just this', 'syntax=x'])).toBe(file);
    expect(withComments(file, ['why', 'check=skip=B;error=false', 'check=skip=C'])).toEqual({
      skip: new Set(['A', 'B']),
      experimental: new Set(),
      error: true,
    });
    expect(withComments(file, ['check=nonsense'])).toEqual(file);
  });
});

describe('error=true', () => {
  it('fails after all findings were reported, and names each rule once', async () => {
    const { findings, error } = await checked('# check=error=true\nFROM base\nCMD a\nCMD b\nWORKDIR c\n');
    expect(findings).toHaveLength(4);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({
      message:
        'lint violation found for rules: JSONArgsRecommended, MultipleInstructionsDisallowed, WorkdirRelativePath',
    });
  });

  it('lets a file without findings, and one whose findings are skipped, pass', async () => {
    expect(await checked('# check=error=true\nFROM base\n')).toEqual({ findings: [] });
    expect(await checked('# check=error=true\nFROM base\n# check=skip=all\nCMD a\n')).toEqual({ findings: [] });
  });
});

describe('findings', () => {
  it('are reported before the error of a later line', async () => {
    const { findings, error } = await checked('FROM scratch AS BadStageName\nMAINTAINER me\nBADCMD\n');
    expect(findings.map(({ rule }) => rule.name)).toEqual(['StageNameCasing', 'MaintainerDeprecated']);
    expect(error).toMatchObject({ message: 'unknown instruction: BADCMD', location: { line: 3 } });
    const planned = await checked('FROM base\nCMD a\nSTOPSIGNAL $b\nCMD c\n');
    expect(planned.findings.map(({ rule, range }) => [rule.name, range.start])).toEqual([
      ['JSONArgsRecommended', 2],
      ['UndefinedVar', 3],
    ]);
    expect(planned.error).toBeInstanceOf(UserError);
  });

  it('have the lines of the whole instruction', async () => {
    const { findings } = await checked('FROM base\nENV a=b \\\n  password=c\n');
    expect(findings.map(({ range }) => range)).toEqual([{ start: 2, end: 3 }]);
  });

  it('are of the stages that the target needs, unless all are asked for', async () => {
    const text = 'FROM base AS a\nCOPY $foo .\nFROM base\nCOPY $bar .\n';
    const lines = async (options: object): Promise<number[]> =>
      (await checked(text, { options })).findings.map(({ range }) => range.start);
    expect(await lines({})).toEqual([4]);
    expect(await lines({ target: 'a' })).toEqual([2]);
    expect(await lines({ allStages: true })).toEqual([2, 4]);
  });
});

describe('suggestedName', () => {
  it.each([
    ['PAHT', ['HOME', 'PATH'], 'PATH'],
    ['foo', ['bar', 'fo', 'fooo'], 'fo'],
    ['path', ['PATH'], undefined],
    ['abc', ['abcde', 'abcd'], 'abcd'],
    ['abc', ['abcdef'], undefined],
    ['abc', ['abd', 'abc'], undefined],
    ['a', [''], undefined],
  ])('for %s of %j is %s', (name, known, suggested) => {
    expect(suggestedName(name, known)).toBe(suggested);
  });
});
