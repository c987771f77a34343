class C(Base, metaclass=Meta):
    """doc"""
    x: int = 1

    def method(self, a, *args, b=x, **kw) -> str:
        def inner():
            nonlocal a
            a += 1
            yield a
        return super().method(inner, lambda: (yield from args))

    async def coroutine(self):
        async with self as s:
            async for i in s:
                await i
