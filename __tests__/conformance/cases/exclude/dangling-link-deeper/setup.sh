mkdir -p context/d; cd context; ln -s nope d/dangling; echo f > f
