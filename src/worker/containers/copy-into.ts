import {
  chownSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  futimesSync,
  lchownSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  openSync,
  readlinkSync,
  chmodSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeSync,
  type Stats,
} from 'node:fs';

import { UserError, errorCode } from '../../errors.js';
import { fileContent } from '../../layer/file-content.js';
import { displayName, fsPath, readNames } from '../../text/byte-name.js';
import { descriptorPath, openChildFolder } from '../kernel/descriptors.js';
import { FILE_TYPE, type KernelCalls } from '../kernel/syscalls.js';
import { xattrsAt, type FolderXattrs } from '../snapshot/captured-entry.js';

interface Copied {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  /** Below the folder that is copied. */
  readonly path: string;
}

const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/**
 * Copies the content of a folder over that of another one, in which others may be changing things. Each folder is entered by the
 * descriptor of the one above. What is there is removed and made new, and never opened, so no link is followed and no file outside is
 * written to.
 */
export class CopyInto {
  readonly #kernel: KernelCalls;
  readonly #xattrs: FolderXattrs;

  /** @param xattrs those below the folder that is copied */
  constructor(kernel: KernelCalls, xattrs: FolderXattrs) {
    this.#kernel = kernel;
    this.#xattrs = xattrs;
  }

  /**
   * @param from an open folder that only we can change, and `to`, an open folder of the container
   * @throws UserError when a folder is where a file should go, or the other way round
   */
  async folder(from: number, to: number, path = ''): Promise<void> {
    for (const name of readNames(descriptorPath(from))) {
      const below = path === '' ? name : `${path}/${name}`;
      const stats = lstatSync(fsPath(descriptorPath(from, name)));
      if (stats.isDirectory()) await this.#folder({ from, to, name, path: below }, stats);
      else await this.#other({ from, to, name, path: below }, stats);
    }
  }

  async #folder({ from, to, name, path }: Copied, stats: Stats): Promise<void> {
    const target = fsPath(descriptorPath(to, name));
    try {
      mkdirSync(target, { mode: 0o700 });
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
      if (!lstatSync(target).isDirectory())
        throw new UserError(`cannot copy the folder ${displayName(path)}: a file is there`);
    }
    const source = openChildFolder(from, name);
    try {
      const inside = openChildFolder(to, name);
      try {
        await this.folder(source, inside, path);
        const place = descriptorPath(inside);
        chownSync(place, stats.uid, stats.gid);
        chmodSync(place, stats.mode & 0o7777);
        utimesSync(place, stats.atimeMs / 1000, stats.mtimeMs / 1000);
      } finally {
        closeSync(inside);
      }
    } finally {
      closeSync(source);
    }
  }

  async #other({ from, to, name, path }: Copied, stats: Stats): Promise<void> {
    const source = descriptorPath(from, name);
    const place = descriptorPath(to, name);
    const target = fsPath(place);
    if (lstatSync(target, { throwIfNoEntry: false })?.isDirectory() === true)
      throw new UserError(`cannot copy the file ${displayName(path)}: a folder is there`);
    try {
      unlinkSync(target);
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
    }
    if (stats.isFile()) this.#file(source, place, stats);
    else {
      if (stats.isSymbolicLink()) symlinkSync(readlinkSync(fsPath(source), { encoding: 'buffer' }), target);
      else if (stats.isFIFO()) await this.#kernel.makeNode(Buffer.from(target), FILE_TYPE.fifo | 0o600, 0, 0);
      // Devices would be of no use in a container.
      else return;
      lchownSync(target, stats.uid, stats.gid);
      lutimesSync(target, stats.atimeMs / 1000, stats.mtimeMs / 1000);
    }
    for (const [attribute, value] of xattrsAt(this.#xattrs, path) ?? [])
      await this.#kernel.setXattr(Buffer.from(target), attribute, value);
  }

  #file(source: string, target: string, stats: Stats): void {
    const to = openSync(fsPath(target), NEW_FILE, 0o600);
    try {
      for (const chunk of fileContent(source, stats.size))
        for (let at = 0; at < chunk.length;) at += writeSync(to, chunk, at);
      fchownSync(to, stats.uid, stats.gid);
      fchmodSync(to, stats.mode & 0o7777);
      futimesSync(to, stats.atimeMs / 1000, stats.mtimeMs / 1000);
    } finally {
      closeSync(to);
    }
  }
}
