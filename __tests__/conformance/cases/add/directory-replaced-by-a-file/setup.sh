mkdir -p context; cd context; mkdir -p s/d/e; touch s/f
tar -C s --mtime=@0 -cf a.tar d
mkdir -p t/d; touch t/d/e; tar -C t --mtime=@0 -rf a.tar d/e; rm -r s t
