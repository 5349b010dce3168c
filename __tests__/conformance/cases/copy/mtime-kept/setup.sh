cd context; echo x > f; mkdir d; echo y > d/g; touch -d @1000000000 f d/g
