"""Annotations leave no trace."""
from __future__ import annotations
x: int = 1

def f(a: b) -> (c, [d for e in g]):
    y: lambda: a

class C:
    x: __class__
    def method(self: C) -> x: super
