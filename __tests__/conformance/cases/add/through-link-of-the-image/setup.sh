cd context; mkdir -p t/run t/var; ln -s /run t/var/run; tar -C t -cf root.tar run var; rm -r t
mkdir -p t/var/run/act; echo head > t/var/run/act/HEAD; ln t/var/run/act/HEAD t/var/run/act/LINK; tar -C t --no-recursion -cf payload.tar var/run/act var/run/act/HEAD var/run/act/LINK; rm -r t
