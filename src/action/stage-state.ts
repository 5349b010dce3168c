/** The names of what main saves for post. `root` is there as soon as main has started its build. */
export const STATE = { root: 'root', claim: 'claim' } as const;
