import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { mustLayerBuild } from '../support/layer-build.js';
import { leftovers } from '../support/leftovers.js';
import { observe, type ObservedResult } from '../support/observed-process.js';
import { writeProject } from '../support/project-files.js';
import { SeededRandom } from '../support/random.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { THOROUGH } from '../support/thorough.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const isRoot = process.getuid?.() === 0;
/** `KILL_ROUNDS=200 KILL_SEED=1 npx vitest run __tests__/security/kill-rounds.test.ts` runs all rounds. */
const ROUNDS = Number(process.env['KILL_ROUNDS'] ?? (THOROUGH ? 200 : 2));
/** How many more there are until a signal meets something. */
const MORE_ROUNDS = 10;
const SEED = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000);

/** Steps of every kind; builds of one variant are the same byte for byte, and share their first steps with the others. */
const DOCKERFILE = `FROM busybox AS side
RUN for i in $(seq 1 100); do echo "$i" > /f$i; done
FROM busybox
COPY data /data
RUN --mount=type=cache,target=/kept seq 1 20000 > /numbers && echo kept >> /kept/file
ARG variant
RUN echo $variant > /variant && cat /numbers /numbers > /more
COPY --from=side /f1 /f2 /f100 /side/
`;
const VARIANTS = ['one', 'two', 'three'] as const;
const SIGNALS = ['SIGKILL', 'SIGTERM', 'SIGINT'] as const;
const CODES = { SIGKILL: 137, SIGTERM: 143, SIGINT: 130 } as const;
const PRUNES = [['cache', 'prune', '--all'], ['prune', '--all'], ['prune']] as const;

/** What a round does. All of it is decided before the round begins. */
interface Plan {
  readonly variants: readonly [string, string];
  readonly prune: readonly string[];
  /** Which of the two builds and the prune gets a signal, which signal, and when. */
  readonly victims: readonly { readonly which: number; readonly name: (typeof SIGNALS)[number]; readonly at: number }[];
}

describe.skipIf(!isRoot)(`two builds and a prune of one root, killed at random moments (seed ${SEED})`, () => {
  const random = new SeededRandom(SEED);
  const images = new Map<string, string>();
  let registry: RunningRegistry;
  let folder: string;
  let root: string;
  let temp: string;
  /** Pieces of progress of a build that does everything. */
  let whole = 0;
  let built = 0;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    folder = await temporaryFolder('kill-rounds');
    root = join(folder, 'root');
    temp = join(folder, 'temp');
    for (const path of [temp, root, join(root, 'ingest')]) mkdirSync(path, { mode: 0o700 });
    const files = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`data/${i}`, `${i}\n`.repeat(300)]));
    await writeProject(join(folder, 'context'), { ...files, Dockerfile: DOCKERFILE });
    for (const variant of VARIANTS) {
      const { result, image } = await build(variant);
      if (result.code !== 0 || image === undefined) throw new Error(result.output);
      whole = Math.max(whole, result.progress);
      images.set(variant, image);
    }
  });

  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  const env = (): Record<string, string> => ({ TMPDIR: temp, BUILD_OF_TEST: folder, SOURCE_DATE_EPOCH: '1700000000' });

  async function build(
    variant: string,
    signal?: Plan['victims'][number],
    ...more: readonly string[]
  ): Promise<{ readonly result: ObservedResult; readonly image: string | undefined }> {
    const file = join(folder, `image-${(built += 1)}.tar`);
    const args = [
      ...['build', '--root', root, '--registry-mirror', `http://${registry.host}`, '--progress', 'plain', ...more],
      ...[
        '--build-arg',
        `variant=${variant}`,
        '-o',
        `type=oci,rewrite-timestamp=true,dest=${file}`,
        join(folder, 'context'),
      ],
    ];
    const watched = [join(root, 'ingest'), temp];
    const result = await observe(args, { env: env(), watched, ...(signal && { signal }) });
    if (result.code !== 0) return { result, image: undefined };
    const image = createHash('sha256').update(readFileSync(file)).digest('hex');
    await removeTree(file);
    return { result, image };
  }

  function newPlan(): Plan {
    // Most rounds kill one of them, some two. So a build that uses what a killed build left is killed too.
    const which = random.one([[0], [1], [2], [0, 1], [0, 2]]);
    return {
      variants: [random.one(VARIANTS), random.one(VARIANTS)],
      prune: random.one(PRUNES),
      victims: which.map((one) => ({
        which: one,
        name: random.one(SIGNALS),
        at: random.below(one === 2 ? 3 : Math.ceil(whole * 0.9)),
      })),
    };
  }

  /** After a SIGKILL too, the processes that a build started must notice by themselves that the build is gone. */
  async function waitUntilGone(about: string): Promise<void> {
    let left = leftovers(folder);
    for (let tries = 0; left.length > 0 && tries < 100; tries += 1) {
      await sleep(100);
      left = leftovers(folder);
    }
    expect(left, about).toEqual([]);
  }

  function checkEnd(
    about: string,
    { code, met, output }: ObservedResult,
    victim: Plan['victims'][number] | undefined,
  ): void {
    expect(output, about).not.toMatch(/^ {4,}at |this is a bug|Uncaught/m);
    const allowed = victim === undefined || !met ? [0] : [0, CODES[victim.name]];
    expect(allowed, `${about}\n${output.slice(-2000)}`).toContain(code);
  }

  it(`loses nothing and leaves nothing in ${ROUNDS} rounds`, { timeout: (ROUNDS + MORE_ROUNDS) * 60_000 }, async () => {
    const signals: Record<string, number> = {};
    // Of a few rounds, the signals of all may come too late.
    const metNothing = (): boolean => Object.keys(signals).length === 0;
    for (let round = 1; round <= ROUNDS || (metNothing() && round <= ROUNDS + MORE_ROUNDS); round += 1) {
      const plan = newPlan();
      const about = `seed ${SEED}, round ${round}: ${JSON.stringify(plan)}`;
      const victimOf = (which: number) => plan.victims.find((victim) => victim.which === which);
      const pruneSignal = victimOf(2);
      const [one, two, pruned] = await Promise.all([
        build(plan.variants[0], victimOf(0)),
        build(plan.variants[1], victimOf(1)),
        observe([...plan.prune, '--root', root], {
          env: env(),
          watched: [join(root, 'leases')],
          ...(pruneSignal && { signal: pruneSignal }),
        }),
      ]);
      const ends = [one.result, two.result, pruned] as const;
      for (const [which, end] of ends.entries()) {
        const victim = victimOf(which);
        checkEnd(about, end, victim);
        if (victim !== undefined && end.met && end.code === CODES[victim.name]) {
          signals[victim.name] = (signals[victim.name] ?? 0) + 1;
        }
      }
      for (const [which, { image }] of [one, two].entries()) {
        if (image !== undefined) expect(image, about).toBe(images.get(plan.variants[which] ?? ''));
      }
      await waitUntilGone(about);
      // A good build of what was killed.
      for (const which of plan.victims.map((victim) => victim.which).filter((which) => which < 2)) {
        const variant = plan.variants[which] ?? '';
        const { result, image } = await build(variant);
        expect(result.code, `${about}\n${result.output}`).toBe(0);
        expect(image, about).toBe(images.get(variant));
      }
    }
    const { result } = await build('one', undefined, '--no-cache');
    expect(result.code, result.output).toBe(0);
    await waitUntilGone('after all rounds');
    const left = ['leases', 'ingest', 'work'].flatMap((name) =>
      readdirSync(join(root, name)).map((each) => `${name}/${each}`),
    );
    expect(left).toEqual([]);
    expect(readdirSync(temp)).toEqual([]);
    expect(readdirSync(folder).filter((name) => !/^(?:context|root|temp)$/.test(name) && !isImage(name))).toEqual([]);
    await mustLayerBuild(['cache', 'verify', '--root', root]);
    const met = Object.entries(signals).map(([name, count]) => `${count} ${name}`);
    process.stdout.write(`${ROUNDS} rounds, seed ${SEED}: ${met.join(', ')} met work; nothing lost, nothing left\n`);
    expect(met, 'signals that met something').not.toEqual([]);
  });
});

/** A killed build may leave an unfinished archive. */
function isImage(name: string): boolean {
  return /^\.?image-\d+\.tar/.test(name);
}
