import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { UserError } from '../../src/errors.js';
import { parseReference } from '../../src/oci/reference.js';
import { circumstances, tagging, versionOn } from '../unit/tagging/naming.js';
import { labelsOf } from '../../src/tagging/labels.js';

const piece = fc.oneof(
  fc.constantFrom(
    '{{branch}}',
    '{{tag}}',
    '{{sha}}',
    '{{base_ref}}',
    "{{date 'YYYYMMDD'}}",
    "{{commit_date 'LLLL' tz='Asia/Tokyo'}}",
    '{{version}}',
    '{{raw}}',
    '{{major}}',
  ),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);
const text = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(''));
const attribute = fc
  .tuple(
    fc.constantFrom('value', 'pattern', 'prefix', 'suffix', 'priority', 'enable', 'match', 'group', 'branch', 'x'),
    fc.oneof(text, fc.constantFrom('1', 'true', '(.*)', '.+', 'main')),
  )
  .map(([name, value]) => `${name}=${value}`);
const kind = fc.constantFrom(
  'type=schedule',
  'type=semver,pattern={{version}}',
  'type=pep440,pattern={{major}}',
  'type=match,pattern=.*',
  'type=edge',
  'type=ref,event=branch',
  'type=ref,event=tag',
  'type=ref,event=pr',
  'type=raw',
  'type=sha',
);
const line = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(kind, fc.array(attribute, { maxLength: 3 })).map(([type, more]) => [type, ...more].join(',')),
  },
  { weight: 1, arbitrary: text },
);
const ref = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }).map((name) => `refs/heads/${name}`),
  fc
    .tuple(fc.nat(20), fc.nat(20), fc.string({ maxLength: 5 }))
    .map(([major, minor, end]) => `refs/tags/v${major}.${minor}.0${end}`),
  fc.nat(999).map((number) => `refs/pull/${number}/merge`),
  fc.string({ maxLength: 200 }),
);
const event = fc.record({
  name: fc.constantFrom('push', 'schedule', 'pull_request', 'release', 'create'),
  ref,
  sha: fc.constantFrom('', '860c1904a1ce19322e91ac35af1ab07466440c37'),
});
const flavor = fc.array(
  fc.oneof(
    fc.constantFrom('latest=auto', 'latest=true', 'latest=false'),
    fc
      .tuple(fc.constantFrom('prefix', 'suffix'), text, fc.boolean())
      .map(([name, value, both]) => `${name}=${value},onlatest=${both}`),
  ),
  { maxLength: 3 },
);

describe('tag rules', () => {
  it('give valid names, each once, or an error of the user', async () => {
    let named = 0;
    await fc.assert(
      fc.asyncProperty(event, fc.array(line, { maxLength: 4 }), flavor, async (happened, tags, flavorLines) => {
        try {
          const made = await versionOn(happened, { tags, flavor: flavorLines });
          const { images } = tagging({ tags, flavor: flavorLines });
          expect(new Set(made.tags).size).toBe(made.tags.length);
          expect(made.main).toBe(made.tags[0]);
          for (const tag of made.tags) {
            for (const { name } of images) expect(parseReference(`${name}:${tag}`).tag).toBe(tag);
          }
          const labels = labelsOf(made.main, new Date(0), [], await circumstances(happened));
          expect(labels['org.opencontainers.image.version']).toBe(made.main ?? '');
          named += made.tags.length;
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
          expect((error as UserError).message).toMatch(/^(?:input "(?:tags|flavor)"|the default rule)/);
        }
      }),
    );
    expect(named).toBeGreaterThan(0);
  });
});
