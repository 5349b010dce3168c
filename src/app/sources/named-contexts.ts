import { DirectoryContext } from '../../context/directory-context.js';
import { loadIgnoreFile } from '../../context/ignore-file.js';
import type { BaseImages, BuildContext, NamedContext, NamedContexts, RemoteFiles } from '../../engine/ports.js';
import { UserError } from '../../errors.js';
import type { SourceTree } from '../../layer/source-tree.js';
import type { FinishedImage } from '../outputs/encoded-image.js';
import type { Platform } from '../../oci/platform.js';
import { OciLayoutSource } from '../../store/oci-layout-source.js';
import { readImage } from '../../store/image-contents.js';
import { imageLayers } from '../../layer/image-layers.js';
import type { ContextSpec } from '../options/values/context-spec.js';
import type { LayerProvider } from '../host/layer-provider.js';
import type { LocalFolders } from './local-folders.js';
import { remoteTime } from './remote-time.js';

/** What a download is called, whatever is in it. */
const DOWNLOAD = 'context';

/** The targets of a run that others use as contexts. */
export interface BuiltTargets {
  /** @throws UserError if the target was not built for the platform */
  open(target: string, platform: Platform): Promise<NamedContext>;
  /** The same with its documents; throws as `open`. */
  image(target: string, platform: Platform): Promise<FinishedImage>;
}

interface NamedContextParts {
  readonly bases: BaseImages;
  readonly layers: LayerProvider;
  readonly remote: RemoteFiles;
  readonly local: LocalFolders;
  /** What other targets of the same run made. Absent: there are none. */
  readonly built?: BuiltTargets | undefined;
  readonly signal: AbortSignal;
}

/** The contexts of `--build-context`. Directories are looked at first of all; everything else when a stage needs it. */
export class NamedContextSet implements NamedContexts {
  readonly names: readonly string[];
  readonly #specs: ReadonlyMap<string, ContextSpec>;
  readonly #parts: NamedContextParts;
  readonly #directories = new Map<string, BuildContext>();

  /** @throws UserError when a directory does not exist, or a line of its .dockerignore is no pattern */
  constructor(specs: Readonly<Record<string, ContextSpec>>, parts: NamedContextParts) {
    this.#specs = new Map(Object.entries(specs));
    this.#parts = parts;
    this.names = [...this.#specs.keys()];
    for (const [name, spec] of this.#specs) {
      if (spec.kind === 'directory') this.#directories.set(name, this.#openDirectory(name, spec.path));
    }
  }

  async open(name: string, platform: Platform, signal: AbortSignal): Promise<NamedContext> {
    const spec = this.#specs.get(name);
    switch (spec?.kind) {
      case undefined:
        throw new UserError(`there is no build context ${name}`);
      case 'directory':
        return { kind: 'files', files: this.#directory(name, spec.path) };
      case 'scratch':
        return spec;
      case 'image':
        return { kind: 'image', image: await this.#parts.bases.resolve(spec.reference, platform, signal) };
      case 'built':
        if (this.#parts.built === undefined) throw new UserError(`there is no target ${spec.target} in this build`);
        return this.#parts.built.open(spec.target, platform);
      case 'layout':
        return this.#openLayout(name, spec, platform);
      case 'git': {
        const repository = await this.#parts.remote.repository(spec.address, signal);
        return { kind: 'files', files: await repository.files(signal) };
      }
      case 'download': {
        // As with BuildKit it is one file, whatever is in it.
        const tree = await this.#parts.remote.download(spec.url, { name: DOWNLOAD, checksum: undefined }, signal);
        return { kind: 'files', files: unhidden(tree) };
      }
    }
  }

  async time(name: string, signal: AbortSignal): Promise<number | undefined> {
    const spec = this.#specs.get(name);
    const { remote, local } = this.#parts;
    const parts = { remote, scratch: local.scratch, signal };
    if (spec?.kind === 'git') return remoteTime(spec, undefined, parts);
    if (spec?.kind !== 'download') return undefined;
    return remoteTime({ kind: 'download', url: spec.url, name: DOWNLOAD }, undefined, parts);
  }

  #directory(name: string, directory: string): BuildContext {
    return this.#directories.get(name) ?? this.#openDirectory(name, directory);
  }

  #openDirectory(name: string, directory: string): BuildContext {
    try {
      const { local, signal } = this.#parts;
      // The name of the Dockerfile has no say here: only the directory's own file counts.
      const ignore = loadIgnoreFile(directory, undefined);
      return DirectoryContext.open({
        root: directory,
        ignore,
        label: labelOf(name),
        own: local.own,
        scratch: local.scratch(),
        watchesGit: true,
        signal,
      });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      throw new UserError(`${labelOf(name)}: ${error.message}`, { cause: error, hint: error.hint });
    }
  }

  async #openLayout(
    name: string,
    spec: Extract<ContextSpec, { kind: 'layout' }>,
    platform: Platform,
  ): Promise<NamedContext> {
    const layout = new OciLayoutSource(spec.directory);
    const image = await readImage(layout, layout.find(spec), platform);
    const layers = imageLayers(labelOf(name), image.manifest, image.config);
    for (const layer of layers) this.#parts.layers.addFile(layer, (signal) => layout.open(layer.blob, signal));
    return { kind: 'image', image: { name, digest: image.descriptor.digest, config: image.config, layers } };
  }
}

/** A tree as a context in which nothing is hidden. */
function unhidden(tree: SourceTree): BuildContext {
  return {
    label: tree.label,
    lstat: (path) => tree.lstat(path),
    readdir: (path) => tree.readdir(path),
    digests: (paths) => tree.digests(paths),
    contents: (paths) => tree.contents(paths),
    ignoredBy: () => Promise.resolve(undefined),
  };
}

function labelOf(name: string): string {
  return `build context ${name}`;
}
