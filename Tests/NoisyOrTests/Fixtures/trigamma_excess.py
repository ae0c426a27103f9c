#!/usr/bin/env python3
"""The polynomial of TrigammaExcess.swift: W(x) = x^2 psi'(x) - x as a polynomial in v = 1 / (1 + x).

W falls from 1 at x = 0 to 1/2 at infinity. Interpolated at Chebyshev nodes of v in [0, 1] with 50 digits;
prints the coefficients, lowest first, and the largest error with coefficients rounded to single precision.

    .venv/bin/pip install mpmath==1.3.0 numpy==2.4.6
    .venv/bin/python trigamma_excess.py
"""
import sys

import numpy
from mpmath import chebyt, cos, linspace, lu_solve, matrix, mp, mpf, pi, psi

mp.dps = 50
DEGREE = int(sys.argv[1]) if len(sys.argv) > 1 else 6


def excess(v):
    if v < mpf(10) ** -25:
        return mpf(1) / 2
    x = 1 / mpf(v) - 1
    return mpf(1) if x == 0 else x * x * psi(1, x) - x


nodes = [(1 + cos(pi * (2 * k + 1) / (2 * DEGREE + 2))) / 2 for k in range(DEGREE + 1)]
system = matrix([[v**d for d in range(DEGREE + 1)] for v in nodes])
coefficients = lu_solve(system, matrix([excess(v) for v in nodes]))
for c in coefficients:
    print(float(numpy.float32(c)))
points = [mpf(k) / 4000 for k in range(4001)]
exact = sum
worst = max(abs(sum(c * v**d for d, c in enumerate(coefficients)) - excess(v)) for v in points)
rounded = max(abs(sum(mpf(float(numpy.float32(c))) * v**d for d, c in enumerate(coefficients)) - excess(v))
              for v in points)
print("largest error", mp.nstr(worst, 3), "with rounded coefficients", mp.nstr(rounded, 3))
