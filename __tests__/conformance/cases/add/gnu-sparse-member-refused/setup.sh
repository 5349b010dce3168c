mkdir -p context; cd context
truncate -s 1M f; echo x >> f; tar -S --format=gnu -cf a.tar f; rm f
