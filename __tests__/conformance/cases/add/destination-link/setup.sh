cd context; ln -s ../tmp/target symlink; tar -cf t.tar symlink; rm symlink
