# does: measures where the time goes
# expect: clean
import cProfile
import io
import pstats
import timeit

profile = cProfile.Profile()
profile.runcall(lambda: sorted(range(1000), key=lambda n: -n))
out = io.StringIO()
pstats.Stats(profile, stream=out).sort_stats("cumulative").print_stats(3)
print(len(out.getvalue()) > 50, timeit.timeit("1 + 1", number=1000) > 0)
