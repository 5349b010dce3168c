cd context; mkdir t; echo f > t/f; ln t/f t/g; tar -C t -cf a.tar f g; rm -r t
