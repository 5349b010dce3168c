cd context
mkdir sub; echo x > sub/f
chown -R 1234:2345 sub
