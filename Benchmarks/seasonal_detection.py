"""rrdtool's HWPREDICT on the same shape of data: values a second in batch and one by one.

    python3 seasonal_detection.py [SERIES] [DAYS]

Processor time of the rrdtool processes; one file a series, hourly steps, a season of 24.
"""
import math
import os
import random
import resource
import subprocess
import sys
import tempfile
import time

START = 1_700_006_400


def seconds():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def create(path):
    subprocess.run(
        ["rrdtool", "create", path, "--start", str(START - 3600), "--step", "3600",
         "DS:v:GAUGE:7200:U:U", "RRA:AVERAGE:0.5:1:24", "RRA:HWPREDICT:2160:0.1:0.0035:24"],
        check=True)


def main():
    series = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    days = int(sys.argv[2]) if len(sys.argv) > 2 else 60
    random.seed(1)
    with tempfile.TemporaryDirectory() as folder:
        values = [
            "%d:%.3f" % (START + 3600 * t, 50 + 10 * math.sin(t * math.pi / 12) + random.gauss(0, 1))
            for t in range(24 * days)]
        paths = [os.path.join(folder, "%d.rrd" % i) for i in range(series)]
        for path in paths:
            create(path)
        before = seconds()
        text = "".join("update %s %s\n" % (path, " ".join(values)) for path in paths)
        subprocess.run(["rrdtool", "-"], input=text, text=True, check=True,
                       stdout=subprocess.DEVNULL)
        batch = series * len(values) / (seconds() - before)
        for path in paths:
            os.remove(path)
            create(path)
        before = seconds()
        text = "".join("update %s %s\n" % (path, value) for value in values for path in paths)
        subprocess.run(["rrdtool", "-"], input=text, text=True, check=True,
                       stdout=subprocess.DEVNULL)
        single = series * len(values) / (seconds() - before)
    print("rrdtool HWPREDICT, %d series of 24 cycles, updates a second of processor time" % series)
    print("  in batch, all values of a series in one command   %8.3f million" % (batch / 1e6))
    print("  one value a command, series interleaved            %8.3f million" % (single / 1e6))


main()
