#!/usr/bin/env python3
"""Writes quantiles.json: quantiles of small samples by numpy, linear between order statistics (type 7)."""
import json
import pathlib

import numpy

generator = numpy.random.default_rng(20101120)
rows = []
for count in (1, 2, 3, 12, 13, 14, 100, 401):
    for kind in ("normal", "lognormal", "ties"):
        if kind == "normal":
            values = generator.normal(0, 50, count)
        elif kind == "lognormal":
            values = generator.lognormal(3.5, 0.8, count)
        else:
            values = generator.integers(0, 5, count)
        values = numpy.asarray(values, dtype=numpy.float32)
        quantiles = [0, 0.05, 0.25, 0.5, 0.95, 1]
        exact = numpy.quantile(values.astype(numpy.float64), quantiles)
        rows.append({"values": [float(v) for v in values], "quantiles": quantiles, "expected": [float(v) for v in exact]})
path = pathlib.Path(__file__).with_name("quantiles.json")
path.write_text(json.dumps(rows, separators=(",", ":")) + "\n")
