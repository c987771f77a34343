from sys import (
    path,
    nothing_here,
)
