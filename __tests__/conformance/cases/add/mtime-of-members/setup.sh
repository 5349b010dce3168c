cd context; echo mtime-of-members > f; touch -d @1000000000 f; tar -cf a.tar f; rm f
