cd context; mkdir t; mkfifo -m 600 t/p; mknod t/c c 1 3; mknod t/b b 7 0; touch t/s; chmod 4755 t/s; tar -C t -cf a.tar p c b s; rm -r t
