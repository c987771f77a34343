from . import sibling_const
from .. import sub
where = (__name__, sibling_const, sub.name)
