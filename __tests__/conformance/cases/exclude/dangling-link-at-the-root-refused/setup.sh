mkdir -p context; cd context; ln -s nope dangling; echo f > f
