cd context; mkdir -p t/d; echo f > t/f; echo g > t/d/g; chmod 750 t; tar -C t -cf a.tar ./; rm -r t
