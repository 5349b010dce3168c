import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Puts a file to its place by rename, so that concurrent builds see whole files only. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true });
  const temporary = path.join(folder, `.${path.basename(file)}.${randomBytes(6).toString('hex')}`);
  try {
    await writeFile(temporary, text, { flag: 'wx' });
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/**
 * What a file holds as JSON.
 *
 * @returns `undefined` where there is no such file, or not what `decode` takes
 */
export async function readJson<T>(
  file: string,
  decode: (value: unknown, text: string) => T | undefined,
): Promise<T | undefined> {
  try {
    const text = await readFile(file, 'utf8');
    return decode(JSON.parse(text), text);
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
