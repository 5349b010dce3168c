import { describe, expect, it } from 'vitest';

import { parseCall } from '../../../src/app/options/values/call-spec.js';
import type { CheckFunction, CheckResult } from '../../../src/app/check-function.js';
import type { DescribeFunction } from '../../../src/app/describe-function.js';
import { runCli } from '../../../src/cli/run.js';
import { InfraError, UserError } from '../../../src/errors.js';
import { fakeProcess } from './fake-process.js';

const CLEAN: CheckResult = { dockerfile: { name: 'Dockerfile', text: 'FROM a as b\n' }, findings: [] };
const FOUND: CheckResult = {
  ...CLEAN,
  findings: [{ type: 'warning', rule: 'FromAsCasing', message: '::error::hostile', line: 1 }],
};

const checking = (result: CheckResult, env: Readonly<Record<string, string>> = {}) => {
  const calls: Parameters<CheckFunction>[] = [];
  const check: CheckFunction = (...parameters) => {
    calls.push(parameters);
    return Promise.resolve(result);
  };
  const cli = fakeProcess({ env, loadCheck: () => Promise.resolve(check) });
  return { cli, checks: calls };
};

describe('parseCall', () => {
  it.each([
    ['build', { kind: 'build' }],
    ['check', { kind: 'check', format: 'text', ignoreStatus: false }],
    ['lint,format=json', { kind: 'check', format: 'json', ignoreStatus: false }],
    ['format=text,check,ignorestatus=true', { kind: 'check', format: 'text', ignoreStatus: true }],
    ['outline', { kind: 'outline', format: 'text' }],
    ['targets,format=json', { kind: 'targets', format: 'json' }],
  ])('reads %j', (text, call) => {
    expect(parseCall('--call', text)).toEqual(call);
  });

  it.each(['outlines', 'check,build', 'check,verbose=1', 'format=json', 'check,ignorestatus=maybe'])(
    'refuses %j',
    (text) => {
      expect(() => parseCall('--call', text)).toThrow(/^--call: /);
    },
  );
});

describe('build --check', () => {
  it.each([[['--check']], [['--call=check']], [['--call', 'lint']]])('%j looks and builds nothing', async (flags) => {
    const { cli, checks } = checking(CLEAN);
    expect(await runCli(['build', ...flags, '--target', 'x', '.'], cli)).toBe(0);
    expect(cli.out()).toBe('Check complete, no warnings found.\n');
    expect(cli.calls).toEqual([]);
    expect(checks[0]?.[0].target).toBe('x');
  });

  it('ends with 1 when something was found', async () => {
    const { cli } = checking(FOUND);
    expect(await runCli(['build', '--check', '.'], cli)).toBe(1);
    expect(cli.out()).toMatch(/^Check complete, 1 warning has been found!\n\nWARNING: FromAsCasing\n/);
    expect(cli.err()).toBe('');
    expect(await runCli(['build', '--call=check,ignorestatus=true', '.'], checking(FOUND).cli)).toBe(0);
  });

  it('disarms workflow commands on GitHub', async () => {
    const { cli } = checking(FOUND, { GITHUB_ACTIONS: 'true' });
    await runCli(['build', '--check', '.'], cli);
    expect(cli.out()).not.toMatch(/^::error::/m);
  });

  it('prints JSON', async () => {
    const { cli } = checking(FOUND);
    expect(await runCli(['build', '--call=check,format=json', '.'], cli)).toBe(1);
    expect(JSON.parse(cli.out())).toMatchObject({ warnings: [{ ruleName: 'FromAsCasing' }] });
  });

  it.each([
    [new UserError('lint violation found for rules: FromAsCasing'), 1, 'ERROR: lint violation'],
    [new InfraError('no answer'), 69, 'ERROR: no answer'],
  ])('prints what it found before %s', async (failure, code, text) => {
    const { cli } = checking({ ...FOUND, failure });
    expect(await runCli(['build', '--check', '.'], cli)).toBe(code);
    expect(cli.out()).toContain('Check complete, 1 warning has been found!');
    expect(cli.err()).toContain(text);
  });
});

describe('build --call=outline and --call=targets', () => {
  it.each(['targets', 'outline'] as const)('%s prints, and builds nothing', async (kind) => {
    const asked: Parameters<DescribeFunction>[] = [];
    const outline = { name: 'app', description: undefined, args: [], secrets: [], ssh: [] };
    const describing: DescribeFunction = (...parameters) => {
      asked.push(parameters);
      const dockerfile = Buffer.from('FROM a\n');
      return Promise.resolve(kind === 'targets' ? { dockerfile, kind, targets: [] } : { dockerfile, kind, outline });
    };
    const cli = fakeProcess({ env: {}, loadDescribe: () => Promise.resolve(describing) });
    expect(await runCli(['build', `--call=${kind}`, '--target', 'x', '.'], cli)).toBe(0);
    expect(cli.out()).toBe(kind === 'targets' ? 'TARGET DESCRIPTION\n' : 'TARGET: app\n\n');
    expect(cli.calls).toEqual([]);
    expect(asked.map(([what, options]) => [what, options.target])).toEqual([[kind, 'x']]);
  });
});
