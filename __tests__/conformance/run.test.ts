import { existsSync } from 'node:fs';
import { copyFile, readdir, readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { must, plainEnvironment, quote, run } from '../support/command.js';
import { CLI } from '../support/layer-build.js';
import { madeOnce, REPOSITORY } from '../support/made-once.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { EXPECTED_FAILURES } from './expected-failures.js';

/** Beside the repository, or where the variable says; it is no part of this project, so it may be absent. */
const SUITE = resolve(process.env['LAYER_BUILD_CONFORMANCE'] ?? join(REPOSITORY, '../shared/conformance'));
const SUITES = ['base-layers', 'parse', 'parse-onbuild', 'shell-lex', 'ignore-patterns'] as const;
const REGISTRY = 'http://127.0.0.1:5601';

const present = existsSync(join(SUITE, 'suite.tar.zst'));
const reason = present ? '' : ` (skipped: no conformance suite at ${SUITE}; set LAYER_BUILD_CONFORMANCE)`;

interface Outcome {
  readonly cases: readonly {
    readonly case: string;
    readonly verdict: 'pass' | 'fail' | 'skip';
    readonly reasons: readonly string[];
  }[];
}

/** What BuildKit made of several hundred small Dockerfiles, recorded, and compared by the suite's own program. */
describe.skipIf(!present)(`conformance with BuildKit${reason}`, () => {
  let suite: string;
  let scratch: string;
  let startedRegistry = false;

  beforeAll(async () => {
    scratch = await temporaryFolder('conformance');
    suite = await madeOnce('conformance', async (folder) => {
      await must(['tar', '-C', folder, '--zstd', '-xf', join(SUITE, 'suite.tar.zst')]);
      for (const name of ['conform.py', 'make-bases.sh']) await copyFile(join(SUITE, name), join(folder, name));
    });
    // The cases name the registry's port, so a registry that is there already serves as well.
    if (!(await serves('conf/layered')) || !(await serves('library/busybox'))) {
      startedRegistry = true;
      await must(['bash', join(suite, 'make-bases.sh')], { env: plainEnvironment({ CONF: suite }) });
    }
  }, 600_000);

  afterAll(async () => {
    if (startedRegistry)
      await run(['bash', join(suite, 'make-bases.sh'), 'stop'], { env: plainEnvironment({ CONF: suite }) });
    await removeTree(scratch);
  });

  it.each(SUITES)('%s', { timeout: 1_800_000 }, async (name) => {
    const out = join(scratch, `${name}.json`);
    const candidate =
      `${quote(process.execPath)} ${quote(CLI)} build -f {dockerfile} {args} --root {tmp}/r ` +
      '-o type=oci,dest={out} {context}';
    const command = ['python3', join(suite, 'conform.py'), 'run', '--candidate', candidate, '--suite', name];
    const jobs = String(Math.max(2, cpus().length));
    const result = await run([...command, '--jobs', jobs, '--out', out], {
      env: plainEnvironment({ CONF: suite }),
      timeout: 1_800_000,
    });
    if (!existsSync(out))
      throw new Error(`conform.py gave no result:\n${(result.stdout + result.stderr).slice(-3000)}`);
    const { cases } = JSON.parse(await readFile(out, 'utf8')) as Outcome;
    // One folder a case: none was left out. (The table of the suite's README adds up to the same 833; its text says 834.)
    expect(cases).toHaveLength((await readdir(join(suite, 'cases', name))).length);
    expect(cases.length).toBeGreaterThan(20);
    expect(cases.filter(({ verdict }) => verdict === 'skip')).toEqual([]);
    const failed = cases.filter(({ verdict }) => verdict === 'fail');
    const unexpected = failed.filter((one) => !(one.case in EXPECTED_FAILURES));
    expect(unexpected.map((one) => `${one.case}: ${one.reasons.join('; ')}`)).toEqual([]);
    const mended = Object.keys(EXPECTED_FAILURES).filter(
      (expected) => expected.startsWith(`${name}/`) && !failed.some((one) => one.case === expected),
    );
    expect(mended, 'these pass now: strike them from expected-failures.ts').toEqual([]);
  });
});

async function serves(repository: string): Promise<boolean> {
  const accept = 'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json';
  const answer = await fetch(`${REGISTRY}/v2/${repository}/manifests/latest`, { headers: { accept } }).catch(
    () => undefined,
  );
  return answer?.ok === true;
}
