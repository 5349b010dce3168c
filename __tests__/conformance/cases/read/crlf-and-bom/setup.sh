printf '\xef\xbb\xbfFROM busybox\r\nRUN echo a \\\r\n  b > /f\r\nENV x=y\r\n' > Dockerfile
