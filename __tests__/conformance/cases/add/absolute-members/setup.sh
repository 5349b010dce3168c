cd context; mkdir t; echo f > t/f; tar -P --transform 's,^t/,/abs/,' -cf a.tar t/f; rm -r t
