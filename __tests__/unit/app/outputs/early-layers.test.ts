import { describe, expect, it } from 'vitest';

import { EarlyLayers } from '../../../../src/app/outputs/early-layers.js';
import type { OutputSpec } from '../../../../src/app/options/values/output-spec.js';
import type { EventSink } from '../../../../src/engine/events.js';
import type { Layer } from '../../../../src/layer/layer.js';
import { sha256 } from '../../../../src/oci/digest.js';
import { contentIdOfBase } from '../../../../src/oci/identity.js';
import { OCI_LAYER_GZIP, OCI_LAYER_ZSTD } from '../../../../src/oci/media-types.js';
import type { TaggedReference } from '../../../../src/oci/reference.js';
import type { EarlyBlob } from '../../../../src/registry/early-pushes.js';
import { someContentId, someDiffId } from '../../../support/identities.js';

const { signal } = new AbortController();
const REGISTRY: OutputSpec = { type: 'registry' };

const named = (registry: string, repository: string): TaggedReference => ({ registry, repository, tag: 'latest' });
const ONE = named('one.test', 'app');
const TWO = named('two.test', 'app');

function layer(text: string, { mediaType = OCI_LAYER_GZIP, base = false } = {}): Layer {
  const diffId = someDiffId(text);
  return {
    blob: { mediaType, digest: sha256(text), size: 1000 },
    diffId,
    contentId: base ? contentIdOfBase(diffId) : someContentId(`tree of ${text}`),
  };
}

const BASE = layer('base', { base: true });
const MADE = layer('made');
const FOR_CACHES = layer('for caches', { mediaType: OCI_LAYER_ZSTD });

interface Options {
  readonly outputs?: readonly OutputSpec[];
  readonly tags?: readonly TaggedReference[];
  readonly test?: readonly string[];
  /** Whether the layers' bytes are here. */
  readonly here?: boolean;
}

/** What is pushed early, as `registry/repository digest`. */
function early({ outputs = [REGISTRY], tags = [ONE], test = [], here = true }: Options = {}) {
  const pushed: string[] = [];
  const fetched: string[] = [];
  const blobs: EarlyBlob[] = [];
  const layers = {
    sourceOf: () => undefined,
    blobFile: (layer: Layer) => {
      fetched.push(layer.blob.digest);
      return Promise.resolve('/blob');
    },
    isHere: () => Promise.resolve(here),
  };
  const registry = {
    pushEarly: (target: { readonly registry: string; readonly repository: string }, blob: EarlyBlob) => {
      pushed.push(`${target.registry}/${target.repository} ${blob.descriptor.digest}`);
      blobs.push(blob);
    },
  };
  const tests = test.map((command) => ({ command, name: command, argv: ['true'] }));
  const options = { outputs, tags, test: tests as never };
  return { pushed, fetched, blobs, watch: EarlyLayers.of(options, { registry, layers, signal }) };
}

const RUNS = { type: 'step-running', step: 1, reason: { kind: 'same-step' } } as const;
const nobody: EventSink = () => undefined;

describe('what is pushed before the image is whole', () => {
  it('begins when a step has to run, with the layers that were known before', () => {
    const { pushed, watch } = early();
    const events: string[] = [];
    const sink = watch!.watching(({ type }) => events.push(type));
    watch!.known(BASE);
    sink({ type: 'step-started', step: 1 });
    expect(pushed).toEqual([]);
    sink(RUNS);
    expect(pushed).toEqual([`one.test/app ${BASE.blob.digest}`]);
    watch!.known(MADE);
    expect(pushed.slice(1)).toEqual([`one.test/app ${MADE.blob.digest}`]);
    expect(events).toEqual(['step-started', 'step-running']);
  });

  it('is nothing that becomes another blob for the image', () => {
    const { pushed, watch } = early();
    watch!.watching(nobody)(RUNS);
    watch!.known(FOR_CACHES);
    expect(pushed).toEqual([]);
    // A base's layer stays as it is.
    watch!.known(layer('zstd base', { mediaType: OCI_LAYER_ZSTD, base: true }));
    expect(pushed).toHaveLength(1);
  });

  it('is fetched for it only if it is of a base', async () => {
    const { blobs, fetched, watch } = early({ here: false });
    watch!.watching(nobody)(RUNS);
    watch!.known(BASE);
    watch!.known(MADE);
    expect(await Promise.all(blobs.map((blob) => blob.ready()))).toEqual([true, false]);
    expect(fetched).toEqual([BASE.blob.digest]);
  });

  it('goes to the first repository of each registry', () => {
    const { pushed, watch } = early({ tags: [ONE, named('one.test', 'other'), TWO] });
    watch!.watching(nobody)(RUNS);
    watch!.known(MADE);
    expect(pushed.map((line) => line.split(' ')[0])).toEqual(['one.test/app', 'two.test/app']);
  });

  const NEVER: Readonly<Record<string, Options>> = {
    'that is not pushed': { outputs: [{ type: 'store' }, { type: 'oci', dest: '/image.tar', tar: true }] },
    'that goes nowhere': { outputs: [] },
    'that is tested first': { test: ['true'] },
    'whose layers are compressed anew': {
      outputs: [{ ...REGISTRY, compression: { kind: 'zstd', force: false } }],
    },
    'whose times are rewritten': { outputs: [{ ...REGISTRY, rewriteTimestamp: true }] },
  };

  it.each(Object.entries(NEVER))('is nothing of an image %s', (_, options) => {
    expect(early(options).watch).toBeUndefined();
  });

  it('goes only where the layers arrive as they are', () => {
    const outputs: readonly OutputSpec[] = [
      { ...REGISTRY, names: [ONE], rewriteTimestamp: true },
      { ...REGISTRY, names: [TWO], byDigest: true },
    ];
    const { pushed, watch } = early({ outputs });
    watch!.watching(nobody)(RUNS);
    watch!.known(MADE);
    expect(pushed).toEqual([`two.test/app ${MADE.blob.digest}`]);
  });
});
