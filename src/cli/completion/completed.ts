/** What a shell can complete: every verb with its flags, as plain data for the three scripts. */
export interface CompletedProgram {
  readonly name: string;
  readonly verbs: readonly CompletedVerb[];
}

export interface CompletedVerb {
  /** `['build']`, `['cache', 'prune']`. */
  readonly words: readonly string[];
  readonly summary: string;
  readonly flags: readonly CompletedFlag[];
  readonly operand: CompletedValue;
}

export interface CompletedFlag {
  /** With its dashes: `--tag`. */
  readonly long: string;
  readonly short?: string;
  readonly help: string;
  /** Absent for a switch. */
  readonly value?: CompletedValue;
}

export type CompletedValue =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'file' }
  | { readonly kind: 'folder' }
  /** Nothing that a shell would know. */
  | { readonly kind: 'text' };

/** The first words of all verbs, with what they do. A group such as `cache` is there once. */
export function firstWords({
  verbs,
}: CompletedProgram): readonly { readonly word: string; readonly summary: string; readonly more: boolean }[] {
  const first = new Map<string, { readonly word: string; readonly summary: string; readonly more: boolean }>();
  for (const { words, summary } of verbs) {
    const [word = ''] = words;
    const known = first.get(word);
    first.set(word, {
      word,
      summary: known === undefined ? summary : `${known.summary}; ${summary}`,
      more: words.length > 1,
    });
  }
  return [...first.values()];
}

/** The second words of a group such as `cache`. */
export function secondWords({ verbs }: CompletedProgram, first: string): readonly CompletedVerb[] {
  return verbs.filter(({ words }) => words.length > 1 && words[0] === first);
}
