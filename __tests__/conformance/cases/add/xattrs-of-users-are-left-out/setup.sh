cd context; mkdir d; touch d/f; setfattr -n user.note -v n d d/f; tar --xattrs --xattrs-include='*' -cf a.tar d; rm -r d
