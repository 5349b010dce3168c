cd context; echo 1 > a; tar -cf a.tar a; echo 2 > b; tar -cf b.tar b; rm a b
