import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { stepKey } from '../../src/engine/keys.js';
import type { StepRecord } from '../../src/engine/record.js';
import { isHarmlessName } from '../../src/engine/values/harmless-names.js';
import { MemoryBuild, type Built } from '../support/memory-build.js';

const OLD = 'old-value-5d21';
const NEW = 'new-value-88fe';

/** The ways in which a step can use the value of a build argument. `TOKEN` comes from outside. */
const WAYS: readonly (readonly [name: string, text: string])[] = [
  ['an ARG alone', 'FROM base\nARG TOKEN\nRUN true\n'],
  ['an ARG of a stage below', 'FROM base AS below\nARG TOKEN\nFROM below\nRUN true\n'],
  ['an ARG of a builder stage', 'FROM base AS made\nARG TOKEN\nRUN true\nFROM scratch\nCOPY --from=made /ran /ran\n'],
  ['an ARG before the first FROM', 'ARG TOKEN\nFROM base\nARG TOKEN\nRUN true\n'],
  ['the default of another ARG', 'FROM base\nARG TOKEN\nARG URL=https://host/$TOKEN\nRUN true\n'],
  [
    'an ENV',
    'FROM base AS made\nARG TOKEN\nENV HEADER="bearer $TOKEN"\nRUN true\nFROM scratch\nCOPY --from=made /ran /ran\n',
  ],
  ['a LABEL, and the config of the steps above it', 'FROM base\nARG TOKEN\nLABEL a=$TOKEN\nCMD ["x"]\n'],
  ['a WORKDIR', 'FROM base\nARG TOKEN\nWORKDIR /in/$TOKEN\nRUN true\n'],
  ['a USER', 'FROM base\nARG TOKEN\nUSER $TOKEN\nRUN true\n'],
  ['the id of a mount', 'FROM base\nARG TOKEN\nRUN --mount=type=cache,id=$TOKEN,target=/c true\n'],
  ['a here-document', 'FROM base\nARG TOKEN\nCOPY <<EOF /file\npassword=$TOKEN\nEOF\n'],
  ['an option of COPY', 'FROM base\nARG TOKEN\nCOPY --exclude=$TOKEN a /a\n'],
  ['a HEALTHCHECK', 'FROM base\nARG TOKEN\nENV T=$TOKEN\nHEALTHCHECK CMD test $T\nRUN true\n'],
  ['a VOLUME', 'FROM base\nARG TOKEN\nVOLUME /v/$TOKEN\nRUN true\n'],
];

describe('the value of a build argument that is used by', () => {
  let machine: MemoryBuild;
  const build = async (text: string, TOKEN: string): Promise<Built> => {
    const built = await machine.build(text, { buildArgs: { TOKEN } });
    if (built.result.kind === 'failed') throw built.result.error;
    return built;
  };
  const records = (): readonly StepRecord[] => [...machine.cache.records.values()];

  beforeEach(async () => {
    machine = await MemoryBuild.create('build-arguments');
    machine.files = { a: 'x' };
  });
  afterEach(() => machine.remove());

  it.each(WAYS)('%s is not in any record, nor in any explanation of a later build', async (_name, text) => {
    await build(text, OLD);
    expect(records().length).toBeGreaterThan(2);
    expect(JSON.stringify(records())).not.toContain(OLD);
    const later = await build(text, NEW);
    expect(later.statuses, 'the value counts').toContain('miss');
    expect(JSON.stringify([...later.reasons])).not.toContain(OLD);
    expect(JSON.stringify(records())).not.toMatch(new RegExp(`${OLD}|${NEW}`));
    expect((await build(text, NEW)).statuses).not.toContain('miss');
    expect((await build(text, OLD)).statuses, 'the first records are there still').not.toContain('miss');
  });

  it.each(WAYS)('%s cannot be guessed fast with the keys of records', async (_name, text) => {
    await build(text, OLD);
    for (const { inputs } of records()) {
      const { command, config, files } = inputs;
      if (typeof command !== 'string' || typeof files === 'string') continue;
      // All that a reader of the record has, with the right guess instead of each hash.
      const guessed = (variables: typeof inputs.env): readonly string[] =>
        variables.map((variable) =>
          'hash' in variable
            ? `${variable.name}=${variable.name === 'TOKEN' ? OLD : `bearer ${OLD}`}`
            : [variable.name, variable.value].filter((part) => part !== undefined).join('='),
        );
      const [env, args] = [guessed(inputs.env), guessed(inputs.args)];
      const hides = [...inputs.env, ...inputs.args].some((variable) => 'hash' in variable);
      const key = stepKey({ ...inputs, command, config, files, env, args });
      if (hides) expect([...machine.cache.records.keys()]).not.toContain(key);
    }
  });

  it('is shown for this build, and for earlier builds only as changed', async () => {
    const text = 'FROM base\nARG GREETING\nRUN true\n';
    await machine.build(text, { buildArgs: { GREETING: OLD } });
    const { reasons } = await machine.build(text, { buildArgs: { GREETING: NEW } });
    expect(reasons.get('RUN true')).toBe(`ARG GREETING changed, now ${NEW}`);
  });

  it('is shown for earlier builds if the name is harmless, or the value is in the Dockerfile', async () => {
    const text = (value: string): string =>
      `FROM base\nARG NODE_VERSION\nARG KIND=${value}\nENV KEPT=${value}\nRUN true\n`;
    await machine.build(text('old'), { buildArgs: { NODE_VERSION: '20.1' } });
    const { reasons } = await machine.build(text('new'), { buildArgs: { NODE_VERSION: '22.3' } });
    expect(reasons.get('RUN true')).toBe('ARG NODE_VERSION: 20.1 → 22.3; ARG KIND: old → new; ENV KEPT: old → new');
  });

  it('does not make a COPY miss that has the same word by chance', async () => {
    const text = 'FROM base\nARG FLAVOR\nCOPY production /to\n';
    machine.files = { production: 'x' };
    await machine.build(text, { buildArgs: { FLAVOR: 'production' } });
    const { outcomes } = await machine.build(text, { buildArgs: { FLAVOR: 'staging' } });
    expect(outcomes.get('COPY production /to')?.status).toBe('hit');
  });

  it.each([
    'NPM_TOKEN',
    'PASSWORD',
    'KEY',
    'VERSION_KEY',
    'AUTH',
    'URL',
    'REGISTRY',
    'IMAGE_PULL_SECRET',
    'PATH_TO_KEY',
  ])('is no harmless one by the name %s', (name) => expect(isHarmlessName(name)).toBe(false));
});
