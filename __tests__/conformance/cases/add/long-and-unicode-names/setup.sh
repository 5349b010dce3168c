cd context; n=$(printf 'n%.0s' $(seq 150)); mkdir -p $n; echo x > $n/ä; tar --format=gnu -cf a.tar $n; mv $n/ä $n/ö; tar --format=pax -cf b.tar $n; rm -r $n
