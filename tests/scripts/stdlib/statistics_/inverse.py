from _statistics import _normal_dist_inv_cdf as inverse
print([inverse(p, 0.0, 1.0) for p in (1e-300, 1e-20, 1e-5, 0.01, 0.074, 0.075, 0.2, 0.5, 0.7, 0.925, 0.926, 0.99, 1 - 1e-12)])
print(inverse(0.3, 100, 15), inverse(0.5, 0, 0), inverse(0.25, 0, -1), inverse(float('nan'), 0, 1))
for p in (0, 1, -1, 2, 'a'):
    try:
        inverse(p, 0, 1)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
