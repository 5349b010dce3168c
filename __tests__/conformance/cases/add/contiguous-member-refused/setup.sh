mkdir -p context; cd context
printf 'f\n' > f; tar -cf a.tar --mtime=@0 f; rm f
perl -e 'open F, "+<", "a.tar"; read F, $b, 512; substr($b, 156, 1) = "7"; substr($b, 148, 8) = " " x 8; substr($b, 148, 8) = sprintf("%06o\0 ", unpack("%32C*", $b)); seek F, 0, 0; print F $b'
