import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { runCliInProcess } from '../support/cli-in-process.js';
import { must, type CommandResult } from '../support/command.js';
import { installFor } from '../support/installed-copy.js';
import { leftovers } from '../support/leftovers.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { makeTestUser, type TestUserRights } from '../support/test-user.js';
import { sample } from '../support/thorough.js';

const isRoot = process.getuid?.() === 0;
const IMAGE = 'busybox';

describe.skipIf(!isRoot)('containers', () => {
  let registry: RunningRegistry;
  let folder: string;
  let root: string;

  beforeAll(async () => {
    registry = await openRegistry([IMAGE]);
    folder = await temporaryFolder('containers');
    root = join(folder, 'root');
  });

  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  /** Runs a verb; flags of ours go behind its name, since what follows an image is a command. */
  const cli = (line: readonly string[], input?: string): Promise<CommandResult> => {
    const words = line[0] === 'container' ? 2 : 1;
    const own = ['--root', root, '--registry-mirror', `http://${registry.host}`];
    const argv = [...line.slice(0, words), ...own, ...line.slice(words)];
    return runCliInProcess(argv, { cwd: folder, ...(input !== undefined && { input }) });
  };
  const ok = async (...line: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await cli(line);
    expect(code, stderr).toBe(0);
    return stdout.trim();
  };
  const kept = (name: string): string[] => readdirSync(join(root, name));

  it('pulls a missing image, runs a command with its streams, and leaves nothing', async () => {
    const { code, stdout, stderr } = await cli(
      ['run', '--rm', '-i', IMAGE, 'sh', '-c', 'cat; echo to-err >&2; exit 7'],
      'in',
    );
    expect({ code, stdout }).toEqual({ code: 7, stdout: 'in' });
    expect(stderr).toContain(`Unable to find image '${IMAGE}:latest' locally`);
    expect(stderr).toContain('to-err');
    expect([...kept('containers'), ...kept('container-names'), ...kept('container-files/trusted')]).toEqual([]);
    expect(kept('work')).toEqual([]);
    await expect.poll(() => leftovers(root)).toEqual([]);
  });

  it.each([
    [['nosuch'], 127],
    [['/etc/passwd'], 126],
    [['sh', '-c', 'sh -c "kill -TERM \\$\\$"; exit $?'], 143],
  ])('ends %j with docker’s exit code %i', async (command, expected) => {
    expect((await cli(['run', '--rm', IMAGE, ...command])).code).toBe(expected);
  });

  it('ends with 125 and one sentence for what it does not have', async () => {
    for (const flag of [
      ['-p', '80:80'],
      ['--network', 'bridge'],
      ['--privileged'],
      ['-v', 'volume:/x'],
      ['--cap-add', 'SYS_ADMIN'],
    ]) {
      const { code, stderr } = await cli(['run', '--rm', ...flag, IMAGE, 'true']);
      expect(code, flag.join(' ')).toBe(125);
      expect(stderr).toMatch(/^ERROR: /);
    }
    expect((await cli(['run', '-p', '80:80', IMAGE])).stderr).toContain('--network host');
  });

  it('gives a command what the flags say', async () => {
    await writeFile(join(folder, 'vars'), '# comment\nFROM_FILE=a b\n');
    await mkdir(join(folder, 'shared'));
    const script =
      'echo $FLAG/$FROM_FILE/$(pwd)/$(hostname)/$(cat /etc/hostname)/$(id -u); grep -c "localhost box$" /etc/hosts; ls /sys/class/net; touch /data/made; touch /t/x; touch /no; grep -E "^(CapBnd|NoNewPrivs)" /proc/self/status';
    const { stdout, stderr } = await cli([
      ...[
        'run',
        '--rm',
        '-e',
        'FLAG=1',
        '--env-file',
        'vars',
        '-w',
        '/data',
        '-u',
        '0',
        '-h',
        'box',
        '--net',
        'none',
        '--read-only',
      ],
      ...[
        '-v',
        './shared:/data',
        '--tmpfs',
        '/t',
        '--cap-drop',
        'ALL',
        '--cap-add',
        'SYS_PTRACE',
        '--entrypoint',
        'sh',
      ],
      ...[IMAGE, '-c', script],
    ]);
    expect(stdout).toContain('1/a b//data/box/box/0\n1\nlo\n');
    expect(stdout).toContain(`CapBnd:\t${(1n << 19n).toString(16).padStart(16, '0')}\n`);
    expect(stderr).toContain('/no: Read-only file system');
    expect(existsSync(join(folder, 'shared/made'))).toBe(true);
  });

  it('can be a program that opens /dev/stdout, as servers do for their logs', async () => {
    expect(await ok('run', '--rm', IMAGE, 'sh', '-c', 'echo opened > /dev/stdout')).toBe('opened');
  });

  it('lets one run on, and reaches it by every verb', async () => {
    const script = 'trap "echo bye; exit 3" TERM; echo up; echo low >&2; while true; do sleep 0.1; done';
    const id = await ok('run', '-d', '--name', 'web', '--label', 'a=b', IMAGE, 'sh', '-c', script);
    expect(id).toMatch(/^[0-9a-f]{64}$/);
    // What runs is what the kernel says.
    const inside = await ok('exec', 'web', 'sh', '-c', 'readlink /proc/1/ns/pid');
    expect(pidNamespaces()).toContain(inside);
    expect(inside).not.toBe(readlinkSync('/proc/self/ns/pid'));
    expect(await ok('ps', '-q', '--filter', 'label=a=b')).toBe(id.slice(0, 12));
    expect(await ok('container', 'ls', '--format', '{{.Names}} {{.State}} {{.Image}}')).toBe(`web running ${IMAGE}`);
    expect(Object.keys(JSON.parse(await ok('ps', '--format', 'json')) as object)).toEqual(DOCKER_PS_FIELDS);
    const exec = await cli(
      ['exec', '-i', '-u', 'nobody', '-w', '/tmp', '-e', 'X=1', 'web', 'sh', '-c', 'cat; pwd; id -un; echo $X; exit 5'],
      'x\n',
    );
    expect(exec).toMatchObject({ code: 5, stdout: 'x\n/tmp\nnobody\n1\n' });
    expect(await cli(['logs', 'web'])).toMatchObject({ stdout: 'up\n', stderr: 'low\n' });
    expect((await cli(['run', '--name', 'web', IMAGE, 'true'])).stderr).toContain('the name "web" is in use');
    expect((await cli(['rm', 'web'])).stderr).toContain('is running');
    expect((await cli(['rmi', IMAGE])).stderr).toContain('uses it');
    await ok(
      'exec',
      'web',
      'sh',
      '-c',
      'head -c 123456 /dev/zero > /written; ln /written /again; ln -s /written /link',
    );
    const image = await ok('images', '--format', '{{.Size}}', IMAGE);
    // As docker counts: a file with two names once, and the eight bytes of a link.
    expect(await ok('ps', '-s', '--format', '{{.Size}}')).toMatch(/^123kB \(virtual [\d.]+MB\)$/);
    expect(await ok('ps', '-s')).toMatch(/NAMES +SIZE\n.* web +123kB \(virtual/);
    expect(await ok('ps', '--format', '{{.Names}} {{.Size}}')).toContain('web 123kB (virtual ');
    await writeFile(join(folder, 'labels'), 'a=file\nb=x y\nbare\n');
    const labelled = ['--label-file', 'labels', '-l', 'a=flag', '--stop-timeout', '3'];
    await ok('create', '--name', 'unused', ...labelled, '-q', IMAGE);
    expect(await ok('inspect', '--format', '{{json .Config.Labels}} {{.Config.StopTimeout}}', 'unused')).toBe(
      '{"a":"flag","b":"x y","bare":""} 3',
    );
    const unused = await ok('ps', '-a', '-s', '--filter', 'name=unused', '--format', '{{.Size}}');
    expect(unused).toBe(`0B (virtual ${image})`);
    expect((await cli(['rename', 'unused', 'web'])).stderr).toContain('the name "web" is in use');
    expect((await cli(['rename', 'unused', 'un used'])).stderr).toContain('cannot be the name of a container');
    expect(await ok('diff', 'web')).toContain('A /written');
    expect((await cli(['diff', '--format', 'json', 'web'])).stderr).toContain('--format is for two images');
    await ok('rename', 'unused', 'used');
    expect(await ok('ps', '-a', '--format', '{{.Names}}')).toBe('used\nweb');
    await ok('rm', 'used');
    await ok('create', '--name', 'unused', IMAGE);
    await ok('container', 'rm', 'unused');
    expect(await ok('logs', '--since', '1h', 'web')).toBe('up');
    expect(await ok('logs', '-f', '--until', '1h', 'web')).toBe('');
    await ok('stop', 'web');
    expect(await ok('logs', '--tail', '1', 'web')).toBe('bye');
    expect(await ok('wait', 'web')).toBe('3');
    expect(await ok('ps', '-a', '--format', '{{.Status}}')).toMatch(/^Exited \(3\) .* ago$/);
    expect((await cli(['exec', 'web', 'true'])).stderr).toContain('is not running');
    await ok('prune', '-a');
    await ok('start', 'web');
    expect(await ok('exec', 'web', 'echo', 'again')).toBe('again');
    await ok('rm', '-f', 'web');
    await expect.poll(() => leftovers(root)).toEqual([]);
  }, 600_000);

  it('keeps what a container wrote, in commits, copies and exports that other programs read', async () => {
    const name = 'writer';
    const script =
      'echo new > /new; rm /etc/group; mkdir -p /d/e; echo f > /d/e/f; ln -s f /d/e/l; while true; do sleep 0.1; done';
    await ok('run', '-d', '--name', name, '-e', 'A=1', IMAGE, 'sh', '-c', script);
    await expect.poll(() => ok('container', 'diff', name)).toContain('A /d/e/l');
    const diff = await ok('container', 'diff', name);
    expect(diff.split('\n')).toEqual(['A /d', 'A /d/e', 'A /d/e/f', 'A /d/e/l', 'C /etc', 'D /etc/group', 'A /new']);

    await ok('commit', '-a', 'me', '-m', 'note', '-c', 'CMD ["cat", "/new"]', name, 'made:1');
    await ok('save', '-o', join(folder, 'made.tar'), 'made:1');
    const config = JSON.parse(
      await must(['skopeo', 'inspect', '--config', `docker-archive:${join(folder, 'made.tar')}`]),
    ) as {
      readonly author: string;
      readonly config: { readonly Cmd: string[]; readonly Env: string[] };
      readonly history: { readonly comment?: string }[];
    };
    expect(config.author).toBe('me');
    expect(config.config.Cmd).toEqual(['cat', '/new']);
    expect(config.config.Env).toContain('A=1');
    expect(config.history.at(-1)?.comment).toBe('note');
    expect(await ok('run', '--rm', 'made:1')).toBe('new');

    await ok('cp', `${name}:/d`, 'taken');
    expect(await readFile(join(folder, 'taken/e/f'), 'utf8')).toBe('f\n');
    expect(await must(['readlink', join(folder, 'taken/e/l')])).toBe('f\n');
    await ok('cp', 'taken/e/.', `${name}:/back`);
    await ok('cp', 'taken/e/f', `${name}:/d/g`);
    expect(await ok('exec', name, 'cat', '/back/l', '/d/g')).toBe('f\nf');
    await ok('kill', name);
    await ok('export', '-o', join(folder, 'all.tar'), name);
    expect((await must(['tar', '-tf', join(folder, 'all.tar')])).split('\n')).toEqual(
      expect.arrayContaining(['new', 'd/g', 'back/f']),
    );
    await ok('rm', name);
    expect(kept('container-files/trusted').length).toBe(kept('containers').length);
  }, 600_000);

  it('opens a shell in the last good image of a build that failed', async () => {
    const context = join(folder, 'failing');
    await mkdir(context);
    await writeFile(join(context, 'Dockerfile'), `FROM ${IMAGE}\nRUN echo good > /step\nRUN cat /missing\n`);
    const { code, stderr } = await cli(['build', '--save-failed', 'debug', context]);
    expect(code).toBe(1);
    const [, line] = /layer-build (run -it --root \S+ debug:latest sh)/.exec(stderr) ?? [];
    expect(line, stderr).toBeDefined();
    expect(await ok('run', '--rm', 'debug', 'cat', '/step')).toBe('good');
  });

  const USERS: readonly TestUserRights[] = [{ sudo: true }, { subordinateIds: true }];
  it.each(sample(USERS, 2))(
    'works for an ordinary user: %j',
    async (rights) => {
      const user = await makeTestUser(rights);
      try {
        const layerBuild = await installFor(user);
        const flags = ['--registry-mirror', `http://${registry.host}`];
        const run = (...argv: readonly string[]): Promise<CommandResult> =>
          user.run([process.execPath, layerBuild, ...argv]);
        const made = await run('run', ...flags, '-d', '--name', 'c', IMAGE, 'sh', '-c', 'id -u > /who; sleep 100');
        expect(made.code, made.stderr).toBe(0);
        expect((await run('exec', 'c', 'cat', '/who')).stdout).toBe('0\n');
        expect((await run('cp', 'c:/who', '.')).code).toBe(0);
        const refused = await run('run', '--rm', '-v', '/root:/r', IMAGE, 'ls', '/r');
        expect(refused.code === 0 && rights.sudo !== true ? refused.stdout : '').toBe('');
        expect((await run('rm', '-f', 'c')).code).toBe(0);
        await expect.poll(() => leftovers(user.home)).toEqual([]);
      } finally {
        await user.remove();
      }
    },
    600_000,
  );
});

/** Of all processes that this machine runs. */
function pidNamespaces(): string[] {
  return readdirSync('/proc').flatMap((pid) => {
    try {
      return /^\d+$/.test(pid) ? [readlinkSync(`/proc/${pid}/ns/pid`)] : [];
    } catch {
      return [];
    }
  });
}

/** Of docker 20.10.24 (`docker ps --format '{{json .}}'`). */
const DOCKER_PS_FIELDS = [
  'Command',
  'CreatedAt',
  'ID',
  'Image',
  'Labels',
  'LocalVolumes',
  'Mounts',
  'Names',
  'Networks',
  'Ports',
  'RunningFor',
  'Size',
  'State',
  'Status',
];
