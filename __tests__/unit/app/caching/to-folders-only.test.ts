import { expect, it } from 'vitest';

import { type CachingParts, toFoldersOnly } from '../../../../src/app/caching/cache-session.js';

it('an action’s main saves to folders and to nothing else, since post saves the rest', () => {
  const folder = { type: 'local', directory: '/cache-new', mode: 'max' } as const;
  const gha = { type: 'gha', mode: 'max' } as const;
  const parts = {
    options: { cacheFrom: [{ type: 'gha' }], cacheTo: [gha, folder] },
    host: { root: '/root', actionsCache: {} },
  } as unknown as CachingParts;
  const { options, host } = toFoldersOnly(parts);
  expect(options.cacheTo).toEqual([folder]);
  expect(options.cacheFrom).toEqual([]);
  expect(host).toEqual({ root: '/root' });
});
