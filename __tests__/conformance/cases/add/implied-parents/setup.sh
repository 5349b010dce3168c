cd context; mkdir -p t/a/b; echo f > t/a/b/f; chown -R 5:6 t; tar -C t -cf a.tar a/b/f; rm -r t
