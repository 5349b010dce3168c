import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { TODAYS } from '../../support/builder-daemons.js';
import { BuilderPlace } from '../../support/builder-place.js';
import { runCliInProcess } from '../../support/cli-in-process.js';
import { startBuildkitd } from '../../support/private-buildkitd.js';

const isRoot = process.getuid?.() === 0;

const DEFINITION = `
group "default" { targets = ["app-cart", "app-users", "tool"] }
target "app" {
  name = "app-\${item}"
  matrix = { item = ["cart", "users"] }
  context = item
  platforms = ["linux/amd64", "linux/arm64"]
  output = ["type=oci,tar=false,dest=\${item}.oci"]
}
target "base" {
  context = "users"
  dockerfile-inline = "FROM busybox\\nRUN echo base > /from-base\\nENV KIND=base\\nCOPY file /\\n"
  platforms = ["linux/amd64"]
}
target "linked" {
  context = "cart"
  contexts = { base = "target:base", "other/base:1" = "target:base" }
  dockerfile-inline = "FROM base AS made\\nRUN cat /from-base > /copied; echo $KIND >> /copied\\nFROM scratch\\nCOPY --from=made /copied /\\nCOPY --from=other/base:1 /file /\\n"
  platforms = ["linux/amd64"]
  output = ["type=local,dest=linked"]
}
target "tool" {
  context = "cart"
  dockerfile-inline = "FROM busybox\\nRUN echo made > /made\\nCOPY file /\\n"
  platforms = ["linux/amd64"]
  output = ["type=local,dest=tool"]
}
`;
const DOCKERFILE = 'FROM scratch\nARG TARGETARCH\nLABEL arch=$TARGETARCH\nCOPY file /\n';

interface Report {
  readonly targets: Readonly<
    Record<string, { readonly status: string; readonly report: { readonly steps: readonly Step[] } }>
  >;
}
interface Step {
  readonly instruction: string;
  readonly status: string;
  readonly source?: string;
}

describe.skipIf(!isRoot || TODAYS === undefined)('bake on two builders of today', () => {
  let place: BuilderPlace;
  let work: string;
  let builders: readonly string[];

  beforeAll(async () => {
    place = await BuilderPlace.open(TODAYS!, { platforms: ['linux/amd64'] });
    const other = place.keep(await startBuildkitd({ registry: place.registry.host, platforms: ['linux/arm64'] }));
    builders = [`linux/amd64=${place.daemon.builder}`, `linux/arm64=${other.address}`];
    work = await place.project('baked', {
      'docker-bake.hcl': DEFINITION,
      'cart/Dockerfile': DOCKERFILE,
      'cart/file': 'cart',
      'users/Dockerfile': DOCKERFILE,
      'users/file': 'users',
    });
  });
  afterAll(() => place.stop());

  async function bake(...flags: readonly string[]) {
    const common = ['--root', join(place.folder, 'root'), '--registry-mirror', `http://${place.registry.host}`];
    const chosen = builders.flatMap((one) => ['--builder', one]);
    const argv = ['bake', ...common, ...chosen, '--allow', 'network.host', '--set', '*.network=host', ...flags];
    return runCliInProcess([...argv, '--report', 'report.json'], { cwd: work, env: place.env });
  }

  it('each platform of each target is built by the builder that has it, and each target has its report', async () => {
    const first = await bake();
    expect(first.code, first.stderr + first.stdout).toBe(0);
    for (const name of ['cart', 'users']) {
      const layout = join(work, `${name}.oci`);
      const root = JSON.parse(await readFile(join(layout, 'index.json'), 'utf8')) as {
        manifests: [{ digest: string }];
      };
      const blob = join(layout, 'blobs', root.manifests[0].digest.replace(':', '/'));
      const index = JSON.parse(await readFile(blob, 'utf8')) as {
        manifests: readonly { readonly platform: { readonly architecture: string } }[];
      };
      expect(index.manifests.map(({ platform }) => platform.architecture).slice(0, 2)).toEqual(['amd64', 'arm64']);
    }
    expect(await readFile(join(work, 'tool/made'), 'utf8')).toBe('made\n');
    const again = await bake();
    expect(again.code, again.stderr).toBe(0);
    const { targets } = JSON.parse(await readFile(join(work, 'report.json'), 'utf8')) as Report;
    expect(Object.keys(targets).sort()).toEqual(['app-cart', 'app-users', 'tool']);
    for (const { status, report } of Object.values(targets)) {
      expect(status).toBe('built');
      const work = report.steps.filter(({ instruction }) => /^(?:RUN|COPY)/.test(instruction));
      expect(work.map(({ status: each, source }) => [each, source])).toEqual(work.map(() => ['hit', 'builder']));
    }
  });

  it('a target uses what another one made as a context', async () => {
    const built = await bake('linked');
    expect(built.code, built.stderr + built.stdout).toBe(0);
    expect(await readFile(join(work, 'linked/copied'), 'utf8')).toBe('base\nbase\n');
    expect(await readFile(join(work, 'linked/file'), 'utf8')).toBe('users');
    const again = await bake('linked');
    expect(again.code, again.stderr).toBe(0);
    const { targets } = JSON.parse(await readFile(join(work, 'report.json'), 'utf8')) as Report;
    const statuses = Object.values(targets).flatMap(({ report }) => report.steps.map(({ status }) => status));
    expect(new Set(statuses)).toEqual(new Set(['hit']));
  });

  it('a target for a platform that no builder has is refused', async () => {
    const refused = await bake('--set', 'tool.platform=linux/s390x', 'tool');
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toContain('no builder has the platform linux/s390x');
  });
});
