/**
 * The program of the helper process, in Perl: Node has no call for mount(2), mknod(2) or extended attributes, and perl-base
 * is on every Debian and Ubuntu. It loads nothing but Fcntl, so that it starts in a few milliseconds.
 *
 * Arguments: `name=number` for each system call, with the processor's numbers. Requests and answers are frames: a 32-bit
 * length, then the fields, each with a 32-bit length of its own. The first field of an answer is 0 or an errno.
 */
export const SYSCALL_SCRIPT = String.raw`
use strict; use warnings; use Fcntl qw(:flock O_RDONLY O_DIRECTORY O_NOFOLLOW);
my %nr = map { my ($k, $v) = split /=/; ($k, $v + 0) } @ARGV;
my (%locks, $list, $value);
$list = "\0" x 65536; $value = "\0" x 65536;
umask 0;
sub fully_read { my ($want) = @_; my $got = '';
  while (length($got) < $want) {
    my $n = sysread(STDIN, $got, $want - length($got), length($got));
    next if !defined($n) && $!{EINTR}; exit 0 unless $n; }
  return $got; }
sub answer { my $body = pack('(N/a*)*', @_); my $out = pack('N/a*', $body); my $at = 0;
  while ($at < length($out)) { my $n = syscall($nr{write}, 1, substr($out, $at), length($out) - $at);
    if ($n < 0) { next if $! == 4; exit 0 } $at += $n; } }
sub done { my ($result) = @_; answer($result < 0 ? $! + 0 : 0); }
sub xattrs { my ($file, $visit) = @_;
  my $size = syscall($nr{llistxattr}, $file, $list, 65536);
  return if $size <= 0;
  for my $name (split /\0/, substr($list, 0, $size)) {
    next unless $name eq 'security.capability' || $name =~ /^user\./ || $name eq 'trusted.overlay.opaque';
    my $key = $name; my $n = syscall($nr{lgetxattr}, $file, $key, $value, 65536);
    $visit->($name, substr($value, 0, $n)) if $n >= 0; } }
my %ops = (
  mount => sub { my ($source, $target, $type, $flags, $data, $cwd) = @_;
    if (length $cwd) { chdir $cwd or return answer($! + 0); }
    my $r = syscall($nr{mount}, $source, $target, $type, $flags + 0, length($data) ? $data : 0); my $e = $! + 0;
    chdir '/'; answer($r < 0 ? $e : 0); },
  umount => sub { my ($target, $flags) = @_; done(syscall($nr{umount2}, $target, $flags + 0)); },
  mknod => sub { my ($path, $mode, $device) = @_; done(syscall($nr{mknodat}, -100, $path, $mode + 0, $device + 0)); },
  setxattr => sub { my ($path, $name, $data) = @_;
    my $size = length $data; $data = "\0" unless $size;
    done(syscall($nr{lsetxattr}, $path, $name, $data, $size, 0)); },
  scan => sub { my ($root) = @_; my @found = ('0'); my @todo = ('');
    sysopen(my $top, $root, O_RDONLY | O_DIRECTORY) or return answer($! + 0);
    $root = readlink '/proc/self/fd/' . fileno $top;
    while (defined(my $folder = pop @todo)) {
      my $place = length $folder ? "$root/$folder" : $root; my ($held, $handle);
      unless (sysopen($held, $place, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)) {
        next if length $folder && ($!{ENOENT} || $!{ENOTDIR} || $!{ELOOP});
        return answer($! + 0); }
      my $here = '/proc/self/fd/' . fileno $held;
      # The kernel knows where an open folder is. It is not $place if somebody put a link on the way to it.
      next unless readlink($here) eq $place;
      opendir($handle, $here) or return answer($! + 0);
      for my $name (readdir $handle) {
        next if $name eq '.' || $name eq '..';
        my $path = length $folder ? "$folder/$name" : $name; my $file = "$here/$name";
        xattrs($file, sub { push @found, $path, @_ });
        lstat $file; push @todo, $path if -d _; } }
    answer(@found); },
  lock => sub { my ($path, $kind, $name) = @_;
    while (1) {
      open(my $handle, '>>', $path) or return answer($! + 0);
      flock($handle, ($kind eq 'shared' ? LOCK_SH : LOCK_EX) | LOCK_NB) or return answer($! + 0);
      my $inode = (stat $handle)[1]; my $named = (stat $path)[1];
      # The last owner may have removed the file. Then the path is missing, or leads to another file.
      next unless defined $named && $named == $inode;
      $locks{$name} = $handle; return answer(0); } },
  unlock => sub { my ($name) = @_; delete $locks{$name}; answer(0); },
);
while (1) {
  my ($op, @fields) = unpack '(N/a*)*', fully_read(unpack 'N', fully_read(4));
  $ops{$op} ? $ops{$op}->(@fields) : answer(38);
}
`;

interface Numbers {
  readonly write: number;
  readonly mount: number;
  readonly umount2: number;
  readonly mknodat: number;
  readonly lsetxattr: number;
  readonly lgetxattr: number;
  readonly llistxattr: number;
}

/** System call numbers by Node's name of the processor (Linux, arch/x86/entry/syscalls and asm-generic/unistd.h). */
const NUMBERS: Readonly<Record<string, Numbers>> = {
  x64: {
    write: 1,
    mount: 165,
    umount2: 166,
    mknodat: 259,
    lsetxattr: 189,
    lgetxattr: 192,
    llistxattr: 195,
  },
  arm64: {
    write: 64,
    mount: 40,
    umount2: 39,
    mknodat: 33,
    lsetxattr: 6,
    lgetxattr: 9,
    llistxattr: 12,
  },
};

/** The script's arguments for `architecture` (Node's `process.arch`); `undefined` where the numbers are not known. */
export function syscallArguments(architecture: string): readonly string[] | undefined {
  const numbers = NUMBERS[architecture];
  return numbers === undefined ? undefined : Object.entries(numbers).map(([name, number]) => `${name}=${number}`);
}

/** The number of mount(2) for `architecture`; `undefined` where it is not known. */
export function mountCall(architecture: string): number | undefined {
  return NUMBERS[architecture]?.mount;
}
