cd context; echo f > f; touch -d @1000000000 f; tar -cf a.tar f; rm f
