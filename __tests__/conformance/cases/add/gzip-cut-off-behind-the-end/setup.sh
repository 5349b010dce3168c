mkdir -p context; cd context; echo f > f; tar -cf - --mtime=@0 f | gzip -n | head -c -8 > a.tgz; rm f
