/** The program of a supervisor (`Supervisor`). It gets the container's id and the settings of the machine on standard input. */
import { chdir } from 'node:process';
import { text } from 'node:stream/consumers';

import { messageOf } from '../../errors.js';
import { stringUpTo } from '../../json/decoder.js';
import { decodeDocument } from '../../json/document.js';
import { mapOf } from '../../json/containers.js';
import { object, optional } from '../../json/object.js';
import { openAdapters } from '../host/adapters.js';
import { StoreFolder } from '../../store/store-folder.js';
import { ContainerLog } from './container-log.js';
import { ContainerStore } from './container-store.js';
import { READY, type SupervisorSettings } from './start-supervisor.js';
import { Supervisor } from './supervisor.js';

const path = stringUpTo(128 * 1024);
const settings = object<SupervisorSettings>({
  ...{ id: path, root: path, workerEntry: path, programPath: path, tempDir: path },
  proxies: mapOf(path),
  runtimeFolder: optional(path),
});

/** Whoever started this process reads nothing behind that. */
let isReady = false;

async function main(): Promise<void> {
  const bytes = Buffer.from(await text(process.stdin));
  const { id, ...host } = decodeDocument(settings, bytes, { name: 'settings', maxBytes: 1024 * 1024 });
  const known = await new ContainerStore(StoreFolder.open(host.root)).read(id);
  if (known === undefined) throw new Error(`no such container: ${id}`);
  const { memory, storage } = known.container;
  // Only what is in the store is needed: no registry is asked, and no daemon.
  const adapters = openAdapters(
    {
      ...{ insecureRegistries: [], registryMirrors: [], dockerConfigDir: host.root },
      ...host,
      ...(storage !== undefined && { storageDriver: storage }),
      // Its group is beside those of others, and not below that of whoever started it.
      ...(memory !== undefined && { cgroupParent: '' }),
    },
    () => undefined,
  );
  const store = new ContainerStore(adapters.folder);
  chdir(store.folder(id));
  const supervisor = new Supervisor({
    container: known.container,
    store,
    runner: adapters.runner.containers,
    log: new ContainerLog(store.log(id)),
    closeWorker: () => adapters.runner.close(),
  });
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, () => supervisor.kill());
  await supervisor.serve(() => {
    isReady = true;
    process.stdout.end(READY);
  });
  await adapters.close().catch(() => undefined);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    if (isReady) process.exit(1);
    process.stdout.end(messageOf(error), () => process.exit(1));
  },
);
