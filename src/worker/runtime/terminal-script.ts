/**
 * The program that gives a runtime a terminal, in Perl: Node cannot make one. It opens a new pair of a terminal, runs the runtime with it
 * as its controlling terminal, and passes bytes on in both directions. The runtime itself connects it with the terminal in the container.
 *
 * Arguments: the number of setsid(2), rows, columns, the file that gets the pid of the process, the runtime's program and its arguments. Standard input has frames: a letter and a
 * 32-bit length, then bytes. `d` is input; `w` is a new size, rows and columns with 16 bits each. At its end, the terminal stays open.
 * Standard output has the terminal's output. The exit code is the runtime's. Descriptor 3 is closed when the process has ended, also if
 * nobody takes the output: the runtime does not see the end then, since it waits for the terminal itself.
 */
export const TERMINAL_SCRIPT = String.raw`
use strict; use warnings; use Fcntl;
my ($setsid, $rows, $columns, $pidfile, @command) = @ARGV;
my ($TIOCSPTLCK, $TIOCGPTPEER, $TIOCSCTTY, $TIOCSWINSZ) = (0x40045431, 0x5441, 0x540E, 0x5414);
open(my $running, '>&=', 3) or die "cannot use descriptor 3: $!\n";
sysopen(my $master, '/dev/ptmx', O_RDWR | O_NOCTTY) or die "cannot open /dev/ptmx: $!\n";
my $unlocked = pack 'i', 0;
ioctl($master, $TIOCSPTLCK, $unlocked) or die "cannot unlock a terminal: $!\n";
my $resize = sub { my $size = pack 'S4', @_, 0, 0; ioctl $master, $TIOCSWINSZ, $size; };
$resize->($rows, $columns);
my $peer = ioctl($master, $TIOCGPTPEER, O_RDWR | O_NOCTTY) or die "cannot open a terminal: $!\n";
open(my $slave, '+<&=', $peer + 0) or die "cannot use a terminal: $!\n";
# The terminal in the container has to learn of a new size too: crun does not tell it.
sub resized { my $size = pack 'S4', @_, 0, 0;
  open(my $file, '<', $pidfile) or return; my $pid = <$file>; return unless defined $pid && $pid =~ /^([0-9]+)/; $pid = $1;
  for my $fd (0 .. 2) {
    sysopen(my $inner, "/proc/$pid/fd/$fd", O_RDWR | O_NOCTTY | O_NONBLOCK) or next;
    return if ioctl $inner, $TIOCSWINSZ, $size; } }
my $child = fork; die "cannot fork: $!\n" unless defined $child;
if (!$child) {
  syscall($setsid + 0); ioctl $slave, $TIOCSCTTY, 0;
  open STDIN, '<&', $slave; open STDOUT, '>&', $slave; open STDERR, '>&', $slave;
  close $slave; close $master; close $running;
  exec { $command[0] } @command; exit 127;
}
close $slave;
$SIG{PIPE} = 'IGNORE';
my $flags = fcntl $master, F_GETFL, 0; fcntl $master, F_SETFL, $flags | O_NONBLOCK;
my ($frames, $pending, $listening) = ('', '', 1);
# Whether the process is gone, or only its entry is left.
sub ended { open(my $file, '<', $pidfile) or return 0; my $pid = <$file>; return 0 unless defined $pid && $pid =~ /^([0-9]+)/;
  open(my $stat, '<', "/proc/$1/stat") or return 1; my $line = <$stat>; return !defined $line || $line =~ /\) [ZX] /; }
# So few bytes do not block when select has found room. While there is none, the end of the process is looked for.
sub shown { my ($bytes) = @_;
  while (length $bytes) {
    my $out = ''; vec($out, 1, 1) = 1;
    my $found = select undef, $out, undef, defined $running ? 0.5 : undef;
    if ($found == 0) { if (ended()) { close $running; undef $running; } next; }
    next if $found < 0;
    my $n = syswrite STDOUT, $bytes, 4096;
    next if !defined $n && $!{EINTR};
    return unless defined $n;
    substr($bytes, 0, $n) = '';
  } }
while (1) {
  my ($in, $out) = ('', '');
  vec($in, fileno $master, 1) = 1;
  vec($in, 0, 1) = 1 if $listening && length $pending < 65536;
  vec($out, fileno $master, 1) = 1 if length $pending;
  my $found = select $in, $out, undef, undef;
  next if $found < 0;
  if (vec $in, fileno $master, 1) {
    my $n = sysread $master, my $bytes, 65536;
    if ($n) { shown($bytes); }
    elsif (defined $n || !($!{EAGAIN} || $!{EINTR})) { last; }
  }
  if (length $pending && vec $out, fileno $master, 1) {
    my $n = syswrite $master, $pending;
    substr($pending, 0, $n) = '' if $n;
    last if !defined $n && !$!{EAGAIN} && !$!{EINTR};
  }
  if (vec $in, 0, 1) {
    my $n = sysread STDIN, $frames, 65536, length $frames;
    $listening = 0 if defined $n && $n == 0;
    while (length $frames >= 5) {
      my ($kind, $size) = unpack 'a N', $frames;
      last if length $frames < 5 + $size;
      my $bytes = substr $frames, 5, $size; substr($frames, 0, 5 + $size) = '';
      if ($kind eq 'd') { $pending .= $bytes; } else { my @size = unpack 'n n', $bytes; $resize->(@size); resized(@size); }
    }
  }
}
waitpid $child, 0;
exit($? & 127 ? 128 + ($? & 127) : $? >> 8);
`;

/** Numbers of setsid(2) by Node's name of the processor. */
export const SETSID: Readonly<Record<string, number>> = { x64: 112, arm64: 157 };
