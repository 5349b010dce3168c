import { outputTaken } from '../../report/console/standard-output.js';
import { userInfo } from 'node:os';

import type { EventSink } from '../../engine/events.js';
import { InfraError } from '../../errors.js';
import { pathInRoot } from '../../files/root-folder.js';
import { RegistryClient } from '../../registry/client.js';
import type { CredentialSource } from '../../registry/credentials/credentials.js';
import { DockerConfig } from '../../registry/credentials/docker-config.js';
import type { DocumentStore } from '../../registry/documents.js';
import { GivenCredentials } from '../../registry/credentials/given-credentials.js';
import { ContentStore } from '../../store/content-store.js';
import { ImageStore } from '../../store/image-store.js';
import { LayerStore } from '../../store/layer-store.js';
import { takeLease, untilNothingIsRemoved, type Lease } from '../../store/leases.js';
import { StoreFolder } from '../../store/store-folder.js';
import { WorkerRunner } from '../../worker/client/worker-runner.js';
import { hasLeftEmulators } from '../../worker/client/emulation/binfmt-entries.js';
import type { LaunchSettings } from '../../worker/client/launch.js';
import { atExit } from './at-exit.js';
import { BaseResolver } from './base-resolver.js';
import { Emulators } from './emulators.js';
import { fetchRuntime } from './fetch-runtime.js';
import { httpClientOf } from './http-client.js';
import { LayerProvider } from './layer-provider.js';
import { requireOpenFiles } from './open-files.js';
import type { HostSettings } from '../options/host-settings.js';

/** A daemon is opened only by the output that needs it. */
export interface AdapterSettings extends Omit<HostSettings, 'daemon'>, Partial<Pick<HostSettings, 'daemon'>> {
  /** The control group below which RUN runs. */
  readonly cgroupParent?: string | undefined;
}

/** The adapters of one build, made from the host's settings. */
export interface Adapters {
  readonly folder: StoreFolder;
  readonly lease: Lease;
  readonly content: ContentStore;
  readonly images: ImageStore;
  readonly registry: RegistryClient;
  readonly layers: LayerProvider;
  readonly bases: BaseResolver;
  readonly emulators: Emulators;
  readonly runner: WorkerRunner;
  /** How the runner starts its worker. */
  readonly launch: LaunchSettings;
  close(): Promise<void>;
}

/**
 * Opens the store, and takes a lease that keeps it from being pruned. Nothing else is started, and no request is made yet.
 *
 * @param restored resolves when packs are restored; only then, a document of a base that is not here counts as missing
 */
export function openAdapters(host: AdapterSettings, sink: EventSink, restored?: () => Promise<unknown>): Adapters {
  requireOpenFiles();
  const folder = StoreFolder.open(host.root);
  const lease = takeLease(folder);
  const forget = atExit(lease.release);
  const content = new ContentStore(folder);
  const store = new LayerStore(folder, content);
  const images = new ImageStore(folder);
  const http = httpClientOf(host);
  const registry = new RegistryClient({
    http,
    credentials: credentialsOf(host),
    mirrors: host.registryMirrors,
    events: sink,
    documents: documentsIn(content, restored),
  });
  const layers = new LayerProvider(content, store, registry, sink);
  const bases = new BaseResolver(images, content, registry, layers);
  const emulators = new Emulators({ path: host.programPath, bases, layers, sink });
  const launch: LaunchSettings = {
    node: process.execPath,
    script: host.workerEntry,
    path: host.programPath,
    ...currentUser(),
    ...(host.cgroupParent !== undefined && { cgroupParent: host.cgroupParent }),
  };
  const runner = new WorkerRunner(
    {
      root: host.root,
      ...launch,
      ...(host.storageDriver !== undefined && { storage: host.storageDriver }),
      beforeStart: (signal) => untilNothingIsRemoved(folder, signal),
      fetchRuntime: (signal) => runtimeFor(host, sink, signal),
      hasLeftEmulators,
      emit: sink,
      outputTaken,
      indexFile: (layer) => store.missingIndexFile(layer.diffId),
      knownIndex: (layer) => layers.indexFile(layer),
    },
    layers,
    emulators,
  );
  return {
    folder,
    lease,
    content,
    images,
    registry,
    layers,
    bases,
    emulators,
    runner,
    launch,
    close: async () => {
      const pushesStopped = registry.close();
      try {
        await runner.close();
        await pushesStopped;
        await layers.close();
      } finally {
        http.close();
        lease.release();
        forget();
      }
    },
  };
}

/** The logins that were given to this build, then Docker's config.json. */
export function credentialsOf({ logins = [], dockerConfigDir }: AdapterSettings): CredentialSource {
  const given = logins.map(
    ({ registry, username, password }) => [registry, { kind: 'basic', username, password }] as const,
  );
  return new GivenCredentials(new Map(given), new DockerConfig(dockerConfigDir));
}

async function runtimeFor(host: AdapterSettings, sink: EventSink, signal: AbortSignal): Promise<string> {
  const transport = httpClientOf(host);
  try {
    return await fetchRuntime(
      {
        folder: host.runtimeFolder ?? pathInRoot(host.root, 'runtimes'),
        arch: process.arch,
        send: (request, read) => transport.send(request, read),
        notice: (message) => sink({ type: 'notice', message }),
      },
      signal,
    );
  } finally {
    transport.close();
  }
}

/** The user and its name. In a container, the user may have no name: then it is the id. */
function currentUser(): { readonly uid: number; readonly userName: string } {
  const uid = process.getuid?.() ?? 0;
  try {
    return { uid, userName: userInfo().username };
  } catch {
    return { uid, userName: String(uid) };
  }
}

/** Runs `work` with adapters, and closes them afterwards, even if it fails. */
export async function withAdapters<T>(
  host: HostSettings,
  sink: EventSink,
  work: (adapters: Adapters) => Promise<T>,
): Promise<T> {
  const adapters = openAdapters(host, sink);
  try {
    return await work(adapters);
  } finally {
    await adapters.close();
  }
}

function documentsIn(content: ContentStore, restored: () => Promise<unknown> = () => Promise.resolve()): DocumentStore {
  return {
    find: async (digest, maxBytes) => {
      if (!(await content.has(digest))) await restored().catch(() => undefined);
      const size = await content.size(digest);
      if (size === undefined || size > maxBytes) return undefined;
      return content.read({ digest, size }, maxBytes).catch((error: unknown) => {
        // It is damaged here, but the registry has it.
        if (error instanceof InfraError) return undefined;
        throw error;
      });
    },
    keep: (document, bytes) => content.ingest([bytes], document),
  };
}
