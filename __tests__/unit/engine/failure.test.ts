import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { MemoryBuild, type Built } from '../../support/memory-build.js';
import { UserError } from '../../../src/errors.js';

let machine: MemoryBuild;

beforeEach(async () => {
  machine = await MemoryBuild.create('engine');
  machine.files = { 'package.json': '{}', 'src/a.js': 'a', 'src/b.js': 'b' };
});

afterEach(() => machine.remove());

function reasonOf(built: Built, instruction: string): string | undefined {
  return built.reasons.get(instruction);
}

describe('a step that fails', () => {
  const TEXT = 'FROM base\nRUN fine\nENV a=1\nRUN \\\n  break\nRUN never';

  it('ends the build with its place, its command, its code and its last output', async () => {
    machine.runner.scripts.set('break', (_request, output) => {
      output('stdout', Buffer.from('working\n'));
      output('stderr', Buffer.from('it broke\n'));
      return 3;
    });
    const { result, events } = await machine.build(TEXT);
    if (result.kind !== 'failed' || !(result.error instanceof UserError))
      throw new Error("not a failure of the user's");
    expect(result.error.message).toBe('RUN   break: the command ended with exit code 3');
    expect(result.error.location).toMatchObject({ file: 'Dockerfile', line: 4, endLine: 5 });
    expect(result.error.excerpt).toContain('> 5 |   break');
    expect(result.error.details).toBe('working\nit broke');
    expect(events.filter((event) => event.type === 'step-failed')).toMatchObject([{ step: 4, error: result.error }]);
    expect(events.filter((event) => event.type === 'step-output')).toHaveLength(2);
  });

  it.each([
    [126, 'exit code 126', 'could not be executed'],
    [127, 'exit code 127', 'did not find the program'],
    [137, 'signal 9 (exit code 137)', 'memory'],
    [1, 'exit code 1', undefined],
  ])('says what exit code %i means', async (code, text, hint) => {
    machine.runner.scripts.set('break', () => code);
    const { result } = await machine.build(TEXT);
    expect(result).toMatchObject({
      kind: 'failed',
      error: {
        message: expect.stringContaining(text) as unknown,
        hint: hint && (expect.stringContaining(hint) as unknown),
      },
    });
  });

  it('leaves what was good, and the next build goes on from there', async () => {
    machine.runner.scripts.set('break', () => 1);
    const { result } = await machine.build(TEXT);
    if (result.kind !== 'failed') throw new Error('it did not fail');
    expect(result.lastGood?.layers).toHaveLength(2);
    expect(result.lastGood?.image.config.Env?.value).toContain('a=1');
    machine.runner.scripts.delete('break');
    const second = await machine.build(TEXT);
    expect(second.statuses).toEqual(['hit', 'hit', 'hit', 'miss', 'miss']);
    expect(machine.runner.commands).toEqual(['fine', 'break', 'break', 'never']);
  });

  it('does not make the next build forget what the one before knew', async () => {
    const text = 'FROM base\nCOPY src /src\nRUN test\nRUN package';
    await machine.build(text);
    machine.runner.scripts.set('test', () => 1);
    machine.files = { ...machine.files, 'src/a.js': 'broken' };
    expect((await machine.build(text)).result.kind).toBe('failed');
    machine.runner.scripts.delete('test');
    machine.files = { ...machine.files, 'src/a.js': 'mended' };
    const third = await machine.build(text);
    expect(reasonOf(third, 'COPY src /src')).toBe('src/a.js modified');
    expect(reasonOf(third, 'RUN package')).toBe('because of step 2');
  });

  it('stops the other stages', async () => {
    machine.runner.scripts.set(
      'slow',
      (_request, _output, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('stopped')));
        }),
    );
    machine.runner.scripts.set('bad', () => 1);
    const { result, events } = await machine.build(
      'FROM base AS s\nRUN slow\nRUN later\nFROM base AS b\nRUN good\nRUN bad\nFROM scratch\nCOPY --from=s / /\nCOPY --from=b / /',
    );
    expect(result).toMatchObject({ kind: 'failed', error: { message: expect.stringContaining('RUN bad') as unknown } });
    expect(machine.runner.commands).not.toContain('later');
    // One step failed; the other was only stopped.
    expect(events.filter((event) => event.type === 'step-failed')).toHaveLength(1);
    expect(events.flatMap((event) => (event.type === 'step-stopped' ? [event.step] : []))).toEqual([2]);
    const again = await machine.build('FROM base AS b\nRUN good');
    expect(again.statuses).toEqual(['hit', 'hit']);
  });

  it('of a COPY names the file that is missing', async () => {
    const { result } = await machine.build('FROM base\nCOPY src/c.js /');
    expect(result).toMatchObject({ kind: 'failed', error: { name: 'UserError', location: { line: 2 } } });
  });
});

describe('an abort', () => {
  it('from outside ends the build with its reason, and starts nothing more', async () => {
    const controller = new AbortController();
    machine.runner.scripts.set('first', () => {
      controller.abort(new Error('cancelled'));
      return { a: '1' };
    });
    const { result, events } = await machine.build('FROM base\nRUN first\nRUN second', { signal: controller.signal });
    expect(result).toMatchObject({ kind: 'failed', error: { message: 'cancelled' } });
    expect(machine.runner.commands).toEqual(['first']);
    expect(events.some((event) => event.type === 'step-failed')).toBe(false);
    expect(events.filter((event) => event.type === 'step-stopped')).toMatchObject([
      { step: 2, durationMs: expect.any(Number) as unknown },
    ]);
  });

  it('before the first step leaves nothing run', async () => {
    const { result } = await machine.build('FROM base\nRUN first', {
      signal: AbortSignal.abort(new Error('too late')),
    });
    expect(result).toMatchObject({ kind: 'failed', error: { message: 'too late' } });
    expect(machine.runner.commands).toEqual([]);
  });
});

describe('a source that is not there', () => {
  async function refusal(line: string): Promise<UserError> {
    const { result } = await machine.build(`FROM base AS first\nCOPY src /s\nFROM base\n${line}`);
    if (result.kind !== 'failed' || !(result.error instanceof UserError)) throw new Error('it did not fail');
    return result.error;
  }

  it.each([
    ['COPY package.json src/x.js /to/', 'src/x.js', 'Did you mean src/a.js?'],
    ['COPY ["pakage.json", "/to"]', 'pakage.json', 'Did you mean package.json?'],
    ['ADD  pack /to', 'pack', 'Did you mean package.json?'],
    ['COPY --from=first /s/c.js /', '/s/c.js', 'Did you mean s/a.js?'],
  ])('is marked where it stands: %s', async (line, word, hint) => {
    const { excerpt, location, hint: said } = await refusal(line);
    const column = line.indexOf(word) + 1;
    expect(location).toMatchObject({ line: 4, column, endColumn: column + word.length - 1 });
    const [marked = '', marks = ''] = (excerpt ?? '').split('\n').slice(-2);
    expect(marks.indexOf('^')).toBe(marked.indexOf(word));
    expect(marks.trim().replace('| ', '').trim()).toBe('^'.repeat(word.length));
    expect(said).toBe(hint);
  });

  it('is marked as it was written where a variable is part of it', async () => {
    const { message, excerpt } = await refusal('ARG d=srcc\nCOPY $d/a.js /');
    expect(message).toContain('"srcc/a.js" not found');
    expect(excerpt).toMatch(/COPY \$d\/a\.js \/\n +\| {6}\^{7}$/);
  });
});
