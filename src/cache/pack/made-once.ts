import { makeFolders } from '../../files/make-folders.js';

/** Returns a function that makes each folder only at the first call for it, since many files share few folders. */
export function madeOnce(): (folder: string) => void {
  const made = new Set<string>();
  return (folder) => {
    if (made.has(folder)) return;
    makeFolders(folder, 0o700);
    made.add(folder);
  };
}
