"""Docstring."""
from __future__ import annotations

import a.b
import a.b.c as d
from . import e
from .f import g as h, i

x: int | None = a.attr(1)
from j import *
