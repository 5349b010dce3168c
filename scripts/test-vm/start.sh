# Runs in the virtual machine, as root, with what the host shares in /mnt/share.
set -e
mkdir -p /mnt/repository /var/changes/upper /var/changes/work /repository /srv/work
mount -t 9p -o trans=virtio,version=9p2000.L,ro,cache=loose,msize=512000 repository /mnt/repository
# The tests write next to what they read.
mount -t overlay overlay -o lowerdir=/mnt/repository,upperdir=/var/changes/upper,workdir=/var/changes/work /repository
cp /mnt/share/node /usr/local/bin/node
chmod 755 /srv/work
ip link set lo up
cd /
echo "started $(cut -d' ' -f1 /proc/uptime) s after the kernel"
exec node /repository/scripts/test-vm/guest.mjs /repository /srv/work /dev/vdb /mnt/share/checks
