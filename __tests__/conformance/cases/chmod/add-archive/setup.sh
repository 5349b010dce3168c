cd context; mkdir t; echo f > t/f; chmod 755 t/f; tar -C t -cf a.tar f; rm -r t
