import { describe, expect, it } from 'vitest';

import type { BuildOptions } from '../../../../src/app/options/build-options.js';
import { flagOf, inputOf, one, shortFlagOf, SWITCH, type Option } from '../../../../src/app/options/option.js';
import { readTable, type OptionSource, type OptionTable } from '../../../../src/app/options/read-options.js';
import { BUILD_TABLE, GENERAL } from '../../../../src/app/options/table.js';
import { UNSUPPORTED_OPTIONS } from '../../../../src/app/options/unsupported-options.js';
import { choice, parseByteSize } from '../../../../src/app/options/values/plain-values.js';
import { allVerbs } from '../../../../src/cli/verbs.js';
import { job } from '../../action/job.js';

function optionsOf(table: OptionTable): readonly Option[] {
  return Object.values(table).flatMap(({ options }) => Object.values(options));
}

function isText(text: string | undefined): text is string {
  return text !== undefined;
}

function repeated(names: readonly string[]): readonly string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}

const BUILD = optionsOf(BUILD_TABLE);
const VERBS = await allVerbs();
const ALL = VERBS.flatMap(({ table }) => optionsOf(table));

/** The inputs of docker/build-push-action 7. */
const DOCKER_INPUTS =
  `add-hosts allow annotations attests build-args build-contexts builder cache-from cache-to call cgroup-parent
  context file labels load network no-cache no-cache-filters outputs platforms provenance pull push sbom secrets secret-envs
  secret-files shm-size ssh tags target ulimit github-token`.split(/\s+/);

/** The flags of docker buildx build, and of docker build those that it still takes. */
const DOCKER_FLAGS =
  `add-host allow annotation attest build-arg build-context builder cache-from cache-to call cgroup-parent check
  debug file iidfile label load metadata-file network no-cache no-cache-filter output platform progress provenance pull push quiet sbom
  secret shm-size ssh tag target ulimit compress force-rm rm squash help`
    .split(/\s+/)
    .map((name) => `--${name}`);

describe('the table of options', () => {
  it('has each name once', () => {
    expect(repeated([...BUILD, ...UNSUPPORTED_OPTIONS].map(inputOf).filter(isText))).toEqual([]);
    for (const { table } of VERBS) {
      const options = table['image'] === undefined ? optionsOf(table) : [...optionsOf(table), ...UNSUPPORTED_OPTIONS];
      expect(repeated(options.map(flagOf).filter(isText))).toEqual([]);
      expect(repeated(options.map(shortFlagOf).filter(isText))).toEqual([]);
    }
  });

  it('knows every input of docker/build-push-action, and takes none for its own', () => {
    const inputs = [...BUILD, ...UNSUPPORTED_OPTIONS].map(inputOf).filter(isText);
    expect(DOCKER_INPUTS.filter((name) => !inputs.includes(name))).toEqual([]);
    const ours = BUILD.filter(({ docker }) => docker === false).map(inputOf);
    expect(DOCKER_INPUTS.filter((name) => ours.includes(name))).toEqual([]);
    const theirs = BUILD.filter(({ docker }) => docker !== false);
    expect(theirs.map(inputOf).filter((name) => isText(name) && !DOCKER_INPUTS.includes(name))).toEqual([]);
  });

  it('says rightly which flags docker buildx build has', () => {
    const flags = [...BUILD, ...optionsOf({ general: GENERAL })];
    const known = [...flags, ...UNSUPPORTED_OPTIONS].map(flagOf).filter(isText);
    expect(DOCKER_FLAGS.filter((name) => !known.includes(name))).toEqual([]);
    const theirs = flags.filter(({ docker }) => docker !== false).map(flagOf);
    expect(theirs.filter((name) => isText(name) && !DOCKER_FLAGS.includes(name))).toEqual([]);
  });

  it('has words that read well in a list', () => {
    for (const { help, takes } of ALL) {
      expect(help).not.toMatch(/^\s|^[A-Z][a-z]|\.$/);
      expect(takes.placeholder === '', help).toBe(takes.count === 'switch');
    }
    for (const { difference } of BUILD) if (difference !== undefined) expect(difference).toMatch(/\.$/);
  });

  it('can read its own defaults', () => {
    const nothing: OptionSource<'input'> = { face: 'input', nameOf: () => 'a default', textsOf: () => [] };
    const values = readTable(BUILD_TABLE, nothing, job());
    expect(values.cache).toEqual({ mode: 'auto', policy: 'auto', maxBytes: 2 ** 31, timeoutMs: 300_000, mounts: true });
    expect(values.run.network).toBe('host');
    expect('shmSize' in values.run).toBe(false);
  });

  it.each(BUILD.filter((option) => option.takes.default !== undefined).map((option) => [option.help, option] as const))(
    'reads its default as if it were written: %s',
    (_help, { takes }) => {
      const given = takes.default ?? '';
      expect(takes.read('x', [given], job())).toEqual(takes.read('x', [], job()));
    },
  );
});

describe('the types of the table', () => {
  it('refuse an option without a name, a list input without a separator, and a value of another type', () => {
    // @ts-expect-error neither a flag nor an input
    const nameless: Option = { takes: SWITCH, help: 'nothing' };
    // @ts-expect-error a list needs to say what separates its entries
    const list: Option = {
      flag: '--x',
      input: 'x',
      takes: { count: 'many', placeholder: 'X', read: (_where: string, texts: readonly string[]) => texts },
      help: 'x',
    };
    // @ts-expect-error without a default the size may be absent
    const size: number = one('SIZE', parseByteSize).read('--size', [], job());
    const sure: number = one('SIZE', parseByteSize, '1k').read('--size', [], job());
    // @ts-expect-error the options of a build have the types of the table
    const options: Pick<BuildOptions['run'], 'shmSize'> = { shmSize: '64m' };
    expect([nameless, list, size, sure, options]).toHaveLength(5);
    expect(sure).toBe(1024);
  });
});

describe('choice', () => {
  const read = choice(['plain', 'json'], { rawjson: 'json' });

  it.each([
    ['plian', 'Did you mean plain?'],
    ['rawjson', 'Did you mean json?'],
    ['constructor', 'Write plain or json.'],
  ])('refuses %s with a hint', (text, hint) => {
    expect(() => read('--progress', text)).toThrow(expect.objectContaining({ hint }) as Error);
  });
});
