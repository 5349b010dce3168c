import { UserError } from '../../errors.js';
import type { SourceTree } from '../../layer/source-tree.js';
import { identifyLayout } from '../copy/identify-layout.js';
import type { CopyLayout } from '../copy/lay-out.js';
import type { KeyInputs } from '../record.js';
import type { StepTimer } from '../step-times.js';
import type { ImageBelow } from './image-below.js';
import type { InputForm } from './op.js';
import type { OpContext } from './op-context.js';

/** What a step's layer will hold, once it is asked for. */
export class LazyLayout {
  readonly #image: ImageBelow;
  readonly #layOut: (below: SourceTree | undefined) => Promise<CopyLayout>;
  #layout: Promise<CopyLayout> | undefined;
  #identity: Promise<string> | undefined;
  /** A form of the inputs has the layout's identity, and it may be asked for after the layer was made. */
  #isIdentified = false;

  constructor(image: ImageBelow, layOut: (below: SourceTree | undefined) => Promise<CopyLayout>) {
    this.#image = image;
    this.#layOut = layOut;
  }

  /**
   * Makes something of the layout, and then lets it go: it may have a million entries.
   *
   * @throws UserError if something in the image is in the way
   */
  async use<T>(timer: StepTimer, make: (layout: CopyLayout) => Promise<T>): Promise<T> {
    const made = await make(await this.#of(timer));
    if (this.#isIdentified) await this.#identify(timer);
    this.#layout = undefined;
    return made;
  }

  #of(timer: StepTimer): Promise<CopyLayout> {
    this.#layout ??= this.#image.tree(timer).then(this.#layOut);
    return this.#layout;
  }

  #identify(timer: StepTimer): Promise<string> {
    this.#identity ??= this.#of(timer).then(identifyLayout);
    return this.#identity;
  }

  /**
   * The form of a step's inputs that does not name the image below, but what of it shows in the layer. There is none if the image has
   * no layers, since it would say no more than the form before it. With SOURCE_DATE_EPOCH times are part of the result, and a layout's
   * identity has none.
   *
   * @param inputs all but that
   */
  forms(inputs: () => Promise<KeyInputs>, { options }: Pick<OpContext, 'options'>): readonly InputForm[] {
    if (this.#image.isEmpty || options.sourceDateEpoch !== undefined) return [];
    this.#isIdentified = true;
    return [
      async (timer) => {
        if (this.#layout === undefined && this.#identity === undefined && !(await this.#image.isAtHand()))
          return undefined;
        try {
          return { ...(await inputs()), layout: await this.#identify(timer) };
        } catch (error) {
          // The step itself is going to say it, with the reason why it had to run.
          if (error instanceof UserError) return undefined;
          throw error;
        }
      },
    ];
  }
}
