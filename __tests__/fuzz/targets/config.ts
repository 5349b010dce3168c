import { InfraError, UserError } from '../../../src/errors.js';
import { parseImageConfig } from '../../../src/oci/image-config.js';
import { imageFromConfig } from '../../../src/plan/image-state.js';
import { encodedConfig } from '../../../src/plan/draft-config.js';
import { sha256 } from '../../../src/oci/digest.js';
import { mutateJson } from '../mutate/json.js';
import { holds, type Target } from '../target.js';

export const target: Target = {
  seeds: [
    {
      created: '2026-01-01T00:00:00Z',
      architecture: 'amd64',
      os: 'linux',
      config: {
        User: '1:2',
        ExposedPorts: { '80/tcp': {} },
        Env: ['PATH=/bin', 'A=', 'B'],
        Entrypoint: ['a'],
        Cmd: null,
        Volumes: { '/v': {} },
        WorkingDir: '/w',
        Labels: { a: 'b', __proto__: 'c' },
        StopSignal: 'SIGTERM',
        Healthcheck: { Test: ['CMD', 'x'], Interval: 1_000_000_000, Retries: 3 },
        OnBuild: ['RUN x'],
        Shell: ['/bin/sh', '-c'],
        Extra: 1,
      },
      rootfs: { type: 'layers', diff_ids: [sha256('a')] },
      history: [{ created: '2026-01-01T00:00:00Z', created_by: 'x', empty_layer: true }],
    },
    { architecture: 'arm64', variant: 'v8', os: 'linux', rootfs: { type: 'layers', diff_ids: null } },
  ].map((config) => Buffer.from(JSON.stringify(config))),
  mutators: [mutateJson, mutateJson],
  refusals: [InfraError, UserError],
  run(input) {
    const config = parseImageConfig(input);
    const text = JSON.stringify(config);
    holds(JSON.stringify(parseImageConfig(Buffer.from(text))) === text, 'a config can be written and read');
    const { config: draft } = imageFromConfig(config);
    const encoded = [...encodedConfig(draft)].map((piece) => Buffer.from(piece));
    holds(typeof JSON.parse(Buffer.concat(encoded).toString('utf8')) === 'object', 'a build writes it as JSON');
  },
};
