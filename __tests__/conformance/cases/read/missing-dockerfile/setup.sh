rm -f Dockerfile
