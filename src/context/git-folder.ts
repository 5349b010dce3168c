import type { ContextConcern } from '../engine/ports.js';
import type { SourceTree } from '../layer/source-tree.js';
import { secretSettings } from './git-config.js';
import type { RawTree } from './visible-tree.js';

/** Names in a `.git` folder that are not the same in two clones of one commit. */
const DIFFERS = /^(.*\/)?\.git\/(?:index$|logs\/)/;
/** Also those of submodules and worktrees. */
const MAY_HOLD_CREDENTIALS = /(?:^|\/)\.git\/(?:(?:modules|worktrees)\/.+\/)?(?:config|config\.worktree|credentials)$/;
/** Bytes of a file that are looked at. */
const MAX_CONFIG = 256 * 1024;

/** Watches which parts of `.git` in a directory go into layers. */
export class GitFolder {
  readonly #tree: Pick<SourceTree, 'contents'>;
  /** An instruction is run for each platform, and sometimes again. */
  readonly #told = new Set<number>();
  /** Most contexts have no such folder that anybody looks at. */
  #isThere = false;

  constructor(tree: Pick<SourceTree, 'contents'>) {
    this.#tree = tree;
  }

  /** The same tree, watched. Whoever finds a path has looked at those above it. */
  watched(tree: RawTree): RawTree {
    return {
      read: (path) => {
        if (path.endsWith('.git')) this.#isThere = true;
        return tree.read(path);
      },
      names: (path) => tree.names(path),
    };
  }

  /**
   * @param line of the instruction that takes the paths
   * @returns nothing for a line that was asked for before
   */
  async concerns(line: number, paths: Iterable<string> | AsyncIterable<string>): Promise<readonly ContextConcern[]> {
    if (!this.#isThere || this.#told.has(line)) return [];
    const inGit: string[] = [];
    for await (const path of paths) if (path.includes('.git/')) inGit.push(path);
    if (inGit.length === 0 || this.#told.has(line)) return [];
    this.#told.add(line);
    return [...differing(inGit), ...(await this.#credentials(inGit))];
  }

  async #credentials(paths: readonly string[]): Promise<readonly ContextConcern[]> {
    const concerns: ContextConcern[] = [];
    for await (const { path, data } of this.#tree.contents(paths.filter((each) => MAY_HOLD_CREDENTIALS.test(each)))) {
      const chunks: Uint8Array[] = [];
      let bytes = 0;
      for await (const chunk of data) {
        if (bytes < MAX_CONFIG) chunks.push(Uint8Array.from(chunk));
        bytes += chunk.length;
      }
      const names = secretSettings(Buffer.concat(chunks).toString());
      if (names.length > 0) concerns.push(credentialConcern(path, names));
    }
    return concerns;
  }
}

/** A single file of `.git` was taken on purpose. */
function differing(paths: readonly string[]): readonly ContextConcern[] {
  const taken = new Set(paths);
  const whole = paths.some((path) => {
    const [, above = ''] = DIFFERS.exec(path) ?? [];
    return DIFFERS.test(path) && taken.has(`${above}.git/HEAD`);
  });
  if (!whole) return [];
  return [
    {
      message:
        'this takes .git into the image. Two shallow clones of one commit differ in .git/index and .git/logs, so on another machine this step and all that follow it miss the cache',
      hint: 'Add .git to .dockerignore.',
    },
  ];
}

function credentialConcern(path: string, names: readonly string[]): ContextConcern {
  return {
    message: `this takes ${path} into a layer, and that file holds a credential: ${names.join(', ')}`,
    hint: 'Add .git to .dockerignore, or use actions/checkout with persist-credentials: false. If such an image was pushed, revoke the credential.',
    severe: true,
  };
}
