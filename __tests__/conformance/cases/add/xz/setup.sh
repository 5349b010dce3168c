cd context; echo f > f; tar -cJf a.tar.xz f; rm f
