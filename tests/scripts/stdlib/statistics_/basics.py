import statistics as st
d = [1, 2, 2, 3, 10]
print(st.mean(d), st.median(d), st.mode(d), st.stdev(d), st.pvariance(d), st.median_low([1, 2, 3, 4]), st.median_high([1, 2, 3, 4]), st.multimode('aabb'), st.quantiles(range(1, 11)), st.fmean([1, 2.5]), st.geometric_mean([1, 4]), st.harmonic_mean([40, 60]), st.correlation([1, 2, 3], [1, 2, 4]), st.linear_regression([1, 2], [3, 5]))
try:
    st.mean([])
except st.StatisticsError as e:
    print(e)
