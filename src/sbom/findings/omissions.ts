import { displayName } from '../../text/byte-name.js';

/** Paths that are named for one reason; beyond them, only their number is told. */
const NAMED = 3;

/** What was not read, and why: the SBOM says so. */
export class Omissions {
  readonly #byReason = new Map<string, { count: number; readonly paths: string[] }>();

  /** @param reason what is wrong with a file, as the end of a sentence: `larger than 1 MB` */
  add(reason: string, path: string): void {
    let known = this.#byReason.get(reason);
    if (known === undefined) this.#byReason.set(reason, (known = { count: 0, paths: [] }));
    known.count++;
    if (known.paths.length < NAMED) known.paths.push(`/${displayName(path)}`);
  }

  /** One sentence for each reason. */
  get sentences(): readonly string[] {
    return [...this.#byReason].map(([reason, { count, paths }]) => {
      const more = count > paths.length ? ` and ${count - paths.length} more` : '';
      return `${reason}: ${paths.join(', ')}${more}.`;
    });
  }
}
