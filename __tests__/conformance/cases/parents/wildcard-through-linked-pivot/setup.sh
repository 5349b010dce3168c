mkdir -p context/d; cd context; echo 1 > d/1; ln -s d ld
