mkdir context/e
