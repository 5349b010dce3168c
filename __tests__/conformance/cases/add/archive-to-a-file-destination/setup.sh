cd context; echo f > g; tar -cf a.tar g; rm g
