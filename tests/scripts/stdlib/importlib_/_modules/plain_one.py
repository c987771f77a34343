x = 1
print('loading', __name__, __spec__ and __spec__.name, __file__.rsplit('/', 1)[1])
