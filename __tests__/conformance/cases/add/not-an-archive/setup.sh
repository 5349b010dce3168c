cd context; echo plain | gzip -n > f.gz
