/** A place where buildah's image is not what BuildKit's is, and this project makes what BuildKit makes. */
export interface KnownDifference {
  readonly case: string;
  readonly place: string;
  readonly reason: string;
  /**
   * What this project's image has there; undefined: nothing. Each was confirmed against dockerd's BuildKit, or where its reason
   * says that Debian's is too old for it, against BuildKit's source.
   */
  readonly ours: unknown;
}

/**
 * Empty files and folders that buildah makes to mount on and leaves in the layer of a RUN, when the base lacks them. This
 * project, as BuildKit, takes them away again.
 */
export const BUILDAH_LEAVES: readonly string[] = ['/etc/hostname', '/etc/hosts', '/etc/resolv.conf', '/run'];

const SCRATCH = 'BuildKit gives an image from scratch the working directory /';
const VOLUME = 'buildah makes the folders of the JSON form of VOLUME, BuildKit none';
const EXCEPTION =
  'buildah and BuildKit 0.8 do not look into an ignored folder for an exception with a wildcard in a folder; newer BuildKit does (fsutil, filter.go)';
const SET_ID = 'buildah drops set-id bits of context files, BuildKit keeps them';

const DIRECTORY = { mode: '0755', owner: '0:0', type: 'dir' };

function file(mode: string, size: number, sha256: string): unknown {
  return { mode, owner: '0:0', sha256, size, type: 'file' };
}

const X = '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881';

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    case: 'expose',
    place: 'config.ExposedPorts',
    reason: 'buildah writes a range as it stands, BuildKit a port at a time',
    ours: Object.fromEntries(
      ['443/tcp', '53/udp', '7000/tcp', '7001/tcp', '7002/tcp', '80/tcp', '9000/tcp'].map((port) => [port, {}]),
    ),
  },
  { case: 'volume-forms', place: '/json', reason: VOLUME, ours: undefined },
  { case: 'volume-forms', place: '/with blank', reason: VOLUME, ours: undefined },
  {
    case: 'volume-keeps-later-changes',
    place: '/data/after',
    reason: 'buildah discards what is written below a VOLUME afterwards, BuildKit keeps it',
    ours: file('0644', 2, '53c234e5e8472b6ac51c1ae1cab3fe06fad053beb8ebfd8977b010655bfdd3c3'),
  },
  {
    case: 'shell',
    place: 'config.Cmd',
    reason: 'buildah takes /bin/sh -c for CMD whatever SHELL says',
    ours: ['/bin/sh', '-e', '-c', 'echo done'],
  },
  {
    case: 'arg-scope',
    place: '/three',
    reason: 'an ARG after an ENV of the same name: buildah shows the ENV to RUN, BuildKit the ARG',
    ours: file('0644', 4, '3baf131c77a1594c3b2bb288c1fd47d309c38da7cf1d62d95ce2cdccb7ef88ed'),
  },
  {
    case: 'escape-directive',
    place: 'config.Env',
    reason: 'buildah reads a backslash in a value as an escape although the directive names another one',
    ours: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'path=C:\\dir', 'other=x'],
  },
  { case: 'copy-set-id-bits', place: '/s/sgid', reason: SET_ID, ours: file('2755', 1, X) },
  { case: 'copy-set-id-bits', place: '/s/suid', reason: SET_ID, ours: file('4755', 1, X) },
  { case: 'copy-from-image', place: 'config.WorkingDir', reason: SCRATCH, ours: '/' },
  { case: 'from-scratch', place: 'config.WorkingDir', reason: SCRATCH, ours: '/' },
  { case: 'scratch-with-a-program', place: 'config.WorkingDir', reason: SCRATCH, ours: '/' },
  {
    case: 'scratch-with-a-program',
    place: '/etc',
    reason:
      'made for /etc/hosts: buildah and BuildKit 0.8 leave it, newer BuildKit takes it away (executor/stubs.go, recursive)',
    ours: undefined,
  },
  { case: 'dockerignore-everything-but', place: '/c/src/deep', reason: EXCEPTION, ours: DIRECTORY },
  {
    case: 'dockerignore-everything-but',
    place: '/c/src/deep/c.txt',
    reason: EXCEPTION,
    ours: file('0644', 1, '2e7d2c03a9507ae265ecf5b5356885a53393a2029d241394997265a1a25aefc6'),
  },
];
