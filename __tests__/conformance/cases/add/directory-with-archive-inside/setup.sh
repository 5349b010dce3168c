cd context; mkdir d; echo 1 > f; tar -cf d/a.tar f; rm f
