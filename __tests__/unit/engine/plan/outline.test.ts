import { describe, expect, it } from 'vitest';

import { outlineOf, type Outline } from '../../../../src/engine/plan/outline.js';
import type { PlanOptions } from '../../../../src/engine/plan/build-plan.js';
import { predefinedArgs } from '../../../../src/plan/global-args.js';
import { AMD64, planOf } from '../../../support/memory-build.js';
import { MemoryBases } from '../../../support/memory-engine.js';

async function outline(text: string, options: Partial<PlanOptions> = {}): Promise<Outline> {
  const bases = new MemoryBases();
  bases.add('debian:12', {});
  bases.add('with-triggers', { OnBuild: ['ARG TRIGGERED=1'] });
  const plan = await planOf(text, bases, options);
  return outlineOf(plan, predefinedArgs({ build: AMD64, target: AMD64 }, plan.buildArgs, ''));
}

const told = ({ args }: Outline): readonly string[] =>
  args.map(({ name, value, description, range }) =>
    `${range.start} ${name}=${value ?? '?'} ${description ?? ''}`.trim(),
  );

// What is expected is what BuildKit's own tests of the outline expect of Dockerfiles of these kinds.
describe('the outline of a target', () => {
  const ARGUMENTS = `ARG release=12
ARG other=1
ARG unused=\${other}
# tag is what the base is called by
ARG tag="\${release}"

FROM debian:\${tag} AS tools
# about nothing that is declared here
ARG LEVEL=3
# MODE is how it is built
ARG MODE=fast
RUN true

FROM debian:\${release} AS apart
ARG APART
RUN true

FROM scratch AS files
ARG PLAIN=a
# check=skip=all
ARG token
# second_token is asked for late
# check=skip=all
ARG second_token
ARG TARGETARCH

# app is what is shipped
FROM files AS app
COPY --from=tools /etc/passwd /

FROM apart
`;

  it('has the arguments of the stages that it needs, with the values that they get, and what comments say of them', async () => {
    const found = await outline(ARGUMENTS, { target: 'app', buildArgs: { MODE: 'slow' } });
    expect([found.name, found.description]).toEqual(['app', 'is what is shipped']);
    expect(told(found)).toEqual([
      '1 release=12',
      '5 tag=12 is what the base is called by',
      '9 LEVEL=3',
      '11 MODE=slow is how it is built',
      '19 PLAIN=a',
      '21 token=?',
      '24 second_token=? is asked for late',
    ]);
    expect([found.secrets, found.ssh]).toEqual([[], []]);
  });

  it('of a stage without a name has no name, and takes the others only if it needs them', async () => {
    const found = await outline(ARGUMENTS);
    expect([found.name, found.description]).toEqual([undefined, undefined]);
    expect(told(found)).toEqual(['1 release=12', '15 APART=?']);
  });

  it.each<[what: string, text: string, args: readonly string[], options?: Partial<PlanOptions>]>([
    ['declared again without a value', 'ARG A=1\nFROM scratch\n# A is here\nARG A\n', ['1 A=1']],
    [
      'declared again, and given',
      'ARG A=1\nFROM scratch\n# A is here\nARG A\n',
      ['4 A=2 is here'],
      { buildArgs: { A: '2' } },
    ],
    ['declared again with a value', 'ARG A=1\nFROM scratch\nARG A=3\n', ['3 A=3']],
    ['that goes on with itself', 'ARG B=1\nARG A=$B\nARG A=${A}2\nFROM scratch AS x\nARG A\n', ['1 B=1', '3 A=12']],
    [
      'that needs nothing, since it is given',
      'ARG B=1\nARG A=$B\nFROM scratch\nARG A\n',
      ['4 A=x'],
      { buildArgs: { A: 'x' } },
    ],
    ['of a platform', 'ARG P=linux/amd64\nFROM --platform=$P debian:12\n', ['1 P=linux/amd64']],
    [
      'of a stage that a mount shows',
      'FROM scratch AS a\nARG A=1\nFROM debian:12\nRUN --mount=from=a,target=/a true\n',
      ['2 A=1'],
    ],
    ['of a trigger of the base', 'FROM scratch\nFROM with-triggers\n', ['2 TRIGGERED=1']],
    [
      'of two in a line',
      'FROM scratch\n# B is the second\nARG A=1 B="two words"\n',
      ['3 A=1', '3 B=two words is the second'],
    ],
    ['of one name in two stages', 'FROM scratch AS a\nARG A=1\nFROM a\nARG A=2\n', ['4 A=2']],
  ])('has an argument %s', async (_what, text, args, options) => {
    expect(told(await outline(text, options))).toEqual(args);
  });

  it('has secrets and agents, by the ids that they get', async () => {
    const found = await outline(
      `FROM debian:12 AS a
RUN --mount=type=secret,target=/etc/passwd,required=true --mount=type=ssh true
FROM debian:12 AS b
RUN --mount=type=secret,id=other --mount=type=ssh,id=others true
FROM debian:12 AS c
ARG N
RUN --mount=type=secret,id=key\${N} true
FROM c AS d
COPY --from=a /f /
RUN --mount=type=ssh,id=deploy,required true
RUN --mount=type=secret,id=key7,required true
FROM b
`,
      { target: 'd', buildArgs: { N: '7' } },
    );
    const mounts = (all: Outline['secrets']): readonly unknown[] =>
      all.map(({ id, required, range }) => [range.start, id, required]);
    // The target's own says whether it needs the secret; the same in its base does not count.
    expect(mounts(found.secrets)).toEqual([
      [2, 'passwd', true],
      [11, 'key7', true],
    ]);
    expect(mounts(found.ssh)).toEqual([
      [2, 'default', false],
      [10, 'deploy', true],
    ]);
  });
});
