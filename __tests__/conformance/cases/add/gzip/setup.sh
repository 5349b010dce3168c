cd context; echo f > f; tar -czf a.tar.gz f; mv f g; tar -czf b.anything g; rm g
