mkdir context/d; printf x > context/d/$'a\xff\xfeb'
