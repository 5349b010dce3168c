mkdir -p context/d/e; echo > context/d/e/f; chmod 640 context/d/e/f; chmod 710 context/d/e
