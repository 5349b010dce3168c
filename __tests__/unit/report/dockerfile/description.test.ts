import { describe, expect, it } from 'vitest';

import { listTargets } from '../../../../src/dockerfile/list-targets.js';
import { parseDockerfile } from '../../../../src/dockerfile/parse.js';
import { type DescribedFile, descriptionText } from '../../../../src/report/dockerfile/description.js';

const TEXT = `# Base is all that others need
# another comment
FROM --platform=$BUILDPLATFORM debian:$V AS Base
# base is all that others need
FROM scratch \\
  AS b2
FROM base
`;
const range = { start: 2, end: 2 };
const at = { location: { ranges: [{ start: { line: 2 }, end: { line: 2 } }] } };

function text(described: DescribedFile, format: 'text' | 'json' = 'text', dockerfile = TEXT): string {
  return descriptionText({ ...described, dockerfile: Buffer.from(dockerfile) }, format);
}

function targets(dockerfile: string): DescribedFile {
  return { kind: 'targets', targets: listTargets(parseDockerfile(dockerfile, 'Dockerfile')) };
}

describe('the targets of a Dockerfile', () => {
  it('are listed, each with what a comment says of its name', () => {
    expect(text(targets(TEXT.replace('# Base', '# base')))).toBe(
      'TARGET    DESCRIPTION\nbase      is all that others need\nb2        \n(default) \n',
    );
    expect(text(targets('FROM scratch AS only\n'))).toBe('TARGET         DESCRIPTION\nonly (default) \n');
  });

  it('are the document that docker prints', () => {
    const line = (number: number): object => ({ start: { line: number }, end: { line: number } });
    expect(JSON.parse(text(targets(TEXT), 'json'))).toEqual({
      targets: [
        { name: 'base', base: 'debian:$V', platform: '$BUILDPLATFORM', location: { ranges: [line(3)] } },
        { name: 'b2', base: 'scratch', location: { ranges: [line(5), line(6)] } },
        { default: true, base: 'base', location: { ranges: [line(7)] } },
      ],
      sources: [Buffer.from(TEXT).toString('base64')],
    });
  });
});

describe('an outline', () => {
  const all: DescribedFile = {
    kind: 'outline',
    outline: {
      name: 'app',
      description: 'is shipped',
      args: [
        { name: 'A', value: 'one\n::error::two', description: 'is first', range },
        { name: 'LONGER', value: undefined, description: undefined, range },
        { name: 'EMPTY', value: '', description: undefined, range },
      ],
      secrets: [{ id: 'token', required: true, range }],
      ssh: [{ id: 'default', required: false, range }],
    },
  };
  const nothing = { name: undefined, description: undefined, args: [], secrets: [], ssh: [] };

  it('is tables, each value on one line', () => {
    const shown = text(all);
    expect(shown).toMatch(/^TARGET: {6}app\nDESCRIPTION: is shipped\n\nBUILD ARG {3}VALUE +DESCRIPTION\n/);
    expect(shown).toMatch(/\nSECRET {3}REQUIRED\ntoken {4}true\n\nSSH {7}REQUIRED\ndefault {3}\n\n$/);
    expect(shown).not.toMatch(/^::error/m);
    expect(text({ kind: 'outline', outline: nothing })).toBe('');
  });

  it('is the document that docker prints, without what is empty', () => {
    const sources = [Buffer.from(TEXT).toString('base64')];
    expect(JSON.parse(text(all, 'json'))).toEqual({
      name: 'app',
      description: 'is shipped',
      args: [
        { name: 'A', value: 'one\n::error::two', description: 'is first', ...at },
        { name: 'LONGER', ...at },
        { name: 'EMPTY', ...at },
      ],
      secrets: [{ name: 'token', required: true, ...at }],
      ssh: [{ name: 'default', ...at }],
      sources,
    });
    expect(JSON.parse(text({ kind: 'outline', outline: nothing }, 'json'))).toEqual({ sources });
  });
});
