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

  constructor(image: ImageBelow, layOut: (below: SourceTree | undefined) => Promise<CopyLayout>) {
    this.#image = image;
    this.#layOut = layOut;
  }

  /** @throws UserError if something in the image is in the way */
  of(timer: StepTimer): Promise<CopyLayout> {
    this.#layout ??= this.#image.tree(timer).then(this.#layOut);
    return this.#layout;
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
    return [
      async (timer) => {
        if (this.#layout === undefined && !(await this.#image.isAtHand())) return undefined;
        try {
          return { ...(await inputs()), layout: await identifyLayout(await this.of(timer)) };
        } catch (error) {
          // The step itself is going to say it, with the reason why it had to run.
          if (error instanceof UserError) return undefined;
          throw error;
        }
      },
    ];
  }
}
