import { existsSync, readdirSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { buildCase } from '../../conformance/corpus/build-case.js';
import { type CorpusCase, type Expectation, readCases } from '../../conformance/corpus/case.js';
import { differences } from '../../conformance/corpus/compare.js';
import { prepareCase } from '../../conformance/corpus/prepare-case.js';
import { DAEMONS } from '../../support/builder-daemons.js';
import { type Built, BuilderPlace } from '../../support/builder-place.js';
import { removeTree } from '../../support/temporary-folder.js';
import { sample } from '../../support/thorough.js';

const isRoot = process.getuid?.() === 0;
/** Cases in which today's BuildKit makes something else, and why. */
const EXPLAINED: Readonly<Record<string, string>> = {
  'copy/names-not-utf8': 'its protocol has texts for names; docs/scaling.md',
  'epoch/config-and-layers':
    'it gives files of WORKDIR and here-documents that time only with rewrite-timestamp=true of an output',
  'read/syntax-line-accepted': 'it fetches the frontend that the line names, and our registry has none',
  'run/environment': 'a buildkitd that collects traces tells commands where to, in variables of OpenTelemetry',
  'stage/target-by-number': 'it takes only names',
  'stage/target-platform-of-windows': 'no builder here has the platform',
  'stage/target-platform-with-os-version': 'no builder here has the platform',
  'run/security-insecure': 'this buildkitd does not allow it',
};
const CASES = readCases().filter(({ expect: { pending } }) => pending === undefined);

describe.skipIf(!isRoot).each(DAEMONS)('a build on $name, compared with one by our own engine,', (kind) => {
  let place: BuilderPlace;

  beforeAll(async () => {
    place = await BuilderPlace.open(kind);
  });
  afterAll(() => place.stop());

  const own = CASES.filter(({ name }) => !kind.isNew || !(name in EXPLAINED));
  /** An old BuildKit is asked only for what it was asked for when the expectations were written. */
  const known = own.filter(({ expect: { source } }) => kind.isNew || source.by === 'buildkit');

  it.each(sample(known, 40).map((one) => [one.name, one] as const))(
    'makes the same image: %s',
    { timeout: 120_000 },
    async (_, one) => {
      const folder = join(place.folder, one.name.replaceAll('/', '-'));
      const prepared = await prepareCase(one, folder);
      // What another case made of the same instruction may be used, though this one is refused.
      await place.forget();
      const outcome = await buildCase(one, prepared, {
        root: join(place.folder, 'root'),
        registry: place.registry.host,
        tempDir: place.folder,
        flags: ['--builder', place.daemon.builder, ...hostNetwork(one)],
        env: place.daemon.env,
      });
      expect(differences(inOtherWords(one.expect), outcome)).toEqual([]);
      await removeTree(folder);
    },
  );

  const WORK = /^(?:RUN|COPY|ADD|WORKDIR)\b/i;
  /**
   * What became of each step that does something, and why.
   *
   * Our own engine's COPY depends on what its destination looks like, BuildKit's on all layers below: where only these have changed,
   * the COPY hits here and misses there, and the reason says so. Two steps of a build that are the same are one here.
   */
  const compared = (here: Built, there: Built): readonly [readonly string[], readonly string[]] => {
    const told: [string[], string[]] = [[], []];
    for (const [index, step] of there.report.steps.entries()) {
      const own = here.report.steps[index]!;
      if (!WORK.test(step.instruction)) continue;
      const { why } = step;
      const copies = !/^RUN\b/i.test(step.instruction);
      const follows = why.kind === 'changed' && why.changes.every(({ input }) => input === 'parent');
      if (own.status === 'duplicate' || (own.status === 'hit' && step.status === 'miss' && follows && copies)) continue;
      told[0].push(`${own.instruction}: ${own.status}, ${own.reason}`);
      const reason = copies ? step.reason.replace(/; because of step \d+$/, '') : step.reason;
      told[1].push(`${step.instruction}: ${step.status}, ${reason}`);
    }
    return told;
  };

  it.each(sample(known.filter(isChangeable).slice(0, 40), 20).map((one) => [one.name, one] as const))(
    'hits at the same steps, and misses for the same reasons: %s',
    { timeout: 120_000 },
    async (_, one) => {
      const folder = join(place.folder, `hits-${one.name.replaceAll('/', '-')}`);
      const prepared = await prepareCase(one, folder);
      await place.forget();
      const flags = [
        ...['--root', join(folder, 'root')],
        ...(one.expect.flags ?? []),
        ...(prepared.dockerfile === undefined ? [] : ['-f', prepared.dockerfile]),
      ];
      const change = async (): Promise<void> => {
        const [name = ''] = changeableFiles(prepared.context);
        await appendFile(join(prepared.context, name), 'changed');
      };
      for (const round of ['cold', 'warm', 'changed']) {
        if (round === 'changed') await change();
        const there = await place.build(prepared.context, flags);
        const here = await place.buildHere(prepared.context, flags);
        const [own, told] = compared(here, there);
        expect(told, round).toEqual(own);
      }
      await removeTree(folder);
    },
  );
});

/** A builder refuses in its own words, at the same line. */
function inOtherWords(expected: Expectation): Expectation {
  return expected.refused === undefined ? expected : { ...expected, refused: { ...expected.refused, message: '' } };
}

/** Where nothing but the host's network is there. A case about networks says for itself what is allowed. */
function hostNetwork({ name }: CorpusCase): readonly string[] {
  return /network/.test(name) ? [] : ['--network', 'host'];
}

/** It copies a file of its context that can be changed, and builds. */
function isChangeable({ folder, expect: { refused, flags = [] } }: CorpusCase): boolean {
  if (refused !== undefined || flags.some((flag) => flag.includes('{'))) return false;
  const context = join(folder, 'context');
  return existsSync(context) && changeableFiles(context).length > 0;
}

function changeableFiles(context: string): readonly string[] {
  const files = readdirSync(context, { withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map(({ name }) => name).filter((name) => !/dockerfile|dockerignore/i.test(name));
}
