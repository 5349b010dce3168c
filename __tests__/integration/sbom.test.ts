import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { sbomOf } from '../../src/app/outputs/image-sbom.js';
import { imageLayers } from '../../src/layer/image-layers.js';
import { readLayer } from '../../src/layer/layer-reader.js';
import type { Layer } from '../../src/layer/layer.js';
import { parseImageConfig } from '../../src/oci/image-config.js';
import { parseManifest } from '../../src/oci/manifest.js';
import type { Descriptor } from '../../src/oci/descriptor.js';
import type { Sbom } from '../../src/sbom/spdx-of.js';
import { must, run, shell } from '../support/command.js';
import { filesBelow } from '../support/files-below.js';
import { madeOnce } from '../support/made-once.js';
import { CREATED, packagesOf, purlsOf, sbomOfFiles } from '../support/scanned-files.js';
import { standInLayout } from '../support/stand-in-bases.js';
import { unpackPackage } from '../support/stand-in-node.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { validateSpdx } from '../support/validate-spdx.js';

const SIGNAL = new AbortController().signal;
let folder = '';
beforeAll(async () => {
  folder = await temporaryFolder('sbom');
});
afterAll(() => removeTree(folder));

/** `name version`, sorted. */
function listOf(sbom: Sbom, type: string): string[] {
  return packagesOf(sbom)
    .filter(({ externalRefs }) => externalRefs?.[0]?.referenceLocator.startsWith(`pkg:${type}/`))
    .map(({ name, versionInfo }) => `${name} ${versionInfo}`)
    .sort();
}

describe('the SBOM of an image with Debian, Node and npm', () => {
  let sbom: Sbom;
  let layout = '';
  let layers: readonly Layer[] = [];
  const opened: string[] = [];

  beforeAll(async () => {
    layout = await standInLayout('node:18.13.0');
    const blob = ({ digest }: Pick<Descriptor, 'digest'>): string => join(layout, 'blobs', ...digest.split(':'));
    const [first] = (JSON.parse(readFileSync(join(layout, 'index.json'), 'utf8')) as { manifests: Descriptor[] })
      .manifests;
    if (first === undefined) throw new Error('no image');
    const document = parseManifest(readFileSync(blob(first)), first.mediaType);
    if (document.kind !== 'manifest') throw new Error('no manifest');
    layers = imageLayers(
      'the stand-in',
      document.manifest,
      parseImageConfig(readFileSync(blob(document.manifest.config))),
    );
    const bytes = {
      index: (layer: Layer) => readLayer(blob(layer.blob), layer.blob, { expectedDiffId: layer.diffId }),
      blobFile: (layer: Layer) => {
        opened.push(layer.blob.digest);
        return Promise.resolve(blob(layer.blob));
      },
    };
    const image = { digest: first.digest, platform: { os: 'linux', architecture: 'amd64' }, layers };
    sbom = await sbomOf(image, bytes, CREATED, SIGNAL);
    await mkdir(join(folder, 'root'));
    for (const layer of layers) {
      const members = ['./var/lib/dpkg', './usr/local/lib/node_modules', './etc/debian_version'];
      await run(['tar', '-xzf', blob(layer.blob), '-C', join(folder, 'root'), ...members]);
    }
  }, 600_000);

  it('is a valid document, and complete', () => {
    expect(validateSpdx(sbom.document)).toEqual([]);
    expect(sbom.omissions).toEqual([]);
  });

  it('lists what dpkg lists', async () => {
    const admin = join(folder, 'root/var/lib/dpkg');
    const format = '${Package} ${Version}\\n';
    const expected = (await must(['dpkg-query', '--admindir', admin, '-W', '-f', format])).trim().split('\n').sort();
    expect(expected.length).toBeGreaterThan(70);
    expect(listOf(sbom, 'deb')).toEqual(expected);
    const [version = ''] = readFileSync(join(folder, 'root/etc/debian_version'), 'utf8').split('.');
    expect(purlsOf(sbom).filter((url) => url.startsWith('pkg:deb/debian/dash@'))).toEqual([
      expect.stringMatching(`arch=amd64&distro=debian-${version}`),
    ]);
  });

  it('lists what npm lists', async () => {
    const prefix = join(folder, 'root/usr/local');
    const { stdout } = await run(['npm', 'ls', '--global', '--all', '--json', '--prefix', prefix]);
    const expected = new Set<string>();
    const visit = (dependencies: Dependencies = {}): void => {
      for (const [name, { version, dependencies: below }] of Object.entries(dependencies)) {
        if (version !== undefined) expected.add(`${name} ${version}`);
        visit(below);
      }
    };
    visit((JSON.parse(stdout) as Tree).dependencies);
    expect(expected.size).toBeGreaterThan(150);
    const listed = listOf(sbom, 'npm');
    expect([...expected].filter((one) => !listed.includes(one))).toEqual([]);
    // npm does not count what a package keeps in folders of its own.
    const more = packagesOf(sbom)
      .filter(({ name, versionInfo }) => listed.includes(`${name} ${versionInfo}`))
      .filter(({ name, versionInfo }) => !expected.has(`${name} ${versionInfo}`));
    for (const { sourceInfo } of more)
      expect(sourceInfo).not.toMatch(/node_modules\/(?:@[^/]+\/)?[^/]+\/package\.json$/);
  });

  it('reads each layer as often as binaries make it necessary', () => {
    for (const { blob } of layers) expect(opened.filter((digest) => digest === blob.digest).length).toBeLessThan(4);
  });
});

interface Dependencies {
  readonly [name: string]: { readonly version?: string; readonly dependencies?: Dependencies };
}
interface Tree {
  readonly dependencies: Dependencies;
}

describe('the packages of rpm', () => {
  let database = '';

  beforeAll(async () => {
    const top = join(folder, 'rpm');
    database = join(top, 'sqlite');
    await mkdir(database, { recursive: true });
    // The longest go on in overflow pages, and there are enough for several pages.
    const others = Array.from({ length: 11 }, (_, at) =>
      [`%package -n thing-${at + 1}`, 'Summary: A thing', `%description -n thing-${at + 1}`, 'x'.repeat(at * 900)]
        .concat([`%files -n thing-${at + 1}`])
        .join('\n'),
    );
    const common = [
      'Name: thing-0',
      'Version: 1.2',
      'Release: 3',
      'Summary: A thing',
      'License: MIT',
      'BuildArch: noarch',
    ];
    const first = [...common, 'Vendor: Example People', '%description', 'A thing.', '%files'];
    await writeFile(join(top, 'thing.spec'), `${first.concat(others).join('\n')}\n`);
    await must(['rpmbuild', '--quiet', '--define', `_topdir ${top}`, '-bb', join(top, 'thing.spec')]);
    const late = common
      .map((line) => line.replace('thing-0', 'late-thing'))
      .concat('Epoch: 4', '%description', 'A.', '%files');
    await writeFile(join(top, 'late.spec'), `${late.join('\n')}\n`);
    await must(['rpmbuild', '--quiet', '--define', `_topdir ${top}`, '-bb', join(top, 'late.spec')]);
    await must(['rpm', '--dbpath', database, '--initdb']);
    await shell(`rpm --dbpath ${database} --nodeps --justdb -i ${top}/RPMS/noarch/*.rpm`);
  }, 600_000);

  const EXPECTED = ['late-thing 4:1.2-3', ...Array.from({ length: 12 }, (_, at) => `thing-${at} 1.2-3`).sort()];

  it('are read from its SQLite database', async () => {
    const sbom = await sbomOfFiles({
      'var/lib/rpm': { link: '../../usr/lib/sysimage/rpm' },
      'usr/lib/sysimage/rpm/rpmdb.sqlite': readFileSync(join(database, 'rpmdb.sqlite')),
      'usr/lib/sysimage/rpm/rpmdb.sqlite-wal': '',
      'etc/os-release': 'ID=fedora\nVERSION_ID=41\n',
    });
    expect(listOf(sbom, 'rpm')).toEqual(EXPECTED);
    const queried = (await must(['rpm', '--dbpath', database, '-qa', '--qf', '%{NAME} %{EVR}\\n'])).trim().split('\n');
    expect(listOf(sbom, 'rpm')).toEqual(queried.sort());
    expect(purlsOf(sbom)[0]).toBe(
      'pkg:rpm/fedora/late-thing@1.2-3?arch=noarch&distro=fedora-41&epoch=4&upstream=late-thing-1.2-3.src.rpm',
    );
    expect(packagesOf(sbom)[1]).toMatchObject({ supplier: 'Organization: Example People', licenseDeclared: 'MIT' });
    expect(sbom.omissions).toEqual([]);
    expect(validateSpdx(sbom.document)).toEqual([]);
  });

  it('are read from the Berkeley DB of older distributions', async () => {
    const blobs = await must([
      'sqlite3',
      join(database, 'rpmdb.sqlite'),
      'SELECT hnum, lower(hex(blob)) FROM Packages',
    ]);
    const number = (value: number): string => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32LE(value);
      return bytes.toString('hex');
    };
    const pairs = blobs
      .trim()
      .split('\n')
      .map((line) => line.split('|'));
    const lines = [[0, number(pairs.length)], ...pairs].map(([key, value]) => ` ${number(Number(key))}\n ${value}\n`);
    await writeFile(
      join(folder, 'dump'),
      `VERSION=3\nformat=bytevalue\ntype=hash\nHEADER=END\n${lines.join('')}DATA=END\n`,
    );
    const old = join(folder, 'bdb');
    await mkdir(old);
    await must(['db_load', '-f', join(folder, 'dump'), join(old, 'Packages')]);
    const sbom = await sbomOfFiles({ 'var/lib/rpm/Packages': readFileSync(join(old, 'Packages')) });
    const query = ['rpm', '--define', '_db_backend bdb_ro', '--dbpath', old, '-qa', '--qf', '%{NAME} %{EVR}\\n'];
    expect(listOf(sbom, 'rpm')).toEqual((await must(query)).trim().split('\n').sort());
    expect(listOf(sbom, 'rpm')).toEqual(EXPECTED);
    expect(sbom.omissions).toEqual([]);
  });
});

describe('the packages of Debian’s Python and Ruby', () => {
  it('are those that pip lists', async () => {
    const site = '/usr/lib/python3/dist-packages';
    const listed = JSON.parse(await must(['/usr/bin/pip3', 'list', '--format', 'json', '--path', site])) as Listed[];
    const sbom = await sbomOfFiles(filesBelow(site, /(?:METADATA|PKG-INFO|\.egg-info)$/));
    const direct = packagesOf(sbom).filter(({ sourceInfo }) => !/dist-packages\/\w+\/_vendor\//.test(sourceInfo ?? ''));
    expect(listed.length).toBeGreaterThan(2);
    expect(direct.map(({ name, versionInfo }) => `${name} ${versionInfo}`).sort()).toEqual(
      listed.map(({ name, version }) => `${name} ${version}`).sort(),
    );
  });

  it('are those that gem lists', async () => {
    const folders = (await must(['gem', 'environment', 'gempath'])).trim().split(':');
    const present = folders.map((path) => join(path, 'specifications')).filter((path) => existsSync(path));
    const found = present.map((path) => filesBelow(path, /\.gemspec$/));
    const sbom = await sbomOfFiles(Object.assign({}, ...found) as Record<string, Buffer>);
    const listed = (await must(['gem', 'list', '--local'])).trim().split('\n');
    const expected = listed.flatMap((line) => {
      const [, name, versions = ''] = /^(\S+) \((.*)\)$/.exec(line) ?? [];
      return versions.split(', ').map((version) => `${name} ${version.replace('default: ', '')}`);
    });
    expect(expected.length).toBeGreaterThan(20);
    expect([...new Set(listOf(sbom, 'gem'))]).toEqual(expected.sort());
  });
});

interface Listed {
  readonly name: string;
  readonly version: string;
}

describe('the modules in Go programs', () => {
  const npmProgram = async (spec: string, path: string): Promise<Buffer> => {
    const unpacked = await madeOnce(`npm/${spec}`, (target) => unpackPackage(spec, target, []));
    return readFileSync(join(unpacked, path));
  };
  const modulesOf = async (program: Buffer): Promise<readonly string[]> => {
    const sbom = await sbomOfFiles({ 'usr/bin/program': { content: program, mode: 0o755 } });
    expect(sbom.omissions).toEqual([]);
    expect(validateSpdx(sbom.document)).toEqual([]);
    return purlsOf(sbom);
  };

  it('are those that `go version -m` shows', async () => {
    const purls = await modulesOf(await npmProgram('lefthook-linux-x64@2.2.1', 'bin/lefthook'));
    const recorded = readFileSync(join(import.meta.dirname, 'go-modules', 'lefthook-2.2.1.txt'), 'utf8')
      .trim()
      .split('\n');
    expect([...purls].sort()).toEqual(recorded.map((line) => `pkg:golang/${line}`).sort());
  });

  it('are found in programs of Go before 1.18, too', async () => {
    expect(await modulesOf(await npmProgram('esbuild-linux-64@0.11.0', 'bin/esbuild'))).toEqual([
      'pkg:golang/github.com/evanw/esbuild',
      'pkg:golang/golang.org/x/sys@v0.0.0-20200501145240-bc7a7d42d5c3',
      'pkg:golang/stdlib@1.16.2',
    ]);
  });

  it('are the standard library alone where a program was built without modules, as Debian does', async () => {
    const version = /go: go(\S+)/.exec(await must(['/usr/sbin/runc', '--version']))?.[1];
    expect(await modulesOf(readFileSync('/usr/sbin/runc'))).toContain(`pkg:golang/stdlib@${version}`);
  });
});
