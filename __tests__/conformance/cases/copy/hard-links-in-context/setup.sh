cd context; echo x > a; ln a b
