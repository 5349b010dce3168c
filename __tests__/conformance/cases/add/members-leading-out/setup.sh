mkdir -p context; cd context
echo f > f; tar -P --transform 's,^f$,../../f,' -cf a.tar f; rm f
