cd context; echo f > f; tar -cjf a.tar.bz2 f; rm f
