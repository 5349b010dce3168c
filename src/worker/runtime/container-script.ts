/**
 * A container in Perl, for machines that have neither crun nor runc: the calls that `unshare`, `mount`, `pivot_root` and
 * `setpriv` make, in one process. File descriptor 3 gives the program: frames of a 32-bit length and fields, each an
 * instruction; arguments are the system calls' numbers, as for the system call helper.
 *
 * The first process waits for the container's and ends as it did. What fails before the container's own program runs is said
 * on file descriptor 4.
 */
export const CONTAINER_SCRIPT = String.raw`
use strict; use warnings;
my %nr = map { my ($k, $v) = split /=/; ($k, $v + 0) } @ARGV;
open(my $in, '<&=', 3) or die; open(my $log, '>&=', 4) or die;
$^F = 2;
for my $handle ($in, $log) { my $flags = fcntl($handle, 1, 0); fcntl($handle, 2, 1); }
binmode $in; local $/; my $program = <$in>; my @program;
for my $frame (unpack '(N/a*)*', $program) { push @program, [unpack '(N/a*)*', $frame]; }
sub fail { my ($what) = @_; my $e = $!; syswrite $log, "$what: $e\n"; exit 125; }
sub call { my ($name, @args) = @_; my $r = syscall($nr{$name}, @args); return $r >= 0; }
my ($root, $spaces) = ('', 0);
# Where a path leads inside of the new root, which is still an ordinary folder.
sub inside { my ($path) = @_; my $at = ''; my $links = 0; my @todo = split m{/}, $path;
  while (@todo) { my $part = shift @todo; next if $part eq '' || $part eq '.';
    if ($part eq '..') { $at =~ s{/[^/]*$}{}; next; }
    my $target = readlink "$root$at/$part";
    if (!defined $target) { $at .= "/$part"; next; }
    fail("links in $path") if ++$links > 40;
    $at = '' if $target =~ m{^/}; unshift @todo, split m{/}, $target; }
  return "$root$at"; }
sub parents { my ($place) = @_; my $made = '';
  for my $part (split m{/}, substr($place, length $root)) { next if $part eq ''; $made .= "/$part";
    mkdir "$root$made", 0755 unless -d "$root$made"; } }
my %do = (
  root => sub { ($root) = @_; call('mount', 'none', '/', 0, 0x44000, 0) or fail('private mounts');
    call('mount', $root, $root, 0, 0x5000, 0) or fail('bind root'); },
  mount => sub { my ($source, $target, $type, $flags, $data, $kind) = @_; my $place = inside($target);
    if ($kind eq 'file') { if (!-e $place) { my $up = $place; $up =~ s{/[^/]*$}{}; parents($up);
      open(my $stub, '>>', $place) or fail("mount point $target"); } } else { parents($place); }
    call('mount', $source, $place, $type, $flags & 0x1000 ? $flags & 0x5000 : $flags + 0, length $data ? $data : 0)
      or fail("mount $type on $target");
    if ($flags & 0x1000 && $flags & ~0x5000) {
      call('mount', 'none', $place, 0, ($flags & ~0x4000) | 0x20, 0) or fail("remount $target"); } },
  device => sub { my ($path, $number, $source) = @_; my $place = "$root$path"; my $mode = 020666;
    return if call('mknodat', -100, $place, $mode, $number + 0) && chmod 0666, $place;
    open(my $stub, '>>', $place) or fail("device $path");
    call('mount', $source, $place, 0, 0x1000, 0) or fail("bind device $path"); },
  symlink => sub { my ($target, $path) = @_; symlink $target, "$root$path"; },
  mask => sub { my ($path) = @_; my $place = "$root$path"; return unless -e $place;
    if (-d $place) { call('mount', 'tmpfs', $place, 'tmpfs', 1, 'size=0k') or fail("mask $path"); }
    else { call('mount', "$root/dev/null", $place, 0, 0x1000, 0) or fail("mask $path"); } },
  readonly => sub { my ($path) = @_; my $place = "$root$path"; return unless -e $place;
    call('mount', $place, $place, 0, 0x5000, 0) or fail("bind $path");
    call('mount', 'none', $place, 0, 0x1021 | 14, 0) or fail("read-only $path"); },
  loopback => sub { socket(my $s, 2, 2, 0) or fail('socket');
    my $request = pack('a16 s x22', 'lo', 0x41); ioctl($s, 0x8914, $request) or fail('loopback'); },
  hostname => sub { my ($name) = @_; call('sethostname', $name, length $name) or fail('hostname'); },
  pivot => sub { chdir $root or fail('root'); call('pivot_root', '.', '.') or fail('pivot_root');
    call('umount2', '.', 2) or fail('leave the old root'); chdir '/'; },
  limit => sub { my ($which, $soft, $hard) = @_; my $limits = pack('qq', $soft, $hard);
    call('prlimit64', 0, $which + 0, $limits, 0) or fail("ulimit $which"); },
  drop => sub { for my $cap (@_) { my $r = syscall($nr{prctl}, 24, $cap + 0, 0, 0, 0); } },
  user => sub { my ($uid, $gid, $low, $high, @groups) = @_;
    call('prctl', 8, 1, 0, 0, 0) or fail('keep capabilities');
    my $list = pack('L*', @groups); call('setgroups', scalar @groups, $list) or fail('groups');
    call('setresgid', $gid + 0, $gid + 0, $gid + 0) or fail('group');
    call('setresuid', $uid + 0, $uid + 0, $uid + 0) or fail('user');
    call('prctl', 8, 0, 0, 0, 0) or fail('capabilities');
    my $header = pack('LL', 0x20080522, 0); my $sets = pack('L6', $low, $low, 0, $high, $high, 0);
    call('capset', $header, $sets) or fail('capabilities'); },
  cwd => sub { chdir $_[0] or fail("working directory $_[0]"); },
  exec => sub { my ($count, @rest) = @_; my @argv = splice @rest, 0, $count;
    %ENV = map { my ($k, $v) = split /=/, $_, 2; ($k, defined $v ? $v : '') } @rest; umask 022;
    my $file = $argv[0];
    for my $number (3 .. 1023) { my $r = syscall($nr{fcntl}, $number, 2, 1); }
    if ($file !~ m{/}) { my ($seen) = grep { -x "$_/$file" && -f _ } map { length $_ ? $_ : '.' } split /:/, $ENV{PATH};
      if (!defined $seen) { syswrite $log, "exec: not found\n"; exit 127; } $file = "$seen/$file"; }
    { no warnings; exec { $file } @argv; }
    my $missing = $!{ENOENT} || $!{ENOTDIR}; syswrite $log, ($missing ? 'exec: not found' : "exec: $!") . "\n";
    exit($missing ? 127 : 126); },
);
$spaces = shift(@program)->[1];
call('unshare', $spaces + 0) or fail('unshare');
my $child = fork; fail('fork') unless defined $child;
if ($child == 0) {
  call('prctl', 1, 9, 0, 0, 0);
  for my $step (@program) { my ($op, @fields) = @$step; $do{$op}->(@fields); }
  exit 125;
}
close STDIN; close STDOUT; close $log;
$SIG{TERM} = sub { kill 'KILL', $child };
1 until waitpid($child, 0) != -1 || !$!{EINTR};
exit($? & 127 ? 128 + ($? & 127) : $? >> 8);
`;
