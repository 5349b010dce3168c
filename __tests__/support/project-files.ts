import { chmod, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/** A file's text, or what else lies at that path. */
export type ProjectFile =
  | string
  | { readonly text: string; readonly mode?: number }
  | { readonly bytes: Uint8Array; readonly mode?: number }
  | { readonly link: string }
  | { readonly folder: true; readonly mode?: number };

/** Writes a small project. Modes do not depend on the umask. */
export async function writeProject(folder: string, files: Readonly<Record<string, ProjectFile>>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [path, file] of Object.entries(files)) {
    const full = join(folder, path);
    await makeFolders(folder, dirname(path));
    if (typeof file === 'string') {
      await writeFile(full, file);
      await chmod(full, 0o644);
    } else if ('link' in file) {
      await symlink(file.link, full);
    } else if ('folder' in file) {
      await mkdir(full, { recursive: true });
      await chmod(full, file.mode ?? 0o755);
    } else {
      await writeFile(full, 'text' in file ? file.text : file.bytes);
      await chmod(full, file.mode ?? 0o644);
    }
  }
}

async function makeFolders(base: string, path: string): Promise<void> {
  let current = base;
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    current = join(current, part);
    const made = await mkdir(current, { recursive: true });
    if (made !== undefined) await chmod(current, 0o755);
  }
}

/** The files of a fixture, as `writeProject` takes them. */
export async function filesBelow(folder: string): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) found[relative(folder, path)] = await readFile(path, 'utf8');
  }
  return found;
}
