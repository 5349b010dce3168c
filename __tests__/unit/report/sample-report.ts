import type { BuildInputs } from '../../../src/engine/build-inputs.js';
import { sha256 } from '../../../src/oci/digest.js';
import type { Report, StepReport } from '../../../src/report/model/report.js';
import { withCauses } from '../../../src/report/model/step-causes.js';

/** A step with every optional field that its status may have. */
export function sampleStep(number: number, changes: Partial<StepReport> = {}): StepReport {
  return {
    number,
    total: 4,
    stage: 'base',
    platform: 'linux/amd64',
    instruction: `RUN ${number}`,
    line: number,
    endLine: number,
    dependsOn: number === 1 ? [] : [number - 1],
    status: 'hit',
    source: 'local',
    reason: 'same command and inputs as before',
    why: { kind: 'same-inputs' },
    startedMs: number * 100,
    durationMs: 90,
    times: { waitingMs: 10, restoringMs: 20, runningMs: 30, savingMs: 5 },
    ownMs: 35,
    bytes: { restored: 1, made: 2, compressed: 1 },
    layer: { digest: sha256(`layer ${number}`), size: 1000 * number },
    imageId: sha256(`image ${number}`),
    madeAt: '2026-01-01T00:00:00.000Z',
    savedMs: 1500,
    ...changes,
  };
}

/** Steps with all kinds of reasons, an image, a cache that had faults, warnings and an error. `text` stands wherever text may. */
export function fullReport(text: string): Report {
  const base = { reference: text, digest: sha256('b') };
  const inputs: BuildInputs = {
    ...{ context: text, target: text, platforms: [text], cacheFrom: [text], cacheTo: [text], secrets: [text] },
    ...{ buildArgs: [{ name: text, value: text }], labels: [{ name: text }], contexts: [{ name: text, value: text }] },
  };
  const place = { kind: 'registry', name: text } as const;
  const steps: readonly StepReport[] = [
    sampleStep(1, {
      instruction: text,
      stage: text,
      platform: text,
      base: { ...base, created: '2025-01-01T00:00:00.000Z' },
    }),
    sampleStep(2, {
      instruction: text,
      status: 'miss',
      reason: text,
      why: {
        kind: 'changed',
        changes: [
          { input: 'instruction', was: text },
          {
            input: 'files',
            changes: [
              { path: text, change: 'added' },
              { path: text, change: 'removed' },
              { path: text, change: 'renamed', from: text },
              { path: text, change: 'type', from: text, to: text },
              { path: text, change: 'modified', content: true, mode: { from: text, to: text }, attributes: true },
            ],
            changed: 9,
            taken: 12,
          },
          { input: 'arg', name: text, change: 'changed', from: text, to: text },
          { input: 'env', name: text, change: 'added' },
          { input: 'base', from: { reference: text }, to: base },
          { input: 'platform', from: text, to: text },
          { input: 'option', name: text, from: text, to: text },
          { input: 'expansion' },
          { input: 'config' },
        ],
      },
      usage: { cpuMs: 4200, memoryBytes: 240_000_000 },
      remedy: { kind: 'copy-later', words: text, below: 3, first: [text], steps: [3], savesMs: 5000, proven: false },
    }),
    sampleStep(3, {
      status: 'miss',
      unchanged: true,
      why: {
        kind: 'changed',
        changes: [
          { input: 'parent', step: { number: 2, instruction: text, isNew: false }, paths: { named: [text], count: 3 } },
        ],
      },
    }),
    sampleStep(4, { status: 'failed', why: { kind: 'unreachable', faults: [{ place, message: text }] } }),
    sampleStep(6, { status: 'not-reached', why: { kind: 'not-reached' } }),
  ];
  const layer = { digest: sha256('layer 2'), size: 5000 };
  return {
    version: 2,
    generator: text,
    ok: false,
    dockerfile: text,
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 900,
    inputs,
    totals: {
      hits: 1,
      misses: 3,
      work: { hits: 1, misses: 2, hitRate: 0.25 },
      savedMs: 1500,
      restoredBytes: 10,
      pushedBytes: 20,
    },
    steps: withCauses(steps),
    image: {
      digest: sha256('m'),
      imageId: sha256('c'),
      tags: [text],
      size: 6000,
      platforms: [
        {
          platform: text,
          digest: sha256('m'),
          imageId: sha256('c'),
          size: 6000,
          layers: [
            { digest: sha256('layer 1'), size: 1000, step: 1, base: true },
            {
              ...layer,
              step: 2,
              base: false,
              paths: [
                { path: text, bytes: 10_000 },
                { path: text, bytes: 4000, rest: true },
              ],
            },
          ],
          largestPaths: [{ path: text, bytes: 10_000, layer: layer.digest, step: 2 }],
        },
      ],
      push: { blobs: [{ ...layer, skipped: text }] },
    },
    cache: {
      savedLater: true,
      places: [
        {
          ...place,
          restored: { bytes: 5, durationMs: 1, entries: [{ what: 'pack', key: text, bytes: 5 }] },
          saved: { bytes: 5, durationMs: 1, entries: [{ what: 'blob', key: text, bytes: 5, step: 2 }] },
          budget: { entries: 2, bytes: 10, limit: 100 },
          remarks: [text],
          faults: [text],
        },
      ],
      leftOut: [
        { ...layer, step: 2, why: text },
        { mount: text, size: 5, why: text },
      ],
    },
    warnings: [{ message: text, hint: text, line: 1, endLine: 1, rule: text, description: text, url: text }],
    trend: [1].map((day) => ({
      startedAt: `2026-01-0${day}T00:00:00.000Z`,
      durationMs: day * 1000,
      hitRate: 0.5,
      size: 5000,
      bytes: 100,
    })),
    error: {
      name: text,
      message: text,
      location: { file: text, line: 1, endLine: 1, column: 1, endColumn: 2 },
      excerpt: text,
      hint: text,
      retryable: true,
      step: 4,
      test: text,
      telling: [text],
      output: [text, text],
    },
  };
}

/** Texts that mean something to terminals, browsers or runners. */
export const HOSTILE_TEXTS: readonly string[] = [
  '<img src=http://127.0.0.1:1/x onerror=alert(1)>',
  '</script><script>alert(1)</script>',
  '<!--<script>',
  '</details></table></style>',
  '" onmouseover="alert(1)" x="',
  "' style='background:url(http://127.0.0.1:1/x)'",
  '\u001b[31mred\u001b[0m\u001b]8;;http://127.0.0.1:1/\u0007link\u001b\\',
  'a\n::set-output name=x::y\r\n::add-mask::z',
  '\u202egnp.exe\u2028\u2029',
  'javascript:alert(1)',
  '\ud800 half a pair, \u0000 nothing',
  '&lt;b&gt; ${1} `x` | y',
];
