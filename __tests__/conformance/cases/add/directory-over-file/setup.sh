cd context; mkdir -p t/d; echo g > t/d/g; tar -C t -cf a.tar d; rm -r t
