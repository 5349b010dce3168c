/** The names of what main saves for post. `root` is there as soon as main has started its build, `report` when its report is written. */
export const STATE = { root: 'root', claim: 'claim', report: 'report' } as const;
