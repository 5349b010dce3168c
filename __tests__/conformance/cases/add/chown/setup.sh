cd context; mkdir t; echo f > t/f; chown 5:6 t/f; mkdir t/d; ln -s f t/l; tar -C t -cf a.tar f d l; rm -r t
