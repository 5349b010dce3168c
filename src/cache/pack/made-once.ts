import { makeFolders } from '../../files/make-folders.js';

/** Makes each folder when it is first asked for: many files share few. */
export function madeOnce(): (folder: string) => void {
  const made = new Set<string>();
  return (folder) => {
    if (made.has(folder)) return;
    makeFolders(folder, 0o700);
    made.add(folder);
  };
}
