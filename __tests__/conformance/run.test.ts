import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCliInProcess } from '../support/cli-in-process.js';
import { must, plainEnvironment, quote, run } from '../support/command.js';
import { CLI } from '../support/layer-build.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { THOROUGH } from '../support/thorough.js';
import { EXPECTED_FAILURES } from './expected-failures.js';
import { type CommandServer, startCommandServer } from './shared/command-server.js';
import { hasSuite, SUITE, unpackedSuite } from './shared/suite.js';

const SUITES = ['base-layers', 'parse', 'parse-onbuild', 'shell-lex', 'ignore-patterns'] as const;
const REGISTRY = 'http://127.0.0.1:5601';
/** By default, one case in so many is built. */
const PART = 4;
/** Of those, one in so many is built by the bundle too, in a process of its own. */
const ONE_IN = 10;

const reason = hasSuite ? '' : ` (skipped: no conformance suite at ${SUITE}; set LAYER_BUILD_CONFORMANCE)`;

interface Verdict {
  readonly case: string;
  readonly verdict: 'pass' | 'fail' | 'skip';
  readonly reasons: readonly string[];
}

/** What BuildKit made of several hundred small Dockerfiles, recorded, and compared by the suite's own program. */
describe.skipIf(!hasSuite)(`conformance with BuildKit${reason}`, () => {
  let suite: string;
  let scratch: string;
  let startedRegistry = false;
  let server: CommandServer | undefined;
  /** The cases of this run, by suite and name. */
  let wanted: readonly string[];
  /** By all builds of this process. */
  let verdicts: readonly Verdict[];

  beforeAll(async () => {
    scratch = await temporaryFolder('conformance');
    suite = await unpackedSuite();
    // The cases name the registry's port, so a registry that is there already serves as well.
    if (!(await servesBases())) {
      startedRegistry = true;
      await bases('start');
      // What an earlier run made is in the registry's folder still.
      if (!(await servesBases())) await bases('all');
    }
    wanted = (await caseNames()).filter((name) => THOROUGH || hashOf(name) % PART === 0);
    server = await startCommandServer(({ argv, cwd, env }) => runCliInProcess(argv, { cwd, env }));
    const client = join(import.meta.dirname, 'shared/send-command.sh');
    verdicts = await judge(
      `. ${quote(client)} build -f {dockerfile} {args} --root ${quote(join(scratch, 'root'))} -o type=oci,dest={out} {context}`,
      ['--suite', SUITES.join(','), '--match', anyOf(wanted)],
      server.env,
    );
  }, 1_800_000);

  afterAll(async () => {
    await server?.stop();
    if (startedRegistry) await bases('stop');
    await removeTree(scratch);
  });

  /** One folder a case. (The table of the suite's README adds up to the same 833; its text says 834.) */
  async function caseNames(): Promise<readonly string[]> {
    const names = SUITES.map(async (name) =>
      (await readdir(join(suite, 'cases', name))).map((one) => `${name}/${one}`),
    );
    return (await Promise.all(names)).flat();
  }

  async function bases(what: 'start' | 'all' | 'stop'): Promise<void> {
    await must(['bash', join(suite, 'make-bases.sh'), what], { env: plainEnvironment({ CONF: suite }) });
  }

  /** @param candidate a command line of conform.py's, which builds one case */
  async function judge(
    candidate: string,
    which: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<readonly Verdict[]> {
    const out = join(scratch, 'verdicts.json');
    const command = ['python3', join(suite, 'conform.py'), 'run', '--candidate', candidate, ...which];
    const result = await run([...command, '--jobs', '2', '--out', out], {
      env: plainEnvironment({ CONF: suite, ...env }),
      timeout: 1_800_000,
    });
    if (!existsSync(out))
      throw new Error(`conform.py gave no result:\n${(result.stdout + result.stderr).slice(-3000)}`);
    const { cases } = JSON.parse(await readFile(out, 'utf8')) as { readonly cases: readonly Verdict[] };
    await removeTree(out);
    return cases;
  }

  function unexpected(cases: readonly Verdict[]): readonly string[] {
    return cases
      .filter((one) => one.verdict !== 'pass' && !(one.case in EXPECTED_FAILURES))
      .map((one) => `${one.case}: ${one.verdict}: ${one.reasons.join('; ')}`);
  }

  it.each(SUITES)('%s', (name) => {
    const cases = verdicts.filter((one) => one.case.startsWith(`${name}/`));
    // None was left out.
    expect(cases).toHaveLength(wanted.filter((one) => one.startsWith(`${name}/`)).length);
    expect(cases.length).toBeGreaterThan(3);
    expect(unexpected(cases)).toEqual([]);
    const mended = Object.keys(EXPECTED_FAILURES).filter((expected) =>
      cases.some((one) => one.case === expected && one.verdict === 'pass'),
    );
    expect(mended, 'these pass now: strike them from expected-failures.ts').toEqual([]);
  });

  it('built every case here', () => {
    expect(server?.served).toBe(verdicts.length);
  });

  it('is also true for the bundle, tried with some of the cases', { timeout: 1_800_000 }, async () => {
    const sample = verdicts.map((one) => one.case).filter((name) => Math.floor(hashOf(name) / PART) % ONE_IN === 0);
    expect(sample.length).toBeGreaterThan(verdicts.length / ONE_IN / 3);
    const candidate =
      `${quote(process.execPath)} ${quote(CLI)} build -f {dockerfile} {args} --root {tmp}/r ` +
      '-o type=oci,dest={out} {context}';
    const cases = await judge(candidate, ['--match', anyOf(sample)]);
    expect(cases.map((one) => one.case)).toEqual(sample);
    expect(unexpected(cases)).toEqual([]);
  });
});

function anyOf(names: readonly string[]): string {
  return `^(?:${names.join('|')})$`;
}

function hashOf(name: string): number {
  return createHash('sha256').update(name).digest().readUInt32BE();
}

async function servesBases(): Promise<boolean> {
  return (await serves('conf/layered')) && (await serves('library/busybox')) && (await serves('library/debian'));
}

async function serves(repository: string): Promise<boolean> {
  const accept = 'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json';
  const answer = await fetch(`${REGISTRY}/v2/${repository}/manifests/latest`, { headers: { accept } }).catch(
    () => undefined,
  );
  return answer?.ok === true;
}
