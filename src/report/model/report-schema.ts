import type {
  BaseIdentity,
  Change,
  FileChange,
  FilesChange,
  InputChange,
  ParentChange,
  VariableChange,
} from '../../engine/reason.js';
import type { StepTimes } from '../../engine/step-times.js';
import type { PathSize } from '../../layer/path-sizes.js';
import {
  amount,
  count,
  flag,
  listOf,
  oneOf,
  optional,
  ordinal,
  shape,
  someOf,
  tagged,
  text,
  time,
  withField,
} from '../../json/schema.js';
import {
  REPORT_VERSION,
  type BlobSize,
  type CacheEntry,
  type CacheReport,
  type ErrorReport,
  type ImageReport,
  type LayerReport,
  type LeftOutLayer,
  type LeftOutMount,
  type LocationReport,
  type PlatformReport,
  type PushedBlob,
  type PushReport,
  type Remedy,
  type Report,
  type ReportedWarning,
  type StepBytes,
  type StepReport,
  type Totals,
  type Traffic,
} from './report.js';
import type { CacheLocation } from '../../engine/cache-location.js';
import type { ReportedFault, ReportedReason } from './reported-reason.js';
import { digest } from '../../oci/digest-schema.js';

const change = shape<Change>({ from: text, to: text });

type FileMember<C extends FileChange['change']> = Extract<FileChange, { readonly change: C }>;
const addedOrRemoved = shape<FileMember<'added' | 'removed'>>({
  path: text,
  change: oneOf('added', 'removed'),
});
const fileChange = tagged<FileChange, 'change'>('change', {
  added: addedOrRemoved,
  removed: addedOrRemoved,
  renamed: shape<FileMember<'renamed'>>({ path: text, change: oneOf('renamed'), from: text }),
  type: shape<FileMember<'type'>>({ path: text, change: oneOf('type'), from: text, to: text }),
  modified: shape<FileMember<'modified'>>({
    path: text,
    change: oneOf('modified'),
    content: optional(oneOf(true)),
    mode: optional(change),
    owner: optional(change),
    attributes: optional(oneOf(true)),
  }),
});

const baseIdentity = shape<BaseIdentity>({ reference: text, digest: optional(digest) });
const variable = shape<VariableChange>({
  input: oneOf('arg', 'env'),
  name: text,
  change: oneOf('added', 'removed', 'changed'),
  from: optional(text),
  to: optional(text),
});

type Input<I extends InputChange['input']> = Extract<InputChange, { readonly input: I }>;
const inputChange = tagged<InputChange, 'input'>('input', {
  instruction: shape<Input<'instruction'>>({ input: oneOf('instruction'), was: text }),
  files: shape<FilesChange>({ input: oneOf('files'), changes: someOf(fileChange, 20), changed: ordinal, taken: count }),
  arg: variable,
  env: variable,
  base: shape<Input<'base'>>({ input: oneOf('base'), from: baseIdentity, to: baseIdentity }),
  platform: shape<Input<'platform'>>({ input: oneOf('platform'), from: text, to: text }),
  option: shape<Input<'option'>>({ input: oneOf('option'), name: text, from: optional(text), to: optional(text) }),
  expansion: shape<Input<'expansion'>>({ input: oneOf('expansion') }),
  parent: shape<ParentChange>({
    input: oneOf('parent'),
    step: optional(shape<NonNullable<ParentChange['step']>>({ number: ordinal, instruction: text, isNew: flag })),
    paths: optional(shape<NonNullable<ParentChange['paths']>>({ named: listOf(text, 3), count })),
  }),
  config: shape<Input<'config'>>({ input: oneOf('config') }),
});

const placeKind = oneOf('actions', 'registry', 'directory');
const place = shape<CacheLocation>({ kind: placeKind, name: text });

type Reason<K extends ReportedReason['kind']> = Extract<ReportedReason, { readonly kind: K }>;
const stepReason = tagged<ReportedReason, 'kind'>('kind', {
  'same-inputs': shape<Reason<'same-inputs'>>({ kind: oneOf('same-inputs') }),
  'same-step': shape<Reason<'same-step'>>({ kind: oneOf('same-step') }),
  changed: shape<Reason<'changed'>>({ kind: oneOf('changed'), changes: someOf(inputChange) }),
  'no-record': shape<Reason<'no-record'>>({ kind: oneOf('no-record') }),
  unreachable: shape<Reason<'unreachable'>>({
    kind: oneOf('unreachable'),
    faults: someOf(shape<ReportedFault>({ place, message: text })),
  }),
  'new-instruction': shape<Reason<'new-instruction'>>({ kind: oneOf('new-instruction') }),
  unfinished: shape<Reason<'unfinished'>>({ kind: oneOf('unfinished') }),
  evicted: shape<Reason<'evicted'>>({ kind: oneOf('evicted') }),
  'cache-off': shape<Reason<'cache-off'>>({ kind: oneOf('cache-off') }),
  'not-evaluated': shape<Reason<'not-evaluated'>>({ kind: oneOf('not-evaluated') }),
});

const step = shape<StepReport>({
  number: ordinal,
  total: ordinal,
  stage: text,
  platform: text,
  instruction: text,
  line: ordinal,
  endLine: ordinal,
  status: oneOf('hit', 'miss', 'failed'),
  source: optional(oneOf('local', 'build', 'actions', 'registry', 'directory')),
  reason: text,
  why: stepReason,
  remedy: optional(
    shape<Remedy>({ kind: oneOf('copy-later'), words: text, below: ordinal, savesMs: amount, proven: flag }),
  ),
  startedMs: amount,
  durationMs: amount,
  times: shape<StepTimes>({ waitingMs: amount, restoringMs: amount, runningMs: amount, savingMs: amount }),
  bytes: shape<StepBytes>({ restored: count, made: count, compressed: count }),
  layer: optional(shape<BlobSize>({ digest, size: count })),
  base: optional(shape<NonNullable<StepReport['base']>>({ reference: text, digest })),
  imageId: optional(digest),
  unchanged: optional(oneOf(true)),
  madeAt: optional(time),
  savedMs: optional(amount),
});

const pathSize = { path: text, bytes: count, rest: optional(oneOf(true)) };
const platformImage = shape<PlatformReport>({
  platform: text,
  digest,
  imageId: digest,
  size: count,
  layers: listOf(
    shape<LayerReport>({
      digest,
      size: count,
      step: optional(ordinal),
      base: flag,
      paths: optional(listOf(shape<PathSize>(pathSize), 24)),
    }),
  ),
  largestPaths: listOf(
    shape<PlatformReport['largestPaths'][number]>({ ...pathSize, layer: digest, step: optional(ordinal) }),
    20,
  ),
});

const image = shape<ImageReport>({
  digest,
  imageId: digest,
  tags: listOf(text),
  size: count,
  platforms: listOf(platformImage),
  push: optional(
    shape<PushReport>({ blobs: listOf(shape<PushedBlob>({ digest, size: count, skipped: optional(text) })) }),
  ),
});

const traffic = shape<Traffic>({
  bytes: count,
  durationMs: amount,
  entries: listOf(shape<CacheEntry>({ what: oneOf('pack', 'blob'), key: text, bytes: count, step: optional(ordinal) })),
});

const leftOutLayer = shape<LeftOutLayer>({ digest, size: count, step: optional(ordinal), why: text });
const leftOutMount = shape<LeftOutMount>({ mount: text, size: count, why: text });

const cache = shape<CacheReport>({
  places: listOf(
    shape<LocationReport>({
      kind: placeKind,
      name: text,
      restored: traffic,
      saved: traffic,
      budget: optional(shape<NonNullable<LocationReport['budget']>>({ entries: count, bytes: count, limit: count })),
      remarks: listOf(text),
      faults: listOf(text),
    }),
  ),
  leftOut: listOf<LeftOutLayer | LeftOutMount>(withField('mount', leftOutMount, leftOutLayer)),
});

const warning = shape<ReportedWarning>({
  message: text,
  hint: optional(text),
  line: optional(ordinal),
  endLine: optional(ordinal),
  rule: optional(text),
  description: optional(text),
  url: optional(text),
});

const error = shape<ErrorReport>({
  name: text,
  message: text,
  location: optional(
    shape<NonNullable<ErrorReport['location']>>({
      file: text,
      line: ordinal,
      endLine: optional(ordinal),
      column: optional(ordinal),
      endColumn: optional(ordinal),
    }),
  ),
  excerpt: optional(text),
  hint: optional(text),
  retryable: optional(flag),
});

/** A report of this version. */
export const reportShape = shape<Report>({
  version: oneOf(REPORT_VERSION),
  generator: text,
  ok: flag,
  dockerfile: optional(text),
  startedAt: optional(time),
  durationMs: optional(amount),
  totals: shape<Totals>({ hits: count, misses: count, savedMs: amount, restoredBytes: count, pushedBytes: count }),
  image: optional(image),
  steps: listOf(step),
  cache,
  warnings: listOf(warning),
  error: optional(error),
});
