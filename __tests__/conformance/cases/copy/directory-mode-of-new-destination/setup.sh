mkdir context/dir; chmod 0710 context/dir; echo a > context/dir/a
