ln -s a context/l
