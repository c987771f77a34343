def f(path):
    with open(path) as file, lock:
        try:
            return file.read()
        except (OSError, ValueError) as e:
            raise KeyError from e
        finally:
            print('done')
