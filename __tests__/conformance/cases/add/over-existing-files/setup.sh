cd context; mkdir -p t/d; echo new > t/f; echo g > t/d/g; echo l > t/l; tar -C t -cf a.tar f d l; rm -r t
