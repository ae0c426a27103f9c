#!/usr/bin/env python3
"""Values of special functions to 25 digits, for NumericKernelsTests.

    python3 -m venv .venv && .venv/bin/pip install mpmath==1.3.0
    .venv/bin/python special_functions.py > special_functions.json

Also prints, with --root, the Taylor coefficients of digamma at its root (DigammaRoot.swift).
"""
import json
import sys

from mpmath import digamma, exp, factorial, findroot, log, log1p, loggamma, mp, mpf, psi

mp.dps = 250
ARGUMENTS = [1e-12, 1e-5, 5e-3, 0.1, 0.3, 0.7, 1.0, 1.2, 1.4616, 1.4616321449683622, 1.5, 1.75,
             2.0, 3.25, 7.5, 9.999, 10.0, 12.5, 60.0, 1234.5, 1e6, 3e10]
NEGATIVE = [-0.3, -1.5, -2.75, -10.1]
PAIRS = [(1e-10, 1e-3), (5e-3, 1.0), (0.1, 100.0), (0.5, 0.5), (2.0, 3.0), (9.0, 9.5), (3.0, 1e5),
         (12.0, 11.0), (50.0, 2000.0), (1e5, 2e5), (1e6, 5.0), (0.3, 1e8), (1e7, 1e7)]
STEPS = [(0.02, 1e-9), (0.02, 3.0), (1.5, 1e-12), (1.5, 2.5), (8.0, 0.1), (50.0, 1e-7), (1e6, 0.004),
         (1e12, 0.1), (3e4, 9e4)]
TAILS = [(0.001, 5e-3, 1.0), (1e-30, 5e-3, 1.0), (0.5, 5e-3, 1.0), (1e-3, 0.1, 100.0),
         (0.05, 0.1, 100.0), (0.3, 2.0, 5.0), (0.9, 2.0, 5.0), (0.999, 0.5, 0.5), (0.12, 11.2, 83.1),
         (0.01, 11.2, 83.1), (0.5, 300.0, 300.0), (0.45, 3000.0, 3000.0), (0.0101, 1000.0, 99000.0),
         (2e-5, 12.0, 1e6), (0.4, 1.0, 1.0), (0.999999, 40.0, 1e-3), (0.005, 12.0, 1e4)]
QUANTILES = [(0.025, 0.1, 100.0), (0.975, 0.1, 100.0), (0.025, 11.2, 83.1), (0.975, 11.2, 83.1),
             (0.5, 2.0, 3.0), (1e-6, 30.0, 4.0), (0.975, 50.0, 0.2), (0.5, 1e4, 1e6), (0.025, 1.0, 9e4),
             (0.975, 0.005, 1.0)]


def text(x):
    return mp.nstr(x, 25, strip_zeros=False)


def series(x, a, b):
    """I_x(a, b) by x^a (1-x)^b / (a B(a, b)) * sum of (a+b)_n / (a+1)_n x^n: positive terms only."""
    term = total = mpf(1)
    n = 0
    while term > total * mpf(10) ** -(mp.dps - 5):
        term *= (a + b + n) / (a + 1 + n) * x
        total += term
        n += 1
    beta = loggamma(a) + loggamma(b) - loggamma(a + b)
    return exp(a * log(x) + b * log1p(-x) - beta) * total / a


def lower(x, a, b):
    """I_x(a, b), from the tail whose series is short; the digits allow for the other's complement."""
    return series(x, a, b) if x < mpf(1) / 2 else 1 - series(1 - x, b, a)


def tails(x, a, b):
    value = lower(mpf(x), mpf(a), mpf(b))
    return text(log(value)), text(log(1 - value))


def quantile(p, a, b):
    """The root of I_x(a, b) = p on the logit of x, by bisection."""
    low, high = mpf(-750), mpf(750)
    with mp.workdps(40):
        for _ in range(110):
            middle = (low + high) / 2
            x = 1 / (1 + exp(-middle))
            if lower(x, mpf(a), mpf(b)) < p:
                low = middle
            else:
                high = middle
        return text(1 / (1 + exp(-low)))


def main():
    if "--root" in sys.argv:
        root = findroot(digamma, mpf("1.4616"))
        print(float(root), float(root - mpf(float(root))))
        for k in range(1, 28):
            print(repr(float(psi(k, root) / factorial(k))))
        return
    difference = lambda k, x, d: abs(psi(k, mpf(x) + mpf(d)) - psi(k, mpf(x)))
    json.dump({
        "polygamma": [[repr(x)] + [text(psi(k, mpf(x))) for k in range(3)] for x in ARGUMENTS],
        "negative": [[repr(x)] + [text(psi(k, mpf(x))) for k in range(2)] for x in NEGATIVE],
        "differences": [[repr(x), repr(d)] + [text(difference(k, x, d)) for k in range(3)]
                        for x, d in STEPS],
        "logBeta": [[repr(a), repr(b), text(loggamma(mpf(a)) + loggamma(mpf(b)) - loggamma(mpf(a) + mpf(b)))]
                    for a, b in PAIRS],
        "tails": [[repr(x), repr(a), repr(b), *tails(x, a, b)] for x, a, b in TAILS],
        "quantiles": [[repr(p), repr(a), repr(b), quantile(p, a, b)] for p, a, b in QUANTILES],
    }, sys.stdout, indent=1)
    print()


main()
