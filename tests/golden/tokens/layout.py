if a:  # comment
    # comment alone

    b = (c,
  d,  # inside
        )
	# a tab before a comment
    if e: f; g
    else:
        h \
            + i
j
def k():
    if l:
        m
n
