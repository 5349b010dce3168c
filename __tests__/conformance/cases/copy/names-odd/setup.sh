cd context; printf 1 > 'new
line'; printf 2 > ' lead'; printf 3 > 'back\slash'; printf 4 > '$HOME'; printf 5 > -dash; mkdir '...'; printf 6 > '.../f'
