cd context; mkdir -p d/sub; chmod 0124 d/sub; echo f > d/f; chmod 666 d/f
