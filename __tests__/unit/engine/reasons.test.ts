import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ReportBuilder } from '../../../src/report/model/report-builder.js';
import { sha256 } from '../../../src/oci/digest.js';
import { file } from '../../support/layer-samples.js';
import { MemoryBuild, type BuildRequest } from '../../support/memory-build.js';

/** What reasons say, each after builds of the whole engine. The number in brackets is the cause. */
describe('why a step missed', () => {
  let machine: MemoryBuild;

  beforeEach(async () => {
    machine = await MemoryBuild.create('reasons');
    machine.files = { 'src/a': 'one', 'src/b': 'two', other: 'x' };
  });

  afterEach(async () => {
    await machine.remove();
  });

  async function reasons(text: string, request: BuildRequest = {}): Promise<readonly string[]> {
    const { plan, events } = await machine.build(text, request);
    const report = new ReportBuilder();
    report.sink({ type: 'plan', steps: plan.steps, dockerfile: 'Dockerfile', startedAt: 0 });
    for (const event of events) report.sink(event);
    const missed = report.report().steps.filter(({ status }) => status === 'miss');
    return missed.map(({ number, instruction, reason, cause }) => `${number} ${instruction} <- ${reason} [${cause}]`);
  }

  function base(round: number, files: string): void {
    const layer = machine.layers.addBase([file('etc/release', files)]);
    const config = { Env: ['PATH=/bin', `NODE_VERSION=22.${round}`], User: 'app' };
    machine.bases.add('node:22', config, { layers: [layer] });
  }

  it('is said once, at the step where it began', async () => {
    const text = 'FROM base\nCOPY src /src\nUSER app\nEXPOSE 80\nRUN build\nCMD ["x"]';
    await machine.build(text);
    machine.files = { ...machine.files, 'src/a': 'new' };
    expect(await reasons(text)).toEqual([
      '2 COPY src /src <- src/a modified [2]',
      '3 USER app <- because of step 2 [2]',
      '4 EXPOSE 80 <- because of step 2 [2]',
      '5 RUN build <- because of step 2 [2]',
      '6 CMD ["x"] <- because of step 2 [2]',
    ]);
  });

  it('names what a changed config is, and the step that set it', async () => {
    const text = (user: string): string =>
      `FROM base\nUSER ${user}\nENV A=1\nSHELL ["/bin/sh", "-c"]\nLABEL x=y\nEXPOSE 80`;
    await machine.build(text('one'));
    expect(await reasons(text('two'))).toEqual([
      '2 USER two <- instruction edited, was `USER one` [2]',
      ...['3 ENV A=1', '4 SHELL ["/bin/sh", "-c"]', '5 LABEL x=y', '6 EXPOSE 80'].map(
        (step) => `${step} <- because of step 2 (user) [2]`,
      ),
    ]);
    expect(await reasons(text('two').replace('ENV A=1\n', ''))).toEqual([
      ...['3 SHELL ["/bin/sh", "-c"]', '4 LABEL x=y', '5 EXPOSE 80'].map(
        (step) => `${step} <- ENV A=1 is gone above it [${step[0]}]`,
      ),
    ]);
    expect((await reasons(text('two').replace('A=1', 'A=1 B="a b" C="x y=z"'))).at(-1)).toBe(
      '6 EXPOSE 80 <- because of step 3 (ENV A, ENV B, ENV C) [3]',
    );
  });

  it('names all that came with a base, the base first', async () => {
    const text = 'FROM node:22\nUSER app\nRUN npm ci';
    base(1, 'old');
    await machine.build(text);
    base(2, 'new');
    const found = await reasons(text);
    expect(found[0]).toMatch(
      /^1 FROM node:22 <- base node:22 moved from sha256:\w+ to sha256:\w+; ENV NODE_VERSION: 22\.1 → 22\.2 \[1\]$/,
    );
    expect(found.slice(1)).toEqual([
      '2 USER app <- because of step 1 [1]',
      '3 RUN npm ci <- because of step 1; ENV NODE_VERSION: 22.1 → 22.2 [1]',
    ]);
    base(3, 'new');
    expect((await reasons(text)).slice(1), 'only its config changed').toEqual([
      '2 USER app <- because of step 1 (ENV NODE_VERSION) [1]',
      '3 RUN npm ci <- ENV NODE_VERSION: 22.2 → 22.3 [1]',
    ]);
  });

  it('names the variables that expand to something else, and hides what records hide', async () => {
    const text =
      'ARG VERSION=1\nFROM base\nARG VERSION\nARG PLACE\nENV AT=$PLACE\nLABEL v=$VERSION\nCOPY src /$AT/\nWORKDIR /opt/$VERSION';
    await machine.build(text, { buildArgs: { PLACE: 'there' } });
    expect(await reasons(text, { buildArgs: { VERSION: '2', PLACE: 'there' } })).toEqual([
      '1 ARG VERSION=1 <- ARG VERSION: 1 → 2 [1]',
      '3 ARG VERSION <- ARG VERSION: 1 → 2 [1]',
      '6 LABEL v=$VERSION <- ARG VERSION: 1 → 2 [1]',
      '8 WORKDIR /opt/$VERSION <- ARG VERSION: 1 → 2 [1]',
    ]);
    expect(await reasons(text, { buildArgs: { VERSION: '2', PLACE: 'elsewhere' } })).toEqual([
      '4 ARG PLACE <- ARG PLACE changed, now elsewhere [4]',
      '5 ENV AT=$PLACE <- ARG PLACE changed, now elsewhere [4]',
      '6 LABEL v=$VERSION <- because of step 5 (ENV AT) [4]',
      '7 COPY src /$AT/ <- ENV AT changed [4]',
    ]);
  });

  it('names the edit of an instruction and the files that changed with it', async () => {
    await machine.build('FROM base\nCOPY src /src');
    machine.files = { ...machine.files, 'src/a': 'new' };
    expect(await reasons('FROM base\nCOPY src other /dst/')).toEqual([
      '2 COPY src other /dst/ <- instruction edited, was `COPY src /src`; src/a modified [2]',
    ]);
    expect(await reasons('FROM base\nCOPY other /dst/'), 'other files, as the text says').toEqual([
      '2 COPY other /dst/ <- instruction edited, was `COPY src other /dst/` [2]',
    ]);
  });

  it('has a slash in front of paths in images alone, and follows files into another stage', async () => {
    const text =
      'FROM base AS made\nCOPY src /src\nRUN one\nFROM base\nCOPY --from=made /src /dst\nRUN --mount=from=made,target=/m two';
    await machine.build(text);
    machine.files = { ...machine.files, 'src/a': 'new' };
    expect(await reasons(text)).toEqual([
      '2 COPY src /src <- src/a modified [2]',
      '3 RUN one <- because of step 2 [2]',
      '5 COPY --from=made /src /dst <- /src/a modified, because of step 2 [2]',
      '6 RUN --mount=from=made,target=/m two <- because of step 5; its mounts changed, because of step 2 [2]',
    ]);
  });

  it('does not blame a step that hit: it says that the last build had another result', async () => {
    const text = (command: string): string => `FROM base\nCOPY src /src\nRUN ${command}`;
    await machine.build(text('first'));
    machine.files = { ...machine.files, 'src/a': 'new' };
    await machine.build(text('second'));
    machine.files = { ...machine.files, 'src/a': 'one' };
    expect(await reasons(text('second'))).toEqual([
      '3 RUN second <- step 2 (COPY src /src) came from the cache with another result than in the last build: /src/a [3]',
    ]);
  });

  it('compares equal instructions one by one, wherever a new one stands', async () => {
    await machine.build('FROM base\nCOPY src /src\nRUN same\nRUN same');
    machine.files = { ...machine.files, 'src/a': 'new' };
    expect(await reasons('FROM base\nRUN new\nCOPY src /src\nRUN same\nRUN same')).toEqual([
      '2 RUN new <- new instruction: the last build had none like it here [2]',
      '3 COPY src /src <- src/a modified [3]',
      '4 RUN same <- because of step 2, which is new [2]',
      '5 RUN same <- because of step 2, which is new [2]',
    ]);
  });

  it('says that the last build did not get past a step, if an older one did', async () => {
    const text = 'FROM base\nCOPY src /src\nRUN test';
    await machine.build(text);
    machine.runner.scripts.set('test', () => 1);
    machine.files = { ...machine.files, 'src/a': 'new' };
    await machine.build(text);
    machine.runner.scripts.delete('test');
    expect(await reasons(text)).toEqual(['3 RUN test <- the last build did not get past it [3]']);
  });

  it('names the options that other instructions set', async () => {
    const text = (shell: string, user: string): string => `FROM base\nSHELL ["${shell}", "-c"]\nUSER ${user}\nRUN x`;
    await machine.build(text('/bin/sh', 'a'));
    expect((await reasons(text('/bin/ash', 'b'))).at(-1)).toBe(
      '4 RUN x <- its shell changed: /bin/sh -c → /bin/ash -c; its user changed: a → b [2]',
    );
  });

  it('counts what is in .git as one file, after the others', async () => {
    machine.files = { a: 'one', '.git/HEAD': 'x', '.git/index': 'y' };
    const text = 'FROM base\nCOPY . /app';
    await machine.build(text);
    machine.files = { a: 'two', '.git/HEAD': 'x', '.git/index': 'z', '.git/logs/HEAD': sha256('log') };
    expect(await reasons(text)).toEqual(['2 COPY . /app <- a modified, .git modified [2]']);
  });
});
