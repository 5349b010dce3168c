import { describe, expect, it } from 'vitest';

import { layerOwners } from '../../../../src/report/model/layer-owners.js';
import { sampleStep } from '../sample-report.js';

const layer = { digest: 'sha256:a', size: 1 };

describe('the step that contributed a layer', () => {
  const steps = [
    sampleStep(1, { stage: 'linux/amd64 build', layer }),
    sampleStep(2, { stage: 'linux/arm64 build', layer }),
    sampleStep(3, { stage: 'linux/arm64 build', layer }),
  ];

  it('is the first', () => {
    expect(layerOwners(steps).get('sha256:a')).toBe(1);
  });

  it('is the first for the platform of the image, although another platform has the same layer', () => {
    expect(layerOwners(steps, 'linux/arm64').get('sha256:a')).toBe(2);
    expect(layerOwners(steps, 'linux/riscv64').get('sha256:a')).toBe(1);
  });
});
