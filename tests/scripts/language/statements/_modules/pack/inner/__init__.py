from ..sub import name
sibling_const = 'from ' + name
