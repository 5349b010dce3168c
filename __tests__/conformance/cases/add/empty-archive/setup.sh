cd context; tar -cf a.tar -T /dev/null
