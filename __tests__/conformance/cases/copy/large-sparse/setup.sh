truncate -s 5M context/s
