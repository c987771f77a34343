from . import sub
from .sub import name as sub_name
CONST = 'const ' + sub_name
exported = 'exported'
hidden = 'hidden'
__all__ = ['exported']
