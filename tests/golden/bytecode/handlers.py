def handlers(x):
    for i in x:
        try:
            use(i)
        except (A, B) as e:
            if e:
                continue
            raise C from e
        except D:
            break
        else:
            return i
        finally:
            close(i)


def groups(x):
    try:
        x()
    except* ValueError as e:
        report(e)
    except* TypeError:
        raise


def contexts(x):
    with x as a, x.y:
        return a
