mkfifo -m 0640 context/pipe
