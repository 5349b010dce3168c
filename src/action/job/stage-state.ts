/**
 * The names of what main saves for post. `root` is there as soon as main has started its build, `claims` when these are made, with blanks
 * between them, `report` when its report is written.
 */
export const STATE = { root: 'root', claims: 'claims', report: 'report' } as const;
