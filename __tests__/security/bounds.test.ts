import { spawn } from 'node:child_process';
import { cp, lstat, mkdir, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { must, plainEnvironment, quote, run, shell, type CommandResult } from '../support/command.js';
import { CLI, layerBuild, mustLayerBuild } from '../support/layer-build.js';
import { REPOSITORY } from '../support/made-once.js';
import { standInLayout } from '../support/stand-in-bases.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { sample, THOROUGH } from '../support/thorough.js';

const isRoot = process.getuid?.() === 0;
const LAYER_BUILD = `${quote(process.execPath)} ${quote(CLI)}`;
/** Folders with the content of images and steps, which has its own modes. */
const OF_IMAGES = /^(?:snapshots|cache-mounts)\/[^/]+\/./;

let folder: string;
/** Far more than the ten listeners of a signal that Node takes without a warning. */
const MANY_LAYERS = THOROUGH ? 800 : 80;

let base: string;
let count = 0;

beforeAll(async () => {
  folder = await temporaryFolder('bounds');
  base = await standInLayout('busybox');
});
afterAll(() => removeTree(folder));

const newFolder = (): string => join(folder, String(++count));

async function project(dockerfile: string, files: Readonly<Record<string, string>> = {}): Promise<string> {
  const context = newFolder();
  await mkdir(context);
  for (const [name, text] of Object.entries({ ...files, Dockerfile: dockerfile })) {
    await writeFile(join(context, name), text);
  }
  return context;
}

/** Runs it in a shell, after `before`. */
function afterShell(before: string, args: readonly string[], env: Record<string, string> = {}): Promise<CommandResult> {
  const command = `${before}; exec ${LAYER_BUILD} ${args.map(quote).join(' ')}`;
  return run(['/bin/sh', '-c', command], { env: plainEnvironment(env) });
}

const withBase = (): readonly string[] => ['--build-context', `base=oci-layout://${base}`];

describe('a poor machine', () => {
  it.each(['--help', 'build --help', '--version'])('without a home and a user account still has %s', async (words) => {
    const [, ...env] = Object.entries(plainEnvironment()).filter(([name]) => name !== 'HOME');
    const result = await run([process.execPath, CLI, ...words.split(' ')], {
      env: Object.fromEntries(env),
      ...(isRoot && { uid: 54_321, gid: 54_321 }),
    });
    expect([result.code, result.stderr]).toEqual([0, '']);
  });

  it.skipIf(!isRoot)('without a home says where its root would be', async () => {
    const env = plainEnvironment();
    delete env['HOME'];
    const result = await run([process.execPath, CLI, 'images'], { env, uid: 54_321, gid: 54_321 });
    expect(result.code).toBe(69);
    expect(result.stderr).toContain('cannot use /.local/share/layer-build as the store');
    expect(result.stderr).toContain('--root');
  });

  it.each(['', 'relative'])('does not use HOME=%j as a home', async (HOME) => {
    const context = await project('FROM scratch\nCOPY Dockerfile /\n');
    const result = await run([process.execPath, CLI, 'images'], { cwd: context, env: plainEnvironment({ HOME }) });
    expect(result.code).toBe(0);
    expect(await readdir(context)).toEqual(['Dockerfile']);
  });

  it('whose current folder was removed says so, and still has --help', async () => {
    const gone = `mkdir ${quote(newFolder())} && cd ${quote(join(folder, String(count)))} && rmdir ../${count}`;
    const help = await afterShell(gone, ['--help']);
    expect([help.code, help.stdout.split('\n')[0]]).toEqual([0, expect.stringContaining('layer-build')]);
    const build = await afterShell(gone, ['build', '.']);
    expect([build.code, build.stderr]).toEqual([69, expect.stringContaining('the current folder does not exist')]);
  });

  it.each([24, 40, 127])('with a limit of %i open files names that limit', async (limit) => {
    const context = await project('FROM scratch\nCOPY Dockerfile /\n');
    const result = await afterShell(`ulimit -n ${limit}`, ['build', '--root', newFolder(), context]);
    expect(result.code).toBe(69);
    // With very few, not even our own files can be read.
    expect(result.stderr).toMatch(limit === 24 ? /too many open files/ : new RegExp(`may have ${limit} open files`));
    expect(result.stderr).toContain('ulimit -n');
  });

  it.skipIf(!isRoot)('with a limit of 128 open files builds stages side by side', { timeout: 600_000 }, async () => {
    const stages = Array.from({ length: 12 }, (_, at) => `FROM base AS s${at}\nRUN echo ${at} > /${at}\n`);
    const copies = stages.map((_, at) => `COPY --from=s${at} /${at} /\n`);
    const context = await project(`${stages.join('')}FROM scratch\n${copies.join('')}`);
    const args = ['build', '--root', newFolder(), ...withBase(), context];
    const { code, stderr } = await afterShell('ulimit -n 128', args);
    expect([code, stderr]).toEqual([0, '']);
  });

  it.skipIf(!isRoot)('without /dev/shm runs steps that have one', { timeout: 600_000 }, async () => {
    const context = await project('FROM base\nRUN echo x > /dev/shm/file && cp /dev/shm/file /\n');
    const dev = newFolder();
    const before = `mkdir ${dev} && mount -t tmpfs tmpfs ${dev} && cd ${dev} &&
      for name in null zero full random urandom tty; do touch $name; mount --bind /dev/$name $name; done &&
      mkdir pts && mount --bind /dev/pts pts && ln -s pts/ptmx && mount --rbind ${dev} /dev && ! test -e /dev/shm`;
    const command = `${before} && ${LAYER_BUILD} build --root ${newFolder()} ${withBase().join(' ')} ${context}`;
    const result = await run(['unshare', '--mount', '/bin/sh', '-c', command]);
    expect([result.code, result.stderr]).toEqual([0, '']);
  });
});

describe('a base image', () => {
  it('whose config names fewer layers than its manifest is refused by name', async () => {
    const layout = newFolder();
    await cp(base, layout, { recursive: true });
    await must([process.execPath, '-e', FEWER_DIFF_IDS], { cwd: layout });
    const context = await project('FROM broken\nCOPY Dockerfile /\n');
    const args = ['--root', newFolder(), '--build-context', `broken=oci-layout://${layout}`, context];
    const { code, stderr } = await layerBuild(['build', ...args]);
    expect(code).toBe(69);
    expect(stderr).toContain('its manifest has 1 layers, but its config has 0');
  });

  it.skipIf(!isRoot)(`of ${MANY_LAYERS} layers gives no warning`, { timeout: 600_000 }, async () => {
    const layout = newFolder();
    const copies = 'COPY Dockerfile /folder/\n'.repeat(MANY_LAYERS);
    const many = await project(`FROM base\n${copies}`);
    const output = `type=oci,tar=false,dest=${layout}`;
    await mustLayerBuild(['build', '--root', newFolder(), ...withBase(), '-o', output, many]);
    const context = await project('FROM many\nRUN echo hello > /hello\n');
    const args = ['--root', newFolder(), '--build-context', `many=oci-layout://${layout}`, context];
    const { stderr } = await mustLayerBuild(['build', ...args]);
    expect(stderr).toBe('');
  });
});

/** Rewrites a layout's one image so that its config names no layer. */
const FEWER_DIFF_IDS = `
const { createHash } = require('crypto');
const { readFileSync, writeFileSync } = require('fs');
const file = (digest) => 'blobs/' + digest.replace(':', '/');
const put = (value) => {
  const text = JSON.stringify(value);
  const digest = 'sha256:' + createHash('sha256').update(text).digest('hex');
  writeFileSync(file(digest), text);
  return { digest, size: text.length };
};
const index = JSON.parse(readFileSync('index.json', 'utf8'));
const manifest = JSON.parse(readFileSync(file(index.manifests[0].digest), 'utf8'));
const config = JSON.parse(readFileSync(file(manifest.config.digest), 'utf8'));
config.rootfs.diff_ids = [];
Object.assign(manifest.config, put(config));
Object.assign(index.manifests[0], put(manifest));
writeFileSync('index.json', JSON.stringify(index));
`;

describe('a root folder', () => {
  async function modes(root: string): Promise<readonly string[]> {
    const found: string[] = [];
    for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      const name = path.slice(root.length + 1);
      if (OF_IMAGES.test(name) || entry.isSocket()) continue;
      const mode = ((await lstat(path)).mode & 0o7777).toString(8);
      if (mode !== (entry.isDirectory() ? '700' : '600')) found.push(`${mode} ${name}`);
    }
    return found;
  }

  it.skipIf(!isRoot).each(sample(['000', '022', '077'], 2))(
    'is only for its user with umask %s, also if it was open before',
    { timeout: 600_000 },
    async (umask) => {
      const root = newFolder();
      const cache = newFolder();
      await shell(`umask 000; mkdir -p ${root}/blobs/sha256 ${root}/cache/records ${root}/indexes ${root}/leases`);
      const context = await project(
        `FROM base
         RUN --mount=type=cache,target=/c echo x > /c/x && echo y > /y
         COPY Dockerfile /
         ADD . /all/\n`,
      );
      const cached = ['--cache-to', `type=local,dest=${cache}`, '--cache-from', `type=local,src=${cache}`];
      const args = ['build', '--root', root, ...withBase(), '-t', 'one', ...cached, context];
      for (const more of [[], ['--no-cache'], []]) {
        const { code, stderr } = await afterShell(`umask ${umask}`, [...args, ...more]);
        expect([code, stderr]).toEqual([0, '']);
      }
      const fresh = newFolder();
      const again = await afterShell(
        `umask ${umask}`,
        args.map((arg) => (arg === root ? fresh : arg)),
      );
      expect([again.code, again.stderr]).toEqual([0, '']);
      expect(await modes(fresh)).toEqual([]);
      const top = (await modes(root)).filter((line) => !/\/(?:records|sha256)$/.test(line));
      expect(top).toEqual([]);
    },
  );

  it('that others may open remains open, and its outputs have the modes of the umask', async () => {
    const root = newFolder();
    const layout = newFolder();
    await shell(`umask 000; mkdir ${root}`);
    const context = await project('FROM scratch\nCOPY Dockerfile /\n');
    const output = `type=oci,tar=false,dest=${layout}`;
    const { code } = await afterShell('umask 022', ['build', '--root', root, '-o', output, context]);
    expect(code).toBe(0);
    expect(((await lstat(root)).mode & 0o777).toString(8)).toBe('777');
    for (const entry of await readdir(layout, { recursive: true, withFileTypes: true })) {
      const stats = await lstat(join(entry.parentPath, entry.name));
      expect([entry.name, (stats.mode & 0o777).toString(8)]).toEqual([entry.name, entry.isDirectory() ? '755' : '644']);
      if (entry.isFile()) expect(stats.nlink).toBe(1);
    }
  });
});

describe('what a killed build leaves', () => {
  async function left(root: string, temporary: string): Promise<readonly string[]> {
    const names = async (path: string): Promise<string[]> =>
      (await readdir(path).catch(() => [])).map((name) => `${path.slice(folder.length)}/${name}`);
    const places = [join(root, 'ingest'), join(root, 'leases'), temporary];
    const found = (await Promise.all(places.map(names))).flat();
    return [...found, ...(await names(join(root, 'work'))).filter((name) => !name.includes('/work/.'))];
  }

  it.skipIf(!isRoot)('is removed by the next one of the same root', { timeout: 600_000 }, async () => {
    const root = newFolder();
    const temporary = newFolder();
    await mkdir(temporary);
    const env = plainEnvironment({ TMPDIR: temporary });
    const context = await project('FROM base\nCOPY big /\nRUN sleep 30; cat /big > /two\n', {
      big: 'x'.repeat(4_000_000),
    });
    const tar = join(context, 'context.tar');
    await shell(`cd ${context} && tar cf ${tar} Dockerfile big`);
    const seen = new Set<string>();
    // At a different moment each time: while the tar is read, while a layer is written, while a step runs.
    const placesOf = async (): Promise<readonly string[]> =>
      (await left(root, temporary)).map((name) => name.split('/')[2] ?? '');
    for (const moment of [250, 450, 700, 1200, 'leases'] as const) {
      const child = spawn(
        '/bin/sh',
        ['-c', `exec ${LAYER_BUILD} build --no-cache --root ${root} ${withBase().join(' ')} - < ${tar}`],
        { env, stdio: 'ignore' },
      );
      if (typeof moment === 'number') await sleep(moment);
      else await expect.poll(placesOf).toContain(moment);
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('close', resolve));
      for (const place of await placesOf()) seen.add(place);
    }
    expect([...seen]).toContain('leases');
    const next = await project('FROM base\nRUN true\n');
    const result = await run([process.execPath, CLI, 'build', '--root', root, ...withBase(), next], { env });
    expect([result.code, result.stderr]).toEqual([0, '']);
    expect(await left(root, temporary)).toEqual([]);
  });

  it('is kept while its process runs, and if it belongs to another user or is not ours', async () => {
    const root = newFolder();
    const temporary = newFolder();
    await mkdir(join(root, 'ingest'), { recursive: true });
    await mkdir(join(root, 'leases'));
    await mkdir(temporary);
    const victim = newFolder();
    await mkdir(victim);
    await writeFile(join(victim, 'file'), 'x');
    const stat = await readFile('/proc/self/stat', 'utf8');
    const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    const namespace = /\d+/.exec(await shell('readlink /proc/self/ns/pid'))?.[0] ?? '';
    const alive = `${process.pid}-${start}-${namespace}.0123`;
    const dead = `${process.pid}-1-${namespace}.0123`;
    for (const name of [`layer-build-${alive}`, `layer-build-${dead}`, 'layer-build-report-1-2-3.json', 'other']) {
      await mkdir(join(temporary, name), { mode: 0o700 });
    }
    await symlink(victim, join(temporary, `layer-build-${dead}4`));
    for (const name of [alive, dead]) {
      await mkdir(join(root, 'ingest', name));
      await writeFile(join(root, 'leases', name), '');
    }
    await utimes(join(root, 'leases', alive), new Date(), new Date());
    const context = await project('FROM scratch\nCOPY Dockerfile /\n');
    await mustLayerBuild(['build', '--root', root, context], { env: plainEnvironment({ TMPDIR: temporary }) });
    expect((await left(root, temporary)).map((name) => name.split('/').slice(2).join('/')).sort()).toEqual(
      [`ingest/${alive}`, `leases/${alive}`, `layer-build-${alive}`, `layer-build-${dead}4`]
        .concat(['layer-build-report-1-2-3.json', 'other'])
        .sort(),
    );
    expect(await readdir(victim)).toEqual(['file']);
    await rm(temporary, { recursive: true });
  });
});

describe('a bomb', () => {
  const laughs = (keyword: string): string =>
    Array.from({ length: 14 }, (_, at) => `${keyword} a${at + 1}=${`\${a${at}}`.repeat(10)}\n`).join('');
  const many = (count: number, line: (at: number) => string): string =>
    Array.from({ length: count }, (_, at) => `${line(at)}\n`).join('');
  const megabyte = `ARG a0=${'a'.repeat(1000)}\nARG a1=${'${a0}'.repeat(1000)}\n`;

  it.each<[string, string, string]>([
    ['global ARGs', `ARG a0=lol\n${laughs('ARG')}FROM scratch\nARG a14\nLABEL x=y\n`, 'more than 1048576 characters'],
    ['ENVs', `FROM scratch\nENV a0=lol\n${laughs('ENV')}`, 'more than 1048576 characters'],
    ['labels', `FROM scratch\nENV a0=lol\n${laughs('LABEL a=b\nARG')}`, 'more than 1048576 characters'],
    ['replacements', `${megabyte}FROM scratch\nARG a1\nLABEL x=\${a1//a/$a1}\n`, 'more than 1048576 characters'],
    [
      'many large words',
      `${megabyte}FROM scratch\nARG a1\n${many(100, (at) => `LABEL k${at}=$a1`)}`,
      'more than 16777216 characters',
    ],
    [
      'many large files',
      `${megabyte}FROM scratch\nARG a1\n${many(100, (at) => `COPY <<E /${at}\n$a1\nE`)}`,
      'more than 16777216 characters',
    ],
    [
      'triggers',
      `FROM scratch AS a\n${many(9000, (at) => `ONBUILD LABEL k${at}=v`)}FROM a\nLABEL x=y\n`,
      'more than 16384 steps',
    ],
    ['instructions', `FROM scratch\n${many(20_000, (at) => `LABEL k${at}=v`)}`, 'more than 16384 steps'],
  ])('of %s is refused at its line, in little time and memory', { timeout: 600_000 }, async (_, dockerfile, limit) => {
    const context = await project(dockerfile);
    const measured = ['/usr/bin/time', '-f', '%U %M', process.execPath, CLI, 'build', '--root', newFolder(), context];
    const { code, stderr } = await run(measured);
    expect([code, stderr]).toEqual([1, expect.stringContaining(limit)]);
    expect(stderr).toMatch(/ at Dockerfile:\d+/);
    const [seconds, kilobytes] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
    expect(seconds).toBeLessThan(10);
    expect(kilobytes).toBeLessThan(400_000);
  });

  it.skipIf(!isRoot)('of holes in a file is refused before it is read', { timeout: 600_000 }, async () => {
    const made = await project('FROM base\nRUN truncate -s 40G /f\n');
    const ran = await layerBuild(['build', '--root', newFolder(), ...withBase(), made]);
    expect([ran.code, ran.stderr]).toEqual([1, expect.stringContaining('of holes')]);
    const copied = await project('FROM scratch\nCOPY f /\n');
    await shell(`truncate -s 40G ${copied}/f`);
    const copy = await layerBuild(['build', '--root', newFolder(), copied]);
    expect([copy.code, copy.stderr]).toEqual([1, expect.stringContaining('up to f have more than')]);
  });
});

if (THOROUGH) {
  describe.skipIf(!isRoot)('a layer of very many entries', () => {
    it.each([
      [100_000, 200],
      [1_000_000, 400],
    ])('of %i files is made by a RUN in at most %i MiB', { timeout: 1_800_000 }, async (count, limit) => {
      const bench = join(REPOSITORY, 'bench/entries.mjs');
      const said = await must([process.execPath, bench, 'run', base, String(count)], { timeout: 1_800_000 });
      const peaks = [...said.matchAll(/(\d+) MiB/g)].map(([, peak]) => Number(peak));
      expect(peaks).toHaveLength(2);
      expect(Math.max(...peaks)).toBeLessThan(limit);
    });
  });
}
