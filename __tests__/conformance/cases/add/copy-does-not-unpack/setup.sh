cd context; echo f > f; tar -cf a.tar f; rm f
