mkdir -p context; cd context
echo f > f; ln f g; tar -cf all.tar f g
# The second member alone, which is a link to the first, with a target that leads out.
perl -e 'open F, "<", "all.tar"; seek F, 1024, 0; read F, $b, 512; substr($b, 157, 100) = pack("a100", "../../etc/f"); substr($b, 148, 8) = " " x 8; substr($b, 148, 8) = sprintf("%06o\0 ", unpack("%32C*", $b)); print $b, "\0" x 1024' > a.tar
rm all.tar f g
