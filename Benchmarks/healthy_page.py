"""Times curl and culprit why on one healthy page, alternately, and prints the ratio of the medians."""

import statistics
import subprocess
import sys
import time

PAGE = "https://www.example.com/"


def seconds(command):
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main():
    binary, runs = sys.argv[1], int(sys.argv[2])
    commands = {
        "curl": ["curl", "-sS", "-o", "/dev/null", PAGE],
        "culprit why": [binary, "why", PAGE],
        "culprit --version": [binary, "--version"],
    }
    times = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            times[name].append(seconds(command))
    print(f"healthy page in the lab, {runs} runs, whole process")
    for name, values in times.items():
        print(f"  {name:18} median {statistics.median(values) * 1e3:6.1f} ms   least {min(values) * 1e3:6.1f} ms")
    ratio = statistics.median(times["culprit why"]) / statistics.median(times["curl"])
    print(f"  culprit why takes {ratio:.1f} times as long as curl")


main()
