import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { runCli } from '../../../src/cli/run.js';
import { allVerbs } from '../../../src/cli/verbs.js';
import { flagOf } from '../../../src/app/options/option.js';
import { fakeProcess } from './fake-process.js';

/** A command line up to the cursor, and some of what is offered there; nothing else begins with `only`. */
const OFFERS: readonly (readonly [line: string, offers: readonly string[], not?: readonly string[]])[] = [
  ['layer-build ', ['build', 'cache', 'report', 'help', 'completion'], ['prune ', '--tag']],
  ['layer-build bu', ['build'], ['cache']],
  ['layer-build help re', ['report'], ['build']],
  ['layer-build cache ', ['ls', 'inspect', 'prune', 'verify', 'explain'], ['build']],
  ['layer-build cache explain --tar', ['--target'], ['--tag']],
  ['layer-build cache prune --', ['--older-than', '--dry-run'], ['--tag', '--target']],
  ['layer-build build --ta', ['--tag', '--target'], ['--push']],
  ['layer-build build -t app:1 --progress ', ['plain', 'tty', 'json'], ['--tag']],
  ['layer-build build --cache-policy a', ['auto', 'all']],
  ['layer-build build -f ', ['Dockerfile'], ['--tag']],
  ['layer-build report --html page.html re', ['report.json'], ['--html']],
  ['layer-build completion ', ['bash', 'zsh', 'fish']],
];

const found = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0;

describe('what shells complete', () => {
  let folder: string;
  const script = async (shell: string): Promise<string> => {
    const cli = fakeProcess();
    expect(await runCli(['completion', shell], cli)).toBe(0);
    return cli.out();
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'completion-test-'));
    for (const name of ['Dockerfile', 'report.json']) writeFileSync(join(folder, name), '');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(['bash', 'zsh', 'fish'])('has every flag of every verb for %s', async (shell) => {
    const text = await script(shell);
    for (const { name, table } of await allVerbs()) {
      expect(text).toContain(name.split(' ').at(-1));
      for (const { options } of Object.values(table)) {
        for (const flag of Object.values(options).map(flagOf)) {
          if (flag !== undefined) expect(text).toContain(shell === 'fish' ? `-l ${flag.slice(2)}` : flag);
        }
      }
    }
  });

  it('names the shells that there are', async () => {
    const cli = fakeProcess();
    expect(await runCli(['completion', 'fihs'], cli)).toBe(1);
    expect(cli.err()).toBe('ERROR: there is no completion for "fihs"\n  Hint: Did you mean fish?\n');
  });

  it.skipIf(!found('bash'))('completes in bash', async () => {
    writeFileSync(join(folder, 'completion.bash'), await script('bash'));
    const asked = [...OFFERS.map(([line]) => line), 'layer-build build --progress=j', 'layer-build build --progress='];
    const calls = asked.map((line) => {
      // As bash splits a line: at blanks, and around an equals sign.
      const words = line.split(/ |(?==)|(?<==)/);
      const typed = words.at(-1) === '' && words.at(-2) === '=' ? words.slice(0, -1) : words;
      return `COMP_WORDS=(${typed.map((word) => `'${word}'`).join(' ')}) COMP_CWORD=${typed.length - 1}
_layer_build; echo "\${COMPREPLY[*]}"`;
    });
    const run = spawnSync('bash', ['-c', `source ./completion.bash\n${calls.join('\n')}`], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    const answers = run.stdout.split('\n');
    for (const [index, [line, offers, not = []]] of OFFERS.entries()) {
      const words = (answers[index] ?? '').split(' ');
      expect(words, line).toEqual(expect.arrayContaining([...offers]));
      for (const word of not) expect(words, line).not.toContain(word);
    }
    expect(answers[OFFERS.length]).toBe('json');
    expect(answers[OFFERS.length + 1]).toContain('plain tty json');
  });

  it.skipIf(!found('fish'))('completes in fish', async () => {
    writeFileSync(join(folder, 'completion.fish'), await script('fish'));
    const calls = OFFERS.map(([line]) => `echo (complete -C ${JSON.stringify(line)} | string split -f1 \\t)`);
    const run = spawnSync('fish', ['--no-config', '-c', `source ./completion.fish\n${calls.join('\n')}`], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    const answers = run.stdout.split('\n');
    for (const [index, [line, offers, not = []]] of OFFERS.entries()) {
      const words = (answers[index] ?? '').split(' ');
      expect(words, line).toEqual(expect.arrayContaining([...offers]));
      for (const word of not) expect(words, line).not.toContain(word);
    }
  });

  it.skipIf(!found('zsh'))('is a script that zsh can read', async () => {
    const run = spawnSync('zsh', ['-n'], { input: await script('zsh'), encoding: 'utf8' });
    expect([run.status, run.stderr]).toEqual([0, '']);
  });
});
