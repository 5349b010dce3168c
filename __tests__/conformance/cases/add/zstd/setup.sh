cd context; echo f > f; tar --zstd -cf a.tar.zst f; rm f
