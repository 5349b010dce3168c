cd context; echo f > f; tar --format=pax --pax-option=globexthdr.name=g,comment=hello -cf a.tar f; rm f
