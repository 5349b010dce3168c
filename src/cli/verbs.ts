import type { Verb } from './command/verb.js';

/** Verbs that are loaded together. */
interface VerbModule {
  /** The first words of their names and aliases, as they are typed. */
  readonly words: readonly string[];
  readonly load: () => Promise<readonly Verb[]>;
}

/** Every verb that has flags of its own. A command line loads those of its first word alone: most of them are never looked at. */
const MODULES: readonly VerbModule[] = [
  { words: ['build'], load: async () => [(await import('./build/build-verb.js')).buildVerb] },
  { words: ['bake'], load: async () => [(await import('./bake/bake-verb.js')).bakeVerb] },
  {
    words: words(
      'images image history inspect container diff tag rmi save load import pull push search login logout prune',
    ),
    load: async () => (await import('./images/image-verbs.js')).imageVerbs,
  },
  {
    words: words('system builder version info'),
    load: async () => (await import('./system/system-verbs.js')).systemVerbs,
  },
  {
    words: words('run create start restart attach exec ps logs wait stop kill rm rename commit cp export container'),
    load: async () => (await import('./containers/verbs.js')).containerVerbs,
  },
  { words: ['merge'], load: async () => [(await import('./merge-verb.js')).mergeVerb] },
  { words: ['report'], load: async () => [(await import('./report-verb.js')).reportVerb] },
  { words: ['cache'], load: async () => (await import('./cache/cache-verbs.js')).cacheVerbs },
  { words: ['completion'], load: async () => [(await import('./completion-verb.js')).completionVerb(allVerbs)] },
];

/** The first words of all verbs. */
export const FIRST_WORDS: ReadonlySet<string> = new Set(MODULES.flatMap((one) => one.words));

/** @returns the verbs of which a name or an alias begins with this word */
export async function verbsOf(word: string): Promise<readonly Verb[]> {
  const loaded = await Promise.all(MODULES.filter((one) => one.words.includes(word)).map(({ load }) => load()));
  return loaded.flat().filter(({ name, aliases }) => [name, ...aliases].some((one) => firstWord(one) === word));
}

export async function allVerbs(): Promise<readonly Verb[]> {
  return (await Promise.all(MODULES.map(({ load }) => load()))).flat();
}

function words(text: string): readonly string[] {
  return text.split(' ');
}

function firstWord(name: string): string {
  return name.split(' ', 1)[0] ?? '';
}
