import type { BuildInputs, NamedInput } from '../../engine/build-inputs.js';
import type {
  BaseIdentity,
  Change,
  FileChange,
  FilesChange,
  InputChange,
  ParentChange,
  VariableChange,
} from '../../engine/reason.js';
import type { StepTimes, StepUsage } from '../../engine/step-times.js';
import type { PathSize } from '../../layer/path-sizes.js';
import { array, nonEmptyArray } from '../../json/containers.js';
import {
  boolean,
  nonNegative,
  nonNegativeInteger,
  oneOf,
  positiveInteger,
  share,
  string,
  utcTime,
} from '../../json/decoder.js';
import { object, optional } from '../../json/object.js';
import { union, unionByPresence } from '../../json/union.js';
import {
  REPORT_VERSION,
  type BaseReport,
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
  type Report,
  type ReportedWarning,
  type StepBytes,
  type StepReport,
  type TestReport,
  type Totals,
  type Traffic,
  type WorkTotals,
} from './report.js';
import type { CacheLocation } from '../../engine/cache-location.js';
import type { ReportedFault, ReportedReason } from './reported-reason.js';
import { trendDecoder } from './trend.js';
import { digest } from '../../oci/digest-schema.js';
import { remedy } from './remedies/remedy-schema.js';

const change = object<Change>({ from: string, to: string });

type FileMember<C extends FileChange['change']> = Omit<Extract<FileChange, { readonly change: C }>, 'change'>;
const path = object({ path: string });
const fileChange = union<FileChange, 'change'>('change', {
  added: path,
  removed: path,
  renamed: object<FileMember<'renamed'>>({ path: string, from: string }),
  type: object<FileMember<'type'>>({ path: string, from: string, to: string }),
  modified: object<FileMember<'modified'>>({
    path: string,
    content: optional(oneOf(true)),
    mode: optional(change),
    owner: optional(change),
    attributes: optional(oneOf(true)),
  }),
});

const baseIdentity = object<BaseIdentity>({ reference: string, digest: optional(digest) });
const variable = object<Omit<VariableChange, 'input'>>({
  name: string,
  change: oneOf('added', 'removed', 'changed'),
  from: optional(string),
  to: optional(string),
  step: optional(positiveInteger),
});
const parentStep = object<NonNullable<ParentChange['step']>>({
  number: positiveInteger,
  instruction: string,
  isNew: boolean,
  isHit: optional(oneOf(true)),
});

const nothing = object({});

type Input<I extends InputChange['input']> = Omit<Extract<InputChange, { readonly input: I }>, 'input'>;
const inputChange = union<InputChange, 'input'>('input', {
  instruction: object<Input<'instruction'>>({ was: string }),
  files: object<Omit<FilesChange, 'input'>>({
    changes: nonEmptyArray(fileChange, 20),
    changed: positiveInteger,
    taken: nonNegativeInteger,
    step: optional(positiveInteger),
  }),
  arg: variable,
  env: variable,
  base: object<Input<'base'>>({ from: baseIdentity, to: baseIdentity, step: optional(positiveInteger) }),
  platform: object<Input<'platform'>>({ from: string, to: string }),
  option: object<Input<'option'>>({
    name: string,
    from: optional(string),
    to: optional(string),
    step: optional(positiveInteger),
  }),
  expansion: nothing,
  parent: object<Omit<ParentChange, 'input'>>({
    step: optional(parentStep),
    paths: optional(object<NonNullable<ParentChange['paths']>>({ named: array(string, 3), count: nonNegativeInteger })),
  }),
  config: object<Input<'config'>>({
    step: optional(object<NonNullable<Input<'config'>['step']>>({ number: positiveInteger, instruction: string })),
    parts: optional(array(string)),
    gone: optional(string),
  }),
});

const locationKind = oneOf('actions', 'registry', 'directory', 'objects');
const location = object<CacheLocation>({ kind: locationKind, name: string });
const faults = nonEmptyArray(object<ReportedFault>({ place: location, message: string }));

type Reason<K extends ReportedReason['kind']> = Omit<Extract<ReportedReason, { readonly kind: K }>, 'kind'>;
const stepReason = union<ReportedReason, 'kind'>('kind', {
  'same-inputs': nothing,
  'same-step': nothing,
  changed: object<Reason<'changed'>>({ changes: nonEmptyArray(inputChange) }),
  'no-record': nothing,
  unreachable: object<Reason<'unreachable'>>({ faults }),
  'new-instruction': nothing,
  unfinished: nothing,
  evicted: nothing,
  'cache-off': nothing,
  'cache-off-in-stage': nothing,
  'not-evaluated': nothing,
  'not-reached': nothing,
});

const step = object<StepReport>({
  number: positiveInteger,
  total: positiveInteger,
  stage: string,
  platform: string,
  instruction: string,
  line: positiveInteger,
  endLine: positiveInteger,
  dependsOn: optional(array(positiveInteger)),
  locks: optional(array(string)),
  status: oneOf('hit', 'duplicate', 'miss', 'failed', 'interrupted', 'not-reached'),
  source: optional(oneOf('local', 'build', 'builder', 'actions', 'registry', 'directory', 'objects')),
  duplicateOf: optional(positiveInteger),
  reason: string,
  why: stepReason,
  cause: optional(positiveInteger),
  remedy: optional(remedy),
  startedMs: nonNegative,
  durationMs: nonNegative,
  times: object<StepTimes>({
    waitingMs: nonNegative,
    restoringMs: nonNegative,
    runningMs: nonNegative,
    savingMs: nonNegative,
  }),
  ownMs: optional(nonNegative),
  usage: optional(object<StepUsage>({ cpuMs: nonNegative, memoryBytes: optional(nonNegativeInteger) })),
  bytes: object<StepBytes>({ restored: nonNegativeInteger, made: nonNegativeInteger, compressed: nonNegativeInteger }),
  layer: optional(object<BlobSize>({ digest, size: nonNegativeInteger })),
  base: optional(object<BaseReport>({ reference: string, digest, created: optional(utcTime) })),
  imageId: optional(digest),
  unchanged: optional(oneOf(true)),
  madeAt: optional(utcTime),
  savedMs: optional(nonNegative),
});

const test = object<TestReport>({
  platform: string,
  command: string,
  exitCode: nonNegativeInteger,
  durationMs: nonNegative,
});

const pathSize = { path: string, bytes: nonNegativeInteger, rest: optional(oneOf(true)) };
const platformImage = object<PlatformReport>({
  platform: string,
  digest,
  imageId: digest,
  size: nonNegativeInteger,
  layers: array(
    object<LayerReport>({
      digest,
      size: nonNegativeInteger,
      step: optional(positiveInteger),
      base: boolean,
      paths: optional(array(object<PathSize>(pathSize), 24)),
    }),
  ),
  largestPaths: array(
    object<PlatformReport['largestPaths'][number]>({ ...pathSize, layer: digest, step: optional(positiveInteger) }),
    20,
  ),
});

const image = object<ImageReport>({
  digest,
  imageId: digest,
  tags: array(string),
  size: nonNegativeInteger,
  platforms: array(platformImage),
  push: optional(
    object<PushReport>({
      blobs: array(object<PushedBlob>({ digest, size: nonNegativeInteger, skipped: optional(string) })),
    }),
  ),
});

const traffic = object<Traffic>({
  bytes: nonNegativeInteger,
  durationMs: nonNegative,
  entries: array(
    object<CacheEntry>({
      what: oneOf('pack', 'blob'),
      key: string,
      bytes: nonNegativeInteger,
      step: optional(positiveInteger),
      why: optional(string),
    }),
  ),
});

const leftOutLayer = object<LeftOutLayer>({
  digest,
  size: nonNegativeInteger,
  step: optional(positiveInteger),
  why: string,
});
const leftOutMount = object<LeftOutMount>({ mount: string, size: nonNegativeInteger, why: string });

const cache = object<CacheReport>({
  savedLater: optional(oneOf(true)),
  places: array(
    object<LocationReport>({
      kind: locationKind,
      name: string,
      restored: traffic,
      saved: traffic,
      budget: optional(
        object<NonNullable<LocationReport['budget']>>({
          entries: nonNegativeInteger,
          bytes: nonNegativeInteger,
          limit: nonNegativeInteger,
        }),
      ),
      remarks: array(string),
      faults: array(string),
    }),
  ),
  leftOut: array<LeftOutLayer | LeftOutMount>(unionByPresence('mount', leftOutMount, leftOutLayer)),
});

const warning = object<ReportedWarning>({
  message: string,
  hint: optional(string),
  severe: optional(oneOf(true)),
  line: optional(positiveInteger),
  endLine: optional(positiveInteger),
  rule: optional(string),
  description: optional(string),
  url: optional(string),
});

const error = object<ErrorReport>({
  name: string,
  message: string,
  location: optional(
    object<NonNullable<ErrorReport['location']>>({
      file: string,
      line: positiveInteger,
      endLine: optional(positiveInteger),
      column: optional(positiveInteger),
      endColumn: optional(positiveInteger),
    }),
  ),
  excerpt: optional(string),
  hint: optional(string),
  retryable: optional(boolean),
  step: optional(positiveInteger),
  test: optional(string),
  telling: optional(array(string, 6)),
  output: optional(array(string, 15)),
});

const named = array(object<NamedInput>({ name: string, value: optional(string) }));
const inputs = object<BuildInputs>({
  context: string,
  target: optional(string),
  platforms: array(string),
  buildArgs: named,
  labels: named,
  contexts: named,
  cacheFrom: array(string),
  cacheTo: array(string),
  secrets: array(string),
});

/** Reads a report of this version. */
export const reportDecoder = object<Report>({
  version: oneOf(REPORT_VERSION),
  generator: string,
  ok: boolean,
  dockerfile: optional(string),
  startedAt: optional(utcTime),
  durationMs: optional(nonNegative),
  inputs: optional(inputs),
  totals: object<Totals>({
    hits: nonNegativeInteger,
    misses: nonNegativeInteger,
    work: optional(
      object<WorkTotals>({
        hits: nonNegativeInteger,
        misses: nonNegativeInteger,
        hitRate: share,
      }),
    ),
    savedMs: nonNegative,
    restoredBytes: nonNegativeInteger,
    pushedBytes: nonNegativeInteger,
  }),
  image: optional(image),
  steps: array(step),
  tests: optional(array(test)),
  cache,
  warnings: array(warning),
  error: optional(error),
  trend: optional(trendDecoder),
});
