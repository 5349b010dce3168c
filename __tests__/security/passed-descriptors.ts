import { execFileSync } from 'node:child_process';

import { expect, it } from 'vitest';

import type { RunMount } from '../../src/engine/ports.js';
import type { Cage } from './cage.js';

const [SENDMSG, RECVMSG] = process.arch === 'arm64' ? [211, 212] : [46, 47];
/** The cache mount that has the socket. */
export const CACHE: RunMount = {
  type: 'cache',
  id: 'passing',
  target: '/c',
  sharing: 'shared',
  readonly: false,
  mode: 0o755,
  uid: 0,
  gid: 0,
};

/** `struct msghdr` with one byte of data and one descriptor. */
const MESSAGE = String.raw`
sub message { my ($fd) = @_; our $byte = "x"; our $control = pack("Q L L l x4", 20, 1, 1, $fd);
  our $iov = pack("Q Q", unpack("Q", pack("p", $byte)), 1);
  return pack("Q L x4 Q Q Q Q l x4", 0, 0, unpack("Q", pack("p", $iov)), 1, unpack("Q", pack("p", $control)), 24, 0); }
sub address { return pack("S a108", 1, $_[0]) }
`;

/** Waits for a step that keeps descriptors, and hands it one of what `opened` opens as F. */
export function pass(opened: string): string {
  return `perl -e '${MESSAGE} ${opened}
    socket(S, 1, 1, 0); for (1 .. 200) { last if connect(S, address("/c/socket")); select undef, undef, undef, 0.05 }
    my $m = message(fileno F); exit(syscall(${SENDMSG}, fileno S, $m, 0) < 0 ? 9 : 0)'`;
}

/** Takes two descriptors, and when the steps that they are from are over, does what `then` says with them. */
export const KEEP = `rm -f /c/socket /c/over; perl -e 'alarm 60; ${MESSAGE}
  socket(L, 1, 1, 0); bind(L, address("/c/socket")); listen(L, 2); $| = 1; my @kept;
  for (1, 2) { accept(S, L); my $m = message(-1); syscall(${RECVMSG}, fileno S, $m, 0) > 0 or die;
    our $control; push @kept, unpack("x16 l", $control); }
  for (1 .. 400) { last if -e "/c/over"; select undef, undef, undef, 0.05 }
  for my $fd (@kept) { for my $name ("late", "late-file") {
    print mkdir("/proc/self/fd/$fd/$name") ? "made\\n" : "$!\\n" } }'`;

export function passedDescriptors(cage: () => Promise<Cage>): void {
  it(
    'ends all writing in a step’s files with the step, also by descriptors that it passed on',
    { timeout: 120_000 },
    async () => {
      const opened = await cage();
      const keeping = opened.run({ sh: KEEP, mounts: [CACHE] });
      const [folder, file] = await Promise.all([
        opened.run({
          sh: `mkdir /made; ${pass('opendir(F, "/made"); ')}`.replace('opendir(F, "/made")', 'open(F, "<", "/made")'),
          mounts: [CACHE],
        }),
        opened.run({ sh: `echo x > /file; ${pass('open(F, "+<", "/file");')}`, mounts: [CACHE] }),
      ]);
      await opened.run({ sh: 'touch /c/over', mounts: [CACHE] });
      const { stdout } = await keeping;
      expect(folder).toMatchObject({ result: { kind: 'done' } });
      expect(file.error).toEqual({
        name: 'UserError',
        message: 'another process keeps a file of this step open for writing',
      });
      expect(
        stdout
          .split('\n')
          .filter((line) => line !== '')
          .sort(),
      ).toEqual(['Not a directory', 'Not a directory', 'Read-only file system', 'Read-only file system']);
      expect(execFileSync('find', [`${opened.root}/snapshots`, '-name', 'late*'], { encoding: 'utf8' })).toBe('');
    },
  );
}
