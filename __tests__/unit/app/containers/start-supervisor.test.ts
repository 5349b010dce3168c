import { expect, it } from 'vitest';

import type { ContainerStore } from '../../../../src/app/containers/container-store.js';
import { connectToSupervisor } from '../../../../src/app/containers/start-supervisor.js';
import { temporaryFolder, removeTree } from '../../../support/temporary-folder.js';

it('rejects for a container that was removed after it was listed, so that a sweep can go on', async () => {
  const folder = await temporaryFolder('gone-container');
  try {
    const store = { folder: (id: string) => `${folder}/${id}` } as unknown as ContainerStore;
    const gone = connectToSupervisor(store, 'ab'.repeat(32), 'control').catch(String);
    expect(await gone).toMatch(/no such container: abababababab/);
  } finally {
    await removeTree(folder);
  }
});
