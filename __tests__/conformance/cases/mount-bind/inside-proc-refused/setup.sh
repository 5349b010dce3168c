mkdir -p context/d; echo x > context/a; echo 1 > context/d/1; ln -s /proc context/lp
