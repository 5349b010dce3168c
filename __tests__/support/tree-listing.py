# Prints all that can be seen of the trees in some folders, sorted, each behind a line of its own. So two trees can be compared.
import hashlib, os, stat, sys


def show(path, name, links):
    s = os.lstat(path)
    is_device = stat.S_ISCHR(s.st_mode) or stat.S_ISBLK(s.st_mode)
    row = [name, oct(s.st_mode), s.st_uid, s.st_gid]
    if not (is_device and s.st_rdev == 0):
        # Nobody sees the time of a whiteout.
        row.append(int(s.st_mtime))
    if stat.S_ISREG(s.st_mode) or stat.S_ISLNK(s.st_mode):
        row += [s.st_nlink, links.setdefault(s.st_ino, name)]
    if stat.S_ISREG(s.st_mode):
        digest = hashlib.sha256()
        with open(path, 'rb') as file:
            for piece in iter(lambda: file.read(1 << 20), b''):
                digest.update(piece)
        row += [s.st_size, digest.hexdigest()]
    elif stat.S_ISLNK(s.st_mode):
        row.append(os.readlink(path))
    elif is_device:
        row.append((os.major(s.st_rdev), os.minor(s.st_rdev)))
    for attribute in sorted(os.listxattr(path, follow_symlinks=False)):
        row += [attribute, os.getxattr(path, attribute, follow_symlinks=False)]
    print(*row)
    return stat.S_ISDIR(s.st_mode)


def walk(folder, prefix, links):
    for entry in sorted(os.listdir(folder)):
        path, name = os.path.join(folder, entry), prefix + entry
        if show(path, name, links):
            walk(path, name + b'/', links)


for root in sys.argv[1:]:
    print('tree')
    show(os.fsencode(root), b'.', {})
    walk(os.fsencode(root), b'', {})
