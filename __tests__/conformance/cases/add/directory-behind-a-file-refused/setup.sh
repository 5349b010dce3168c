mkdir -p context; cd context; mkdir -p s/d/e; touch s/f
tar -C s --mtime=@0 -cf a.tar d
mkdir t; touch t/d; tar -C t --mtime=@0 -rf a.tar d; rm -r s t
