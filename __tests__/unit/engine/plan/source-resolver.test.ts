import { describe, expect, it } from 'vitest';

import { parseDockerfile } from '../../../../src/dockerfile/parse.js';
import { SourceResolver } from '../../../../src/engine/plan/source-resolver.js';
import type { BaseImages } from '../../../../src/engine/ports.js';
import { HttpError } from '../../../../src/http/http-error.js';
import { parseReference } from '../../../../src/oci/reference.js';

const PLATFORM = { os: 'linux', architecture: 'amd64' };

describe('an image whose registry cannot be reached', () => {
  const bases: BaseImages = {
    resolve: () => {
      const url = new URL('https://user:password@registry.example/v2/app/manifests/1?token=t');
      return Promise.reject(
        new HttpError('cannot reach registry.example', { retryable: true, url, attempts: 6, hint: 'h' }),
      );
    },
  };

  it('is an error at the instruction that needs it, and can be found at the next try', async () => {
    const dockerfile = parseDockerfile(Buffer.from('ARG a\nFROM registry.example/app:1 \\\n  AS app\n'), 'Dockerfile');
    const resolver = new SourceResolver(dockerfile, { bases, contexts: undefined }, new AbortController().signal);
    const range = dockerfile.stages[0]?.from.range ?? { start: 2, end: 3 };
    const name = 'registry.example/app:1';
    const source = { kind: 'image', name, reference: parseReference(name) } as const;
    await expect(resolver.image(source, PLATFORM, range)).rejects.toMatchObject({
      name: 'InfraError',
      message: 'cannot reach registry.example',
      location: { file: 'Dockerfile', line: 2, endLine: 3 },
      excerpt: expect.stringContaining('> 2 | FROM registry.example/app:1') as unknown,
      url: 'https://registry.example/v2/app/manifests/1',
      retryable: true,
      attempts: 6,
      hint: 'h',
    });
  });
});
