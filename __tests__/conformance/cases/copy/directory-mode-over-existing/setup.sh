mkdir -p context/dir/sub; chmod 0775 context/dir context/dir/sub; echo a > context/dir/sub/a
