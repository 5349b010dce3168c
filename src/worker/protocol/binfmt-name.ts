/**
 * The names under which the worker registers emulators: `layer-build-<network>-<owner>-<qemu>`. `owner` listens on a socket as long
 * as it runs, and `network` is the network namespace (its inode) in which the socket can be reached.
 */
export interface BinfmtOwner {
  readonly network: string;
  /** 16 hexadecimal digits. */
  readonly owner: string;
}

const PREFIX = 'layer-build-';
const NAME = /^layer-build-(\d{1,20})-([0-9a-f]{16})-[a-z0-9_]{1,20}$/;

export function binfmtName({ network, owner }: BinfmtOwner, qemu: string): string {
  return `${PREFIX}${network}-${owner}-${qemu}`;
}

/** @returns `undefined` for what others have registered */
export function ownerOf(name: string): BinfmtOwner | undefined {
  const [, network, owner] = NAME.exec(name) ?? [];
  return network === undefined || owner === undefined ? undefined : { network, owner };
}
