cd context; printf 1 > 'b\s'; printf 2 > bs
