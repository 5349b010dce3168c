import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Folders of tests, those of the longest files first: a long file that starts last keeps one worker waiting. */
const ORDER = ['e2e', 'workflows', 'conformance', 'security', 'integration', 'fuzz', 'property', 'unit'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // A worker is kept while the next file in the queue is of the same project.
    const rank = ({ moduleId, project }: TestSpecification): number =>
      ORDER.indexOf(relative(import.meta.dirname, moduleId).split('/')[1] ?? '') +
      (['alone', 'mocking'].includes(project.name) ? 0 : 10);
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}

const UNIT = ['unit', 'property', 'fuzz'];
const SYSTEM = ['workflows', 'integration', 'conformance', 'security', 'e2e'];

const of = (folders: readonly string[]): string[] => folders.map((folder) => `__tests__/${folder}/**/*.test.ts`);

/** The tests in these folders whose text has something that the other tests in their process would feel. */
function having(felt: RegExp, folders: readonly string[]): string[] {
  return folders.flatMap((folder) => {
    const top = join(import.meta.dirname, '__tests__', folder);
    return readdirSync(top, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts') && felt.test(readFileSync(join(top, name), 'utf8')))
      .map((name) => `__tests__/${folder}/${name}`);
  });
}

/** A replaced module. */
const MOCKING = having(/\bvi\.mock\(/, UNIT);
/** A program of the machine that is started. Until the machine is prepared, it may be missing. */
const PROGRAMS = having(/'node:child_process'|\/command\.js'|read-documents\.js'/, UNIT);
/** A replaced module or global, another working directory, a look at the process's memory, a library that reads a variable once. */
const ALONE = having(
  /\bvi\.(?:mock|stubGlobal)\(|\bprocess\.(?:chdir|memoryUsage)\b|process\.env\['GITHUB_API_URL'\] =/,
  SYSTEM,
);
const SERVERS = ['__tests__/support/shared-servers.ts'];

// Node 20 reads these certificates whenever it starts, which takes twice as long as the start itself. Tests start Node hundreds of
// times, nearly always to talk to this machine; `networkEnvironment` gives the variable to the few programs that need it.
const { NODE_EXTRA_CA_CERTS: certificates } = process.env;
if (certificates !== undefined) {
  process.env['LAYER_BUILD_TEST_CERTIFICATES'] = certificates;
  delete process.env['NODE_EXTRA_CA_CERTS'];
}

export default defineConfig({
  test: {
    // A bundle is loaded as it is: it is large, and has nothing to translate.
    server: { deps: { external: [/\/dist\/[a-z]+\/index\.js$/] } },
    // Translated modules are kept between runs, by their content: half of the time of a run of one file.
    experimental: { fsModuleCache: true },
    setupFiles: ['__tests__/support/same-everywhere.ts', '__tests__/support/closed-handles.ts'],
    // Long enough for a machine that does much else: only a test that hangs comes to it.
    testTimeout: 600_000,
    expect: { poll: { timeout: 240_000 } },
    hookTimeout: 1_200_000,
    // Two cores are the smallest machine that CI gives. Three more than that, since the tests of the system often wait: for the
    // network, for a timeout, for a step that sleeps.
    maxWorkers: 5,
    // Of the tests within a file that may run side by side: they mostly wait for programs.
    maxConcurrency: 3,
    sequence: { sequencer: LongestFirst },
    // Most files share what they import with others: loading it again for each takes up to half of their time.
    projects: [
      { extends: true, test: { name: 'unit', include: of(UNIT), exclude: [...MOCKING, ...PROGRAMS], isolate: false } },
      { extends: true, test: { name: 'programs', include: PROGRAMS, exclude: MOCKING, isolate: false } },
      { extends: true, test: { name: 'mocking', include: MOCKING } },
      {
        extends: true,
        test: { name: 'system', include: of(SYSTEM), exclude: ALONE, isolate: false, globalSetup: SERVERS },
      },
      { extends: true, test: { name: 'alone', include: ALONE, globalSetup: SERVERS } },
    ],
  },
});
