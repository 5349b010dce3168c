import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openBuildah } from '../../support/buildah.js';
import { must } from '../../support/command.js';
import { type PrivateDockerd, startDockerd } from '../../support/private-dockerd.js';
import { removeTree } from '../../support/temporary-folder.js';
import { dockerfileOption, filled } from './build-case.js';
import type { CorpusCase } from './case.js';
import type { Outcome } from './compare.js';
import type { PreparedCase } from './prepare-case.js';
import { readDockerArchive, readFolderImage, type ReadImage } from '../../support/read-image.js';

/** A builder that this project did not write. */
export interface OtherBuilder {
  build(one: CorpusCase, prepared: PreparedCase): Promise<Outcome>;
  close(): Promise<void>;
}

/** The BuildKit in Debian's dockerd, 20.10: it knows RUN --mount and COPY --chmod, and no here-documents. */
export async function openBuildkit(registry: string): Promise<OtherBuilder> {
  const daemon = await startDockerd(`http://${registry}`);
  return {
    async build(one, prepared) {
      const tag = `corpus:${one.name.replaceAll(/[^a-z0-9]+/gi, '-').toLowerCase()}`;
      const flags = (one.expect.flags ?? []).map((flag) => filled(flag, prepared, registry));
      const built = await daemon.docker(
        ['build', '--progress', 'plain', '--network', 'host', '-t', tag].concat([
          ...dockerfileOption(prepared),
          ...flags,
          prepared.context,
        ]),
        { env: { DOCKER_BUILDKIT: '1', ...one.expect.env } },
      );
      if (built.code !== 0) {
        // Some Dockerfiles make this old daemon die, and that is no refusal.
        if ((await daemon.docker(['version'])).code !== 0) throw new Error(`${one.name}: dockerd died of it`);
        return { kind: 'refused', message: lastLines(built.stderr) };
      }
      const archive = `${prepared.folder}.save`;
      await mkdir(archive);
      const tar = `${archive}/image.tar`;
      const saved = await daemon.docker(['save', '-o', tar, tag]);
      if (saved.stderr.includes('empty export')) return { kind: 'built', image: await inspected(daemon, tag) };
      if (saved.code !== 0) throw new Error(saved.stderr);
      await must(['tar', '-C', archive, '-xf', tar]);
      const image = readDockerArchive(archive);
      await removeTree(archive);
      return { kind: 'built', image };
    },
    close: () => daemon.stop(),
  };
}

/** An image without layers, which dockerd cannot save. */
async function inspected(daemon: PrivateDockerd, tag: string): Promise<ReadImage> {
  const { stdout } = await daemon.docker(['image', 'inspect', tag]);
  const [image] = JSON.parse(stdout) as { Config: unknown; Author: unknown }[];
  return { tree: new Map(), config: { config: image?.Config, author: image?.Author } };
}

/** Debian's buildah, 1.28. */
export async function openBuildahBuilder(registry: string): Promise<OtherBuilder> {
  const buildah = await openBuildah(registry);
  return {
    async build(one, prepared) {
      const flags = (one.expect.flags ?? []).map((flag) => filled(flag, prepared, registry));
      try {
        const image = await buildah.build(prepared.dockerfile ?? '', prepared.context, flags);
        return { kind: 'built', image: readFolderImage(image.replace(/^dir:/, '')) };
      } catch (error) {
        return { kind: 'refused', message: lastLines(String(error)) };
      }
    },
    close: () => buildah.close(),
  };
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-4).join('\n');
}

/** The folder of a case while it is built. */
export function folderOf(one: CorpusCase, folder: string): string {
  return join(folder, one.name.replaceAll('/', '-'));
}
