cd context; mkdir -p t/d; echo f > t/f; chmod 640 t/f; chown 5:6 t/f; echo g > t/d/g; chmod 711 t/d; ln -s f t/l; tar -C t -cf a.tar f d l; rm -r t
