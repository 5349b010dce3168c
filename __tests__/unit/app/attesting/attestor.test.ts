import { describe, expect, it } from 'vitest';

import { Attestor } from '../../../../src/app/attesting/attestor.js';
import type { Attestations } from '../../../../src/app/options/attestations.js';
import type { BuildOptions } from '../../../../src/app/options/build-options.js';

/** Of a build of which nothing is asked but its options. */
function attestorOf(attestations: Partial<Attestations>): Attestor {
  const options = {
    context: { kind: 'directory', path: '/project' },
    buildContexts: {},
    attestations: { sbom: false, place: 'index', byDefault: false, notesCheckout: false, ...attestations },
  } as Partial<BuildOptions> as BuildOptions;
  return new Attestor({ options, plans: [] } as unknown as ConstructorParameters<typeof Attestor>[0]);
}

describe('what is said of files', () => {
  it('is nothing if nobody asked, and the images are not made for it', async () => {
    const images = (): never => {
      throw new Error('the images were made');
    };
    const output = { type: 'local', dest: '/out' } as const;
    await expect(attestorOf({}).predicates(images, output)).resolves.toEqual([]);
    await expect(attestorOf({ sbom: true }).predicates(images, output)).rejects.toThrow('the images were made');
  });
});
