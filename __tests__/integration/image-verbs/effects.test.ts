import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { runCliInProcess } from '../../support/cli-in-process.js';
import { type CommandResult, must, plainEnvironment, shell } from '../../support/command.js';
import { type OwnRegistry, type RunningRegistry, startRegistry } from '../../support/registry.js';
import { openRegistry } from '../../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';
import { writeSamples } from './sample-images.js';

interface Inspected {
  readonly Id: string;
  readonly Size: number;
  readonly RepoTags: readonly string[];
  readonly RepoDigests: readonly string[];
  readonly Config: Readonly<Record<string, unknown>>;
  readonly Comment: string;
  readonly RootFS: { readonly Layers: readonly string[] };
}

/** What the verbs do, seen by programs that others wrote. */
describe('the verbs on images', () => {
  let folder: string;
  let registry: RunningRegistry;
  let name: string;
  let roots = 0;

  /** A store of its own, with the samples in it. */
  async function samples(): Promise<Store> {
    const store = new Store(join(folder, `root-${++roots}`), folder);
    await store.must('load', '-i', join(folder, 'samples.tar'));
    return store;
  }

  beforeAll(async () => {
    folder = await temporaryFolder('image-verbs');
    registry = await openRegistry();
    name = `${registry.host}/image-verbs/app`;
    await writeSamples(join(folder, 'samples.tar'));
  });
  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  it('pushes and pulls: one size, one id, the digests of the registry, every tag', async () => {
    const store = await samples();
    const before = await store.inspect('app:1');
    await store.must('tag', 'app:1', `${name}:1`);
    const pushed = await store.must('push', `${name}:1`);
    const lines = pushed.split('\n');
    expect(lines[0]).toBe(`The push refers to repository [${name}]`);
    expect(lines.filter((line) => /^[0-9a-f]{12}: Preparing$/.test(line))).toHaveLength(2);
    expect(lines.filter((line) => /^[0-9a-f]{12}: (?:Pushed|Layer already exists)$/.test(line))).toHaveLength(2);
    const [, digest = '', size] = /^1: digest: (sha256:[0-9a-f]{64}) size: (\d+)$/m.exec(pushed) ?? [];
    const inspected = JSON.parse(await must(['skopeo', 'inspect', '--tls-verify=false', `docker://${name}:1`])) as {
      Digest: string;
    };
    expect(inspected.Digest).toBe(digest);
    const raw = await must(['skopeo', 'inspect', '--raw', '--tls-verify=false', `docker://${name}:1`]);
    expect(raw).toHaveLength(Number(size));
    expect((await store.inspect('app:1')).RepoDigests).toContain(`${name}@${digest}`);
    await store.must('tag', 'tool:2', `${name}:2`);
    expect(await store.must('push', '-a', '-q', name)).toBe(`${name}\n`);

    const other = new Store(join(folder, `root-${++roots}`), folder);
    const pulled = await other.must('pull', `${name}:1`);
    expect(pulled.split('\n')[0]).toBe('1: Pulling from image-verbs/app');
    for (const state of ['Pulling fs layer', 'Verifying Checksum', 'Download complete', 'Pull complete']) {
      expect(pulled.match(new RegExp(`^[0-9a-f]{12}: ${state}$`, 'gm'))).toHaveLength(2);
    }
    expect(pulled.endsWith(`Digest: ${digest}\nStatus: Downloaded newer image for ${name}:1\n${name}:1\n`)).toBe(true);
    const after = await other.inspect(`${name}:1`);
    expect({ id: after.Id, size: after.Size }).toEqual({ id: before.Id, size: before.Size });
    expect(after.RepoDigests).toEqual([`${name}@${digest}`]);
    expect(await other.must('pull', `${name}:1`)).toContain(`Status: Image is up to date for ${name}:1`);
    expect(await other.must('pull', '-q', `${name}@${digest}`)).toBe(`${name}@${digest}\n`);
    const all = await other.must('pull', '--all-tags', name);
    expect(all).toContain(': Already exists');
    expect((await other.must('images', '--format', '{{.Tag}}', name)).split('\n').sort()).toEqual(['', '1', '2']);
    expect(await other.must('search', `${registry.host}/image-verbs/a`)).toContain(`${name} `);
    const asJson = await other.must('search', '--format', 'json', `${registry.host}/image-verbs/a`);
    expect(JSON.parse(asJson.split('\n', 1)[0] ?? '')).toEqual({
      Description: '',
      IsAutomated: 'false',
      IsOfficial: 'false',
      Name: name,
      StarCount: '0',
    });
    expect((await other.run('pull', `${name}:absent`)).code).toBe(1);
  });

  it('says which tag it takes when none is given', async () => {
    const store = await samples();
    await store.must('tag', 'tool:2', `${name}-latest`);
    expect(await store.must('push', `${name}-latest`)).toMatch(/^Using default tag: latest\nThe push refers to/);
    const pulled = await store.must('pull', `${name}-latest`);
    expect(pulled).toMatch(/^Using default tag: latest\nlatest: Pulling from image-verbs\/app-latest\n/);
    expect(pulled.endsWith(`\n${name}-latest:latest\n`)).toBe(true);
  });

  it('saves all tags of a name, several images and both forms; loads them from a file and a pipe, compressed or not', async () => {
    const store = await samples();
    const file = join(folder, 'saved.tar');
    await store.must('save', '-o', file, 'app', 'tool:2');
    const manifest = JSON.parse(await must(['tar', '-xOf', file, 'manifest.json'])) as { RepoTags: string[] }[];
    expect(manifest.map(({ RepoTags }) => RepoTags)).toEqual([['app:1', 'app:latest'], ['tool:2']]);
    await must(['skopeo', 'copy', '--quiet', `docker-archive:${file}:app:1`, `dir:${join(folder, 'copied')}`]);
    await store.must('save', '--format', 'oci', '-o', join(folder, 'oci.tar'), 'tool:2');
    const members = await must(['tar', '-tf', join(folder, 'oci.tar')]);
    expect(members).toContain('index.json');
    expect(members).not.toContain('manifest.json');
    const other = new Store(join(folder, `root-${++roots}`), folder);
    const bytes = await readFile(file);
    const loaded = 'Loaded image: app:1\nLoaded image: app:latest\nLoaded image: tool:2\n';
    expect((await other.run('load', '-q', { input: gzipSync(bytes) })).stdout).toBe(loaded);
    await shell(`zstd -q -f ${file}`);
    expect(await other.must('load', '-i', `${file}.zst`)).toBe(loaded);
    expect((await other.inspect('app:1')).Size).toBe((await store.inspect('app:1')).Size);
    const byId = (await store.inspect('app:1')).Id;
    await store.must('save', '-o', file, byId.slice(7, 20));
    expect(await other.must('load', '-i', file)).toBe(`Loaded image ID: ${byId}\n`);
  });

  it('imports a root file system from a file, a pipe and a server, with changes', async () => {
    const store = await samples();
    const tree = join(folder, 'tree');
    await mkdir(join(tree, 'etc'), { recursive: true });
    await writeFile(join(tree, 'etc/hostname'), 'imported\n');
    const tar = join(folder, 'rootfs.tar');
    await must(['tar', '-C', tree, '-cf', tar, '.']);
    const id = (
      await store.must(
        ...['import', '-m', 'by hand', '--platform', 'linux/arm64', '-c', 'CMD ["sh"]', '-c', 'ENV A=b C=d'],
        ...['--change', 'LABEL x="y z"', '-c', 'WORKDIR /srv', '-c', 'EXPOSE 80', tar, 'imported:1'],
      )
    ).trim();
    const inspected = await store.inspect('imported:1');
    expect(inspected).toMatchObject({ Id: id, Comment: 'by hand', Architecture: 'arm64', Size: 9 });
    expect(inspected.Config).toMatchObject({
      Cmd: ['sh'],
      Env: ['A=b', 'C=d'],
      Labels: { x: 'y z' },
      WorkingDir: '/srv',
      ExposedPorts: { '80/tcp': {} },
    });
    await store.must('save', '-o', join(folder, 'imported.tar'), 'imported:1');
    await must(['skopeo', 'copy', '--quiet', `docker-archive:${folder}/imported.tar`, `oci:${folder}/imported:1`]);
    await must(['umoci', 'unpack', '--rootless', '--image', `${folder}/imported:1`, `${folder}/bundle`]);
    expect(await readFile(join(folder, 'bundle/rootfs/etc/hostname'), 'utf8')).toBe('imported\n');
    const piped = await store.run('import', '-', 'piped', { input: gzipSync(await readFile(tar)) });
    expect(piped.stdout).toMatch(/^sha256:[0-9a-f]{64}\n$/);
    expect((await store.inspect('piped')).RootFS.Layers).toEqual(inspected.RootFS.Layers);
    expect((await store.run('import', '-', { input: 'no archive' })).code).toBe(1);
    expect((await store.run('import', '-c', 'RUN true', tar)).stderr).toContain('--change does not take RUN');
  });

  it('shows what differs between two images, as umoci unpacks them', async () => {
    const store = await samples();
    expect(await store.must('diff', 'app:1', 'tool:2')).toBe(
      ['D /app\n', 'D /app/main.js (14.4kB)\n', 'A /usr\n', 'A /usr/tool (40kB)\n'].join(''),
    );
    expect(await store.must('diff', 'app:1', 'app:1')).toBe('');
  });

  it('both clean-up one-liners of the seeds work as they are printed', async () => {
    const store = await samples();
    const table = await store.must('images');
    // What the shell makes of  docker images | grep "^<none>" | awk "{print $3}"  , in which it empties $3.
    const words = await must(['/bin/sh', '-c', 'grep "^<none>" | awk "{print $3}"'], { input: table });
    expect(words).toContain('<none>');
    const first = await store.run('rmi', ...words.split(/\s+/).filter((word) => word !== ''));
    expect(first.code).toBe(1);
    expect(first.stdout.match(/^Deleted: /gm)).toHaveLength(4);
    expect(await store.must('images')).not.toContain('<none>');
    expect(await store.must('images', '-q')).not.toBe('');
    // An id once for each of its names: the image has three, in two repositories.
    const ids = (await store.must('images', '-q')).trim().split('\n');
    expect(await store.must('rmi', ...ids)).toContain('Untagged: app:latest');
    expect(await store.must('images', '-q')).toBe('');
    expect(await must(['find', join(store.root, 'blobs'), '-type', 'f'])).toBe('');
  });

  it('keeps an image when a word that is no id begins like one', async () => {
    const store = await samples();
    const id = (await store.inspect('tool:2')).Id.slice(7);
    const short = await store.run('rmi', id.slice(0, 1), id.slice(0, 2));
    expect(short).toMatchObject({ code: 1, stdout: '' });
    expect(await store.must('rmi', id.slice(0, 5))).toContain('Untagged: tool:2');
  });

  it('counts what is shared once', async () => {
    const store = await samples();
    const df = await store.must(
      'system',
      'df',
      '--format',
      '{{.Type}}={{.TotalCount}}/{{.Active}} {{.Size}} {{.Reclaimable}}',
    );
    // Two images have the same layer of 1.235 MB below.
    expect(df.split('\n')[0]).toBe('Images=4/0 2.288MB 2.288MB (100%)');
    const verbose = await store.must('system', 'df', '-v');
    expect(verbose).toMatch(/^app +1 +\w+ +\d+ years ago +1\.249MB +1\.235MB +14\.4kB +0$/m);
  });

  it('finds what is damaged or missing, and mends it from the registry', async () => {
    const store = await samples();
    await store.must('tag', 'app:1', `${name}:mend`);
    await store.must('push', '-q', `${name}:mend`);
    expect(await store.must('system', 'check')).toBe('Nothing is wrong.\n');
    const layers = await shell(`find ${store.root}/blobs -type f -size +100k`);
    const [layer = ''] = layers.split('\n');
    await chmod(layer, 0o600);
    await writeFile(layer, 'broken');
    const found = await store.run('system', 'check');
    expect(found.code).toBe(1);
    expect(found.stdout).toContain('is damaged');
    const mended = await store.run('system', 'check', '--repair');
    expect(mended.stdout).toContain('(fetched again)');
    await shell(`skopeo inspect --tls-verify=false docker://${name}:mend`);
    expect((await store.inspect('app:1')).Size).toBeGreaterThan(1_000_000);
    await writeFile(join(store.root, 'images/tags', 'f'.repeat(64)), '{"reference":"dang');
    expect((await store.run('images')).stderr).toContain('system check --repair');
    await store.run('system', 'check', '--repair');
    expect((await store.run('images')).code).toBe(0);
  });
});

describe('login', () => {
  let folder: string;
  let registry: OwnRegistry;

  beforeAll(async () => {
    folder = await temporaryFolder('image-logins');
    registry = await startRegistry({ auth: { username: 'me', password: 'secret word' } });
    await writeSamples(join(folder, 'samples.tar'));
  });
  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  it('keeps logins where docker, skopeo and push look for them', async () => {
    const store = new Store(join(folder, 'root'), folder);
    const config = join(folder, '.docker/config.json');
    const wrong = await store.run('login', '-u', 'me', '--password-stdin', registry.host, { input: 'no' });
    expect(wrong).toMatchObject({ code: 1, stdout: '' });
    const right = await store.run('login', '-u', 'me', '--password-stdin', registry.host, { input: 'secret word\n' });
    expect(right.stdout).toBe('Login Succeeded\n');
    expect((await stat(config)).mode & 0o777).toBe(0o600);
    await store.must('load', '-i', join(folder, 'samples.tar'));
    await store.must('tag', 'tool:2', `${registry.host}/tool:2`);
    await store.must('push', '-q', `${registry.host}/tool:2`);
    await must(['skopeo', 'inspect', '--tls-verify=false', '--authfile', config, `docker://${registry.host}/tool:2`]);
    expect((await store.run('login', registry.host)).stdout).toContain('existing credentials for me');
    expect((await store.run('login', 'other.example.com')).code).toBe(1);
    expect(await store.must('logout', registry.host)).toBe(`Removing login credentials for ${registry.host}\n`);
    expect(JSON.parse(await readFile(config, 'utf8'))).toEqual({ auths: {} });
    expect(await store.must('logout', registry.host)).toBe(`Not logged in to ${registry.host}\n`);
    expect((await store.run('push', '-q', `${registry.host}/tool:2`)).code).toBe(1);
  });

  it('lets a credential helper keep them', async () => {
    const home = join(folder, 'helped');
    const bin = join(home, 'bin');
    await mkdir(join(home, '.docker'), { recursive: true });
    await mkdir(bin);
    const script = `#!/bin/sh\ncase $1 in store) cat > ${home}/kept;; erase) rm ${home}/kept;; get) cat >/dev/null; cat ${home}/kept;; esac\n`;
    await writeFile(join(bin, 'docker-credential-sample'), script, { mode: 0o755 });
    await writeFile(join(home, '.docker/config.json'), '{"credsStore":"sample","other":{"kept":1}}');
    const path = process.env['PATH'] ?? '';
    process.env['PATH'] = `${bin}:${path}`;
    try {
      const store = new Store(join(home, 'root'), home);
      await store.run('login', '-u', 'me', '--password-stdin', registry.host, { input: 'secret word' });
      expect(JSON.parse(await readFile(join(home, 'kept'), 'utf8'))).toEqual({
        ServerURL: registry.host,
        Username: 'me',
        Secret: 'secret word',
      });
      const config = JSON.parse(await readFile(join(home, '.docker/config.json'), 'utf8')) as object;
      expect(config).toEqual({ credsStore: 'sample', other: { kept: 1 }, auths: { [registry.host]: {} } });
      await store.must('logout', registry.host);
      await expect(stat(join(home, 'kept'))).rejects.toThrow('ENOENT');
    } finally {
      process.env['PATH'] = path;
    }
  });
});

/** A local store, and command lines that use it. */
class Store {
  readonly root: string;
  readonly #home: string;

  constructor(root: string, home: string) {
    this.root = root;
    this.#home = home;
  }

  async run(...words: readonly (string | { readonly input: string | Uint8Array })[]): Promise<CommandResult> {
    const argv = words.filter((word) => typeof word === 'string');
    const input = words.find((word) => typeof word === 'object')?.input;
    const env = plainEnvironment({ LAYER_BUILD_ROOT: this.root, HOME: this.#home });
    return await runCliInProcess(argv, { env, ...(input !== undefined && { input }) });
  }

  async must(...argv: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(...argv);
    if (code !== 0) throw new Error(`${argv.join(' ')}: exit code ${code}\n${stdout}${stderr}`);
    return stdout;
  }

  async inspect(image: string): Promise<Inspected> {
    const [found] = JSON.parse(await this.must('inspect', image)) as readonly Inspected[];
    if (found === undefined) throw new Error(`${image} was not shown`);
    return found;
  }
}
