import math
print(math.pi, math.e, math.tau, math.inf, math.nan, math.sqrt(2), math.isqrt(10 ** 30), math.factorial(20), math.gcd(12, 18, 27), math.lcm(4, 6), math.comb(10, 3), math.perm(5, 2), math.prod([1, 2, 3]), math.floor(-1.5), math.ceil(1.2), math.trunc(-1.7))
print(math.sin(1), math.cos(1), math.tan(1), math.atan2(1, -1), math.exp(1), math.log(10), math.log(8, 2), math.log2(1024), math.log10(1000), math.log1p(1e-10), math.expm1(1e-10), math.hypot(3, 4), math.dist((0, 0), (3, 4)), math.degrees(math.pi), math.radians(180))
print(math.fabs(-2), math.fmod(-7, 3), math.remainder(7, 4), math.modf(3.25), math.frexp(10.0), math.ldexp(0.5, 3), math.copysign(1, -0.0), math.isnan(math.nan), math.isinf(math.inf), math.isfinite(1), math.isclose(0.1 + 0.2, 0.3), math.fsum([0.1] * 10), math.sumprod([1, 2], [3, 4]), math.nextafter(1, 2), math.ulp(1), math.cbrt(8), math.gamma(5), math.erf(1), math.fma(2, 3, 4))
for f in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.factorial(-1), lambda: math.factorial(1.5), lambda: math.exp(1000), lambda: math.acos(2), lambda: math.floor('a'), lambda: math.gcd(1.5), lambda: math.isqrt(-1), lambda: math.comb(-1, 2), lambda: math.sin(), lambda: math.log(10 ** 400) > 900, lambda: math.ceil(math.inf), lambda: math.fsum([1, 'a']), lambda: math.dist([1], [1, 2])):
    try:
        print(f())
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
