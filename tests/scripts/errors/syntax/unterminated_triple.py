text = """starts
and goes on
