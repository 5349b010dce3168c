import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { runCliInProcess } from '../support/cli-in-process.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { Canaries, CANARY } from './canaries.js';

let folder: string;
let root: string;
let context: string;
let canaries: Canaries;
beforeAll(async () => {
  folder = await temporaryFolder('hostile-context');
  canaries = new Canaries(join(folder, 'machine'));
  root = join(folder, 'root');
  context = join(folder, 'work', 'context');
});
beforeEach(() => {
  rmSync(join(folder, 'work'), { recursive: true, force: true });
  mkdirSync(context, { recursive: true });
  write('file', 'content\n');
});
afterAll(() => removeTree(folder));

function write(name: string, text: string): void {
  mkdirSync(dirname(join(context, name)), { recursive: true });
  writeFileSync(join(context, name), text);
}

const GOOD = 'FROM scratch\nCOPY file /file\n';

/** What replaces a file that the build reads, and the error of the build. */
interface Bait {
  readonly bait: string;
  readonly put: (path: string) => void;
  readonly refused: RegExp;
}

const linkTo = (target: string | (() => string)): Bait['put'] => {
  return (path) => symlinkSync(typeof target === 'string' ? target : target(), path);
};
const LEADS_OUT = /it is a link to ".*", which leads to no file in /;
const NO_FILE = /it is not a regular file/;

const BAITS: readonly Bait[] = [
  { bait: 'a link to the environment', put: linkTo('/proc/self/environ'), refused: LEADS_OUT },
  { bait: 'a link to the command line', put: linkTo('/proc/self/cmdline'), refused: LEADS_OUT },
  { bait: 'a link to a file of the machine', put: linkTo(() => join(canaries.folder, 'environ')), refused: LEADS_OUT },
  {
    bait: 'a link that climbs out',
    put: linkTo(() => `${'../'.repeat(20)}${canaries.folder}/environ`),
    refused: LEADS_OUT,
  },
  {
    bait: 'a link that climbs out by one',
    put: (path) => {
      writeFileSync(join(folder, 'work', 'beside'), `${CANARY}\n`);
      symlinkSync('../beside', path);
    },
    refused: LEADS_OUT,
  },
  {
    bait: 'a link to a link that leads out',
    put: (path) => {
      symlinkSync(join(canaries.folder, 'passwd'), join(dirname(path), 'second'));
      symlinkSync('second', path);
    },
    refused: LEADS_OUT,
  },
  {
    bait: 'a link through a folder that leads out',
    put: (path) => {
      symlinkSync(canaries.folder, join(dirname(path), 'folder'));
      symlinkSync('folder/passwd', path);
    },
    refused: LEADS_OUT,
  },
  { bait: 'a link by a descriptor', put: linkTo('/proc/self/root/etc/passwd'), refused: LEADS_OUT },
  { bait: 'a link by the working folder', put: linkTo('/proc/self/cwd/../machine/environ'), refused: LEADS_OUT },
  { bait: 'a link to an endless device', put: linkTo('/dev/zero'), refused: LEADS_OUT },
  { bait: 'a link to a terminal', put: linkTo('/dev/tty'), refused: LEADS_OUT },
  { bait: 'a link to standard input', put: linkTo('/dev/stdin'), refused: LEADS_OUT },
  {
    bait: 'a link to itself',
    put: (path) => symlinkSync(path.slice(dirname(path).length + 1), path),
    refused: LEADS_OUT,
  },
  { bait: 'a link to nothing', put: linkTo('nowhere'), refused: LEADS_OUT },
  { bait: 'a fifo', put: (path) => execFileSync('mkfifo', [path]), refused: NO_FILE },
  {
    bait: 'a link to a fifo',
    put: (path) => {
      execFileSync('mkfifo', [join(dirname(path), 'pipe')]);
      symlinkSync('pipe', path);
    },
    refused: NO_FILE,
  },
  {
    bait: 'a socket',
    // Python's leaves the name behind when the process ends.
    put: (path) =>
      execFileSync('python3', ['-c', 'import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])', path]),
    refused: NO_FILE,
  },
  {
    bait: 'a file of 5 MiB',
    put: (path) => writeFileSync(path, '# x\n'.repeat((5 * 1024 * 1024) / 4)),
    refused: /it is larger than 4 MiB/,
  },
  {
    bait: 'a sparse file of 20 GiB',
    put: (path) => {
      writeFileSync(path, '');
      truncateSync(path, 20 * 1024 ** 3);
    },
    refused: /it is larger than 4 MiB/,
  },
];

const DEVICES: readonly Bait[] = [
  { bait: 'an endless device', put: (path) => execFileSync('mknod', [path, 'c', '1', '5']), refused: NO_FILE },
  { bait: 'a disk', put: (path) => execFileSync('mknod', [path, 'b', '7', '0']), refused: NO_FILE },
];

const ALL_BAITS = process.getuid?.() === 0 ? [...BAITS, ...DEVICES] : BAITS;

const COMMANDS = [['build'], ['build', '--check'], ['cache', 'explain']] as const;

/** The path of the bait, and the arguments with which the build reads it. */
const PLACES = [
  { place: 'Dockerfile', args: () => [context] },
  { place: 'docker/App.Dockerfile', args: () => ['-f', join(context, 'docker/App.Dockerfile'), context] },
  { place: '.dockerignore', args: () => [context] },
  { place: 'Dockerfile.dockerignore', args: () => [context] },
  { place: 'docker/App.Dockerfile.dockerignore', args: () => ['-f', join(context, 'docker/App.Dockerfile'), context] },
] as const;

const ATTEMPTS = PLACES.flatMap(({ place, args }) =>
  ALL_BAITS.flatMap((bait) =>
    COMMANDS.map((command) => ({
      ...bait,
      place,
      command,
      args,
      as: `${command.join(' ')}: ${bait.bait} as ${place}`,
    })),
  ),
);

async function attempt(argv: readonly string[]): Promise<{ readonly code: number | null; readonly said: string }> {
  // What could block must not be opened: it would hold the test until its time is over.
  const { code, stdout, stderr } = await runCliInProcess([...argv, '--root', root]);
  return { code, said: stdout + stderr };
}

describe('what replaces a file that a build reads', () => {
  it.each(ATTEMPTS)(
    'is refused, and none of its content is shown: $as',
    async ({ place, put, command, args, refused }) => {
      if (place !== 'Dockerfile') {
        write('Dockerfile', GOOD);
        write('docker/App.Dockerfile', GOOD);
      }
      const path = join(context, place);
      rmSync(path, { force: true });
      put(path);
      const { code, said } = await attempt([...command, ...args()]);
      expect({ code, said }).toEqual({ code: 1, said: expect.stringMatching(refused) as string });
      expect(said).not.toContain(CANARY);
      expect(said).not.toContain('PATH=/');
      expect(canaries.isUntouched).toBe(true);
    },
  );

  it.each(COMMANDS.map((command) => [command]))('is refused outside of the context, too: %s', async (command) => {
    const other = join(folder, 'work', 'other');
    mkdirSync(other);
    symlinkSync(join(canaries.folder, 'environ'), join(other, 'Dockerfile'));
    const { code, said } = await attempt([...command, '-f', join(other, 'Dockerfile'), context]);
    expect({ code, said }).toEqual({ code: 1, said: expect.stringMatching(LEADS_OUT) as string });
    expect(said).not.toContain(CANARY);
  });

  it.each([
    ['.dockerignore', (path: string) => symlinkSync(join(canaries.folder, 'environ'), path), LEADS_OUT],
    ['.dockerignore', (path: string) => symlinkSync('/dev/zero', path), LEADS_OUT],
    ['.dockerignore', (path: string) => execFileSync('mkfifo', [path]), NO_FILE],
  ] as const)('is refused in a named context: %s', async (place, put, refused) => {
    write('Dockerfile', 'FROM scratch\nCOPY --from=more file /file\n');
    const more = join(folder, 'work', 'more');
    mkdirSync(more);
    put(join(more, place));
    const { code, said } = await attempt(['build', '--build-context', `more=${more}`, context]);
    expect({ code, said }).toEqual({ code: 1, said: expect.stringMatching(refused) as string });
    expect(said).not.toContain(CANARY);
  });

  it.each([
    ['a text of 5 MiB', Buffer.from(`FROM scratch\n${'# x\n'.repeat((5 * 1024 * 1024) / 4)}`)],
    ['5 MiB of a comment', Buffer.concat([Buffer.from('FROM scratch\n'), Buffer.alloc(5 * 1024 * 1024, '#')])],
  ])('is refused on standard input: %s', async (_what, input) => {
    for (const args of [['-'], ['-f', '-', context]]) {
      const { code, stderr } = await runCliInProcess(['build', ...args, '--root', root], { input });
      expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('larger than 4 MiB') as string });
    }
  });
});

describe('links that stay inside are followed', () => {
  it.each([
    ['a Dockerfile in another folder of the context', 'Dockerfile', 'docker/real', 'docker/real'],
    ['a Dockerfile by an absolute path, which starts at the context', 'Dockerfile', '/docker/real', 'docker/real'],
    ['a Dockerfile above a folder of the context', 'docker/Dockerfile', '../real', 'real'],
  ])('%s', async (_name, link, target, real) => {
    write(real, GOOD);
    mkdirSync(dirname(join(context, link)), { recursive: true });
    symlinkSync(target, join(context, link));
    const { code, said } = await attempt(['build', '-f', join(context, link), context]);
    expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining('COPY file /file') as string });
  });

  it('an ignore file in another folder of the context', async () => {
    write('Dockerfile', GOOD);
    write('lists/ignore', 'file\n');
    symlinkSync('lists/ignore', join(context, '.dockerignore'));
    const { code, said } = await attempt(['build', context]);
    expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining('.dockerignore') as string });
  });
});
