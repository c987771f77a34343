data = {'list': [1, 2, [3]]}
def pick(i):
    return data['list'][2][i]['deep']

pick(
    5
)
