import type { RemedyStep } from './evidence.js';
/** The paths that changed for a COPY or ADD that missed because of files of the build context alone; `undefined` if not all are known. */
export function changedFiles({ status, why, instruction }: RemedyStep): readonly string[] | undefined {
  if (status !== 'miss' || !/^(?:copy|add)\s/i.test(instruction)) return undefined;
  if (why.kind !== 'changed' || why.changes.length !== 1) return undefined;
  const [change] = why.changes;
  if (change?.input !== 'files' || change.step !== undefined || change.changed > change.changes.length)
    return undefined;
  const paths = change.changes.flatMap((file) => (file.change === 'renamed' ? [file.path, file.from] : [file.path]));
  return paths.some((path) => path.startsWith('/')) ? undefined : paths;
}
