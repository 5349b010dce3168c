import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { runCliInProcess } from '../support/cli-in-process.js';
import { plainEnvironment, type CommandResult } from '../support/command.js';
import { FakeRegistry } from '../support/fake-registry.js';
import { writeProject } from '../support/project-files.js';
import { putSmallBase } from '../support/small-base.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { sample } from '../support/thorough.js';
import { tarBytes } from '../support/tar-bytes.js';
import { type DiskError, type Write, WriteFaults } from '../support/write-faults.js';

const ERRORS: readonly DiskError[] = ['ENOSPC', 'EIO', 'EACCES', 'EROFS'];

/** What the user named as an output. If it may not be written, another name must be given: the user's fault. */
const OUTPUT = /^(?:layout|out|\.?(?:image\.tar|report\.html|iid|metadata\.json))(?:[./]|$)/;
/** What helps later builds alone: a warning at most. */
const EXTRAS = [
  /^cache(?:\/|$)/,
  /^root\/cache\/(?:journals|restored|sizes|invocations)(?:\/|$)/,
  /^root\/ingest\/PACK/,
];
/** Removing drafts and what is over, and marks of a last use. Only a lock must go, since others wait for it. */
const ENDS = /^(?:rm|rmdir|unlink) (?!layout\/\.lock)|^utimes root\/|^chmod root\/ingest\//;
/** It is there already, and found to be. */
const THERE = /^mkdir (?:tmp)?$/;

/** Every write of a build with a pull, a COPY, an ADD, a push, all kinds of files as outputs, and two caches. */
describe('a build whose disk fails', () => {
  let registry: FakeRegistry;
  let folder: string;
  let faults: WriteFaults;
  let machines = 0;

  beforeAll(async () => {
    registry = await FakeRegistry.start();
    putSmallBase(registry, 'library/base');
    folder = await temporaryFolder('write-faults');
    await writeProject(join(folder, 'context'), {
      Dockerfile: `FROM ${registry.host}/library/base\nCOPY Dockerfile /d\nADD archive.tar /x\n`,
      'archive.tar': { bytes: tarBytes([{ name: 'a', content: 'of an archive' }]) },
    });
    faults = await WriteFaults.in(folder);
  });
  afterAll(async () => {
    faults.restore();
    await registry.stop();
    await removeTree(folder);
  });

  function newMachine(): string {
    const machine = join(folder, `machine-${(machines += 1)}`);
    mkdirSync(join(machine, 'tmp'), { recursive: true });
    return machine;
  }

  function build(machine: string): Promise<CommandResult> {
    const at = (name: string): string => join(machine, name);
    const name = `${registry.host}/app${machines}`;
    return runCliInProcess(
      [
        ...['build', '--root', at('root'), '--progress', 'plain', '-t', `${name}/image:latest`, '--push'],
        ...['-o', `type=oci,dest=${at('image.tar')}`, '-o', `type=oci,tar=false,dest=${at('layout')}`],
        ...['-o', `type=local,dest=${at('out')}`, '--report', at('report.html')],
        ...['--cache-to', `type=registry,ref=${name}/cache`, '--cache-to', `type=local,dest=${at('cache')}`],
        ...['--iidfile', at('iid'), '--metadata-file', at('metadata.json'), join(folder, 'context')],
      ],
      { env: plainEnvironment({ DOCKER_CONFIG: join(folder, 'docker'), TMPDIR: at('tmp') }) },
    );
  }

  /** All places where a build without faults writes, in the order of the first time. */
  async function placesOf(): Promise<readonly string[]> {
    const places = new Set<string>();
    faults.onWrite = (write) => places.add(placeOf(write));
    const { code, stderr } = await build(newMachine());
    faults.onWrite = undefined;
    expect(code, stderr).toBe(0);
    return [...places];
  }

  it('is met at every kind of call and of file', async () => {
    const places = await placesOf();
    const calls = new Set(places.map((place) => place.split(' ')[0]));
    for (const call of [
      'open',
      'write',
      'writeFile',
      'rename',
      'link',
      'mkdir',
      'chmod',
      'fchmod',
      'rm',
      'appendFile',
    ]) {
      expect(calls).toContain(call);
    }
    for (const code of ERRORS) expect(new Set(places.map((place) => codeOf(place, code))).size).toBeGreaterThan(1);
    expect(places.length).toBeGreaterThan(120);
  });

  // By default each error is met at some of the places, which are others for each error.
  it.each(ERRORS.map((error, which) => [error, which] as const))(
    'with %s ends with the right code, and a good build follows',
    { timeout: 1_200_000 },
    async (error, which) => {
      for (const place of sample(await placesOf(), 52, 13 * which)) {
        const machine = newMachine();
        let met = false;
        faults.fault = (write) => {
          const here = placeOf(write) === place;
          met ||= here;
          return here ? error : undefined;
        };
        const { code, stdout, stderr } = await build(machine);
        faults.fault = undefined;
        const said = `${error} at ${place}:\n${stdout}${stderr}`;
        expect(met, said).toBe(true);
        expect(code, said).toBe(codeOf(place, error));
        expect(stdout + stderr, said).not.toMatch(/this is a bug|^ {4,}at |Uncaught/m);
        if (code === 69) expect(stderr, said).toMatch(error === 'ENOSPC' ? /the disk is full/ : new RegExp(error));
        if (code === 69 && error === 'ENOSPC') expect(stderr, said).toContain('Make room');
        // Locks of processes that have ended do not count, but this process goes on.
        for (const locked of ['layout', 'cache']) rmSync(join(machine, locked, '.lock'), { force: true });
        const good = await build(machine);
        expect(good.code, `${said}\nafterwards: ${good.stderr}`).toBe(0);
      }
    },
  );
});

function codeOf(place: string, error: DiskError): number {
  const [call = '', path = ''] = place.split(' ');
  if (ENDS.test(place) || THERE.test(place) || EXTRAS.some((extra) => extra.test(path))) return 0;
  expect(OUTPUT.test(path) || /^(?:root|tmp)(?:\/|$)/.test(path), `${call} ${path} is a place that is known`).toBe(
    true,
  );
  return OUTPUT.test(path) && (error === 'EACCES' || error === 'EROFS') ? 1 : 69;
}

/** What a write is about, without what differs between builds. */
function placeOf({ call, path }: Write): string {
  const place = path
    .replace(/^machine-\d+\/?/, '')
    .replace(/[0-9a-f]{64}/g, 'HEX')
    .replace(/\d+-\d+-\d+\.pack-\w*/, 'PACK')
    .replace(/\d+-\d+-\d+\.[0-9a-f]{12,16}/, 'OWN')
    .replace(/\.[0-9a-f]{12}(?=$|\/)/, '.DRAFT');
  return `${call} ${place}`;
}
