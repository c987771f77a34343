"""Two threads that only compute: the GIL lets one of them run at a time."""

import threading
import time


def sum_of_squares(limit):
    total = 0
    for i in range(limit):
        total += i * i
    return total


def timed(label, work):
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    print(f"{label:<22} {seconds:6.2f} s")
    return seconds


def one_after_the_other():
    for _ in range(2):
        sum_of_squares(LIMIT)


def two_threads():
    threads = [threading.Thread(target=sum_of_squares, args=(LIMIT,)) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


LIMIT = 5_000_000

if __name__ == "__main__":
    alone = timed("one after the other", one_after_the_other)
    together = timed("in two threads", two_threads)
    print(f"the threads took {together / alone:.2f} times as long")
