mkdir -m 0750 context/empty
