import { statSync } from 'node:fs';

import { UserError, unreachable } from '../../errors.js';
import { holdFile, type HeldFile } from '../../files/held-file.js';
import { displayName } from '../../text/byte-name.js';
import { descriptorPath } from '../kernel/descriptors.js';
import type { WireContainerMount } from '../protocol/container-messages.js';
import type { PlannedMount } from '../runtime/system-mounts.js';

/** The mounts that a container asks for. Files of the machine are held by descriptors until `close`. */
export class ContainerMounts {
  readonly planned: PlannedMount[] = [];
  readonly #held: HeldFile[] = [];

  /** @throws UserError for a file that is not the one that the user found */
  static open(mounts: readonly WireContainerMount[]): ContainerMounts {
    const opened = new ContainerMounts();
    try {
      for (const mount of mounts) opened.#add(mount);
      return opened;
    } catch (error) {
      opened.close();
      throw error;
    }
  }

  #add(mount: WireContainerMount): void {
    switch (mount.type) {
      case 'host': {
        const options = ['nosuid', ...(mount.readonly ? ['ro'] : [])];
        this.planned.push({
          maker: 'worker',
          destination: mount.target,
          type: 'bind',
          source: this.#hold(mount),
          options,
        });
        return;
      }
      case 'tmpfs': {
        const { readonly, exec, size, mode, target } = mount;
        const options = [
          ...['nosuid', 'nodev', ...(exec ? [] : ['noexec']), ...(readonly ? ['ro'] : [])],
          ...(size === undefined ? [] : [`size=${size}`]),
          ...(mode === undefined ? [] : [`mode=${mode.toString(8)}`]),
        ];
        this.planned.push({ maker: 'worker', destination: target, type: 'tmpfs', source: 'tmpfs', options });
        return;
      }
      default:
        unreachable(mount);
    }
  }

  /**
   * The worker may open what its user may not. So the client says which file it saw at the path, with its own rights, and only that one
   * is mounted, by a descriptor.
   */
  #hold({ source, device, inode }: Extract<WireContainerMount, { type: 'host' }>): string {
    const held = holdFile(source, 'follow');
    this.#held.push(held);
    const place = descriptorPath(held.fd ?? -1);
    const { dev, ino } = statSync(place, { bigint: true });
    if (String(dev) === device && String(ino) === inode) return place;
    throw new UserError(`${displayName(source)} was exchanged while the container was started`);
  }

  close(): void {
    for (const held of this.#held.splice(0)) held.close();
  }
}
