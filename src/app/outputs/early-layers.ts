import type { EventSink } from '../../engine/events.js';
import { isMade, type Layer } from '../../layer/layer.js';
import type { RepositoryName } from '../../oci/reference.js';
import type { RegistryClient } from '../../registry/client.js';
import type { LayerProvider } from '../host/layer-provider.js';
import type { BuildOptions } from '../options/build-options.js';
import { namesOf } from '../options/named-outputs.js';
import { isPushedAsMade, keepsLayers } from './built-platform.js';
import { type LayersToPush, layerToPush } from './layer-to-push.js';

/** What the pushes of a build's layers need. */
interface EarlyParts {
  readonly registry: Pick<RegistryClient, 'pushEarly'>;
  readonly layers: LayersToPush & Pick<LayerProvider, 'isHere'>;
  readonly signal: AbortSignal;
}

type EarlyOptions = Pick<BuildOptions, 'outputs' | 'tags' | 'test'>;

/**
 * Pushes the layers of an image that is still being built. The image itself, its tags and whatever is said about it are pushed when the
 * build is over (`ImageOutputs`); nothing that is done here can fail the build.
 *
 * Nothing is begun before a step has to run: if all hit, the registry has the image, most likely, and one question shows it.
 */
export class EarlyLayers {
  readonly #targets: readonly RepositoryName[];
  readonly #parts: EarlyParts;
  /** Known before the first step ran. */
  #held: Layer[] | undefined = [];

  /** @returns `undefined` if nothing of the build's image may be pushed before the build is over */
  static of(options: EarlyOptions, parts: EarlyParts): EarlyLayers | undefined {
    const targets = earlyTargets(options);
    return targets.length === 0 ? undefined : new EarlyLayers(targets, parts);
  }

  private constructor(targets: readonly RepositoryName[], parts: EarlyParts) {
    this.#targets = targets;
    this.#parts = parts;
  }

  /** A layer of the image is known. */
  readonly known = (layer: Layer): void => {
    if (this.#held === undefined) this.#push(layer);
    else this.#held.push(layer);
  };

  /** Listens to the build, and passes its events on. */
  watching(sink: EventSink): EventSink {
    return (event) => {
      if (event.type === 'step-running') this.#begin();
      sink(event);
    };
  }

  #begin(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const layer of held) this.#push(layer);
  }

  #push(layer: Layer): void {
    if (!isPushedAsMade(layer)) return;
    const { registry, layers, signal } = this.#parts;
    const blob = {
      ...layerToPush(layer, layers, signal),
      ready: () => this.#ready(layer),
    };
    for (const target of this.#targets) registry.pushEarly(target, blob, signal);
  }

  /** Steps read only parts of what an earlier build made. They would have to wait if all of it was fetched. */
  async #ready(layer: Layer): Promise<boolean> {
    const { layers, signal } = this.#parts;
    if (isMade(layer)) return layers.isHere(layer);
    await layers.blobFile(layer, signal);
    return true;
  }
}

/** The first repository of each registry. The others mount from it what it has, when it has the image (`pushEverywhere`). */
function earlyTargets({ outputs, tags, test }: EarlyOptions): readonly RepositoryName[] {
  // An image that fails its tests goes nowhere, not even in parts.
  if (test.length > 0) return [];
  const names = outputs.flatMap((output) =>
    output.type === 'registry' && keepsLayers(output) ? namesOf(output, tags) : [],
  );
  const firsts = new Map<string, RepositoryName>();
  for (const { registry, repository } of names) {
    if (!firsts.has(registry)) firsts.set(registry, { registry, repository });
  }
  return [...firsts.values()];
}
