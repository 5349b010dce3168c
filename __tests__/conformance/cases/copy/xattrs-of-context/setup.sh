echo x > context/f; setfattr -n user.note -v hello context/f 2>/dev/null || true
