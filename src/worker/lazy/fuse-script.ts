/**
 * The program that serves files while they are still being written, in Perl. It answers the kernel's requests on /dev/fuse, and is a
 * process of its own: a thread of Node that waits in a read of /dev/fuse would never end.
 *
 * It serves the files of one folder whose names are numbers. What is there of each, it learns from a named pipe: `NEWS` records, which
 * anybody writes whole. A read waits until all its bytes are there, and fails with EIO if they will never be. Nothing that it does waits
 * for the worker.
 *
 * Arguments: where to mount, the folder, the pipe, the number of mount(2). Its first line of output is `ready`, or what is missing. Then
 * comes a line for each read that waits for what must be asked for: `ask NUMBER FROM END`. It ends with its standard input.
 *
 * Numbers and layouts are those of include/uapi/linux/fuse.h, version 7.31: FUSE_LOOKUP 1, FUSE_FORGET 2, FUSE_GETATTR 3, FUSE_READ 15,
 * FUSE_INIT 26, FUSE_INTERRUPT 36, FUSE_BATCH_FORGET 42; the flags FUSE_ASYNC_READ and FUSE_MAX_PAGES. Anything else is answered with
 * ENOSYS: the kernel then opens files without asking, and keeps what it has read. An interrupted read goes on waiting: the answer to it
 * would be an error for everybody who waits for the same page.
 */
export const FUSE_SCRIPT = String.raw`
use strict; use warnings; use Fcntl qw(O_RDONLY O_RDWR O_NONBLOCK);
use constant { ENOENT => 2, EIO => 5, ENOSYS => 38 };
my ($target, $folder, $pipe, $mount) = @ARGV;
$| = 1; $SIG{PIPE} = 'IGNORE';
sub lacks { print "$_[0]: $!\n"; exit 0 }
sysopen(my $news, $pipe, O_RDWR | O_NONBLOCK) or lacks($pipe);
sysopen(my $fuse, '/dev/fuse', O_RDWR | O_NONBLOCK) or lacks('/dev/fuse');
my ($source, $type) = ('layer-build', 'fuse');
my $options = 'fd=' . fileno($fuse) . ',rootmode=40000,user_id=0,group_id=0,allow_other';
# MS_RDONLY, MS_NOSUID, MS_NODEV
syscall($mount + 0, $source, $target, $type, 1 | 2 | 4, $options) == 0 or lacks('mount of fuse');
print "ready\n";

# By node: handle, size, head (there from the start on), tail (there to the end), lost, waiting reads. If it comes only when it is asked
# for: one character for each block, which says whether it is there.
my (%files, %known);
sub known { return $known{$_[0]} //= { head => 0, tail => ~0, lost => 0, waiting => [] } }
sub answer { my ($unique, $error, $body) = @_;
  # struct fuse_out_header. A request that was given up meanwhile is not an error of ours.
  syswrite($fuse, pack('LlQ', 16 + length $body, -$error, $unique) . $body); }
# struct fuse_attr
sub attr { my ($node, $size, $mode, $links) = @_;
  return pack('Q6L10', $node, $size, int(($size + 511) / 512), 0, 0, 0, 0, 0, 0, $mode, $links, 0, 0, 0, 4096, 0); }
sub attr_of { my ($node) = @_; return attr(1, 0, 040500, 2) if $node == 1;
  return defined $files{$node} ? attr($node, $files{$node}{size}, 0100400, 1) : undef; }
sub is_there { my ($state, $from, $end) = @_;
  return 1 if $from >= $state->{tail} || $end <= $state->{head} || $state->{head} >= $state->{tail};
  return 0 unless defined $state->{blocks};
  $from = $state->{head} if $from < $state->{head}; $end = $state->{tail} if $end > $state->{tail};
  my $first = int($from / 4096); my $count = int(($end + 4095) / 4096) - $first;
  return substr($state->{blocks}, $first, $count) eq "\1" x $count; }
# @returns whether it was answered
sub read_now { my ($node, $unique, $offset, $count) = @_;
  my ($file, $state) = ($files{$node}, known($node));
  my $end = $offset + $count; $end = $file->{size} if $end > $file->{size};
  if (is_there($state, $offset, $end)) {
    my $data = ''; sysseek($file->{handle}, $offset, 0);
    while (length $data < $end - $offset) {
      my $got = sysread($file->{handle}, $data, $end - $offset - length $data, length $data);
      next if !defined $got && $!{EINTR};
      last unless $got; }
    if (length $data < $end - $offset) { answer($unique, EIO, '') } else { answer($unique, 0, $data) }
    return 1; }
  if ($state->{lost}) { answer($unique, EIO, ''); return 1 }
  return 0; }
my %ops = (
  1 => sub { my ($unique, $node, $name) = @_; chop $name;
    return answer($unique, ENOENT, '') unless $name =~ /\A[0-9]{1,9}\z/;
    my $child = $name + 2;
    unless ($files{$child}) {
      sysopen(my $handle, "$folder/$name", O_RDONLY) or return answer($unique, ENOENT, '');
      $files{$child} = { handle => $handle, size => -s $handle }; }
    # struct fuse_entry_out: valid for ever
    answer($unique, 0, pack('Q4L2', $child, 0, ~0 >> 1, ~0 >> 1, 0, 0) . attr_of($child)); },
  2 => sub { },
  3 => sub { my ($unique, $node) = @_; my $attr = attr_of($node);
    # struct fuse_attr_out
    defined $attr ? answer($unique, 0, pack('QLL', ~0 >> 1, 0, 0) . $attr) : answer($unique, ENOENT, ''); },
  15 => sub { my ($unique, $node, $body) = @_;
    # struct fuse_read_in
    my (undef, $offset, $size) = unpack('QQL', $body);
    return answer($unique, ENOENT, '') unless $files{$node};
    return if read_now($node, $unique, $offset, $size);
    push @{ known($node)->{waiting} }, [$unique, $offset, $size];
    printf "ask %d %d %d\n", $node - 2, $offset, $offset + $size if defined known($node)->{blocks}; },
  26 => sub { my ($unique, $node, $body) = @_;
    # struct fuse_init_in and fuse_init_out. As many reads as there may be wait at once: none may keep others from being asked.
    my (undef, undef, $ahead, $flags) = unpack('L4', $body);
    my $wanted = $flags & (1 | 1 << 22);
    answer($unique, 0, pack('L4S2L2S2L8', 7, 31, $ahead, $wanted, 65535, 65535, 4096, 1, 256, 0, (0) x 8)); },
  36 => sub { },
  42 => sub { },
);
sub told { my ($number, $kind, $value) = @_; my $node = $number + 2; my $state = known($node);
  if ($kind == 1) { $state->{head} = $value if $value > $state->{head} }
  elsif ($kind == 2) { $state->{tail} = $value }
  elsif ($kind == 4) { my $count = $value & 0xffffffff; substr($state->{blocks}, $value >> 32, $count) = "\1" x $count }
  elsif ($kind == 5) { $state->{blocks} = "\0" x $value }
  else { $state->{lost} = 1 }
  my @waiting = splice @{ $state->{waiting} };
  push @{ $state->{waiting} }, grep { !read_now($node, @$_) } @waiting; }

my $held = '';
while (1) {
  my $ready = ''; vec($ready, fileno $_, 1) = 1 for $fuse, $news, *STDIN;
  select($ready, undef, undef, undef) >= 0 or next;
  if (vec($ready, fileno(STDIN), 1)) { my $got = sysread(STDIN, my $ignored, 4096); exit 0 unless $got }
  if (vec($ready, fileno $news, 1)) {
    sysread($news, $held, 65536, length $held);
    told(unpack 'NNQ>', substr($held, 0, 16, '')) while length $held >= 16; }
  if (vec($ready, fileno $fuse, 1)) {
    my $got = sysread($fuse, my $request, 65536);
    # It was unmounted.
    exit 0 if !defined $got && $!{ENODEV};
    next unless $got;
    # struct fuse_in_header
    my (undef, $op, $unique, $node) = unpack('LLQQ', $request);
    my $serve = $ops{$op};
    $serve ? $serve->($unique, $node, substr($request, 40)) : answer($unique, ENOSYS, ''); }
}
`;
