cd context; mkdir -p a/b; echo f > a/b/f; chmod 711 a; chmod 750 a/b; chown 9:9 a a/b a/b/f
