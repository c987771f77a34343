naïve = {'é': 1}
print(naïve['é'] + naïve['日本'] + 1)
