#!/usr/bin/env python3
"""Small noisy-OR instances with their optimum, for NoisyOrTests: the same model, written independently.

    python3 -m venv .venv && .venv/bin/pip install numpy==2.4.6 scipy==1.17.1 mpmath==1.3.0
    .venv/bin/python noisy_or_reference.py > noisy_or_reference.json

The objective is written over (ln alpha, ln beta) with scipy's digamma and polygamma and maximised by
scipy's L-BFGS-B, restarted until it moves no more. Divergences come from mpmath, posteriors of a single
fault from mpmath's adaptive quadrature of the unnormalised density.
"""
import json
import sys

import numpy
from mpmath import beta as beta_function
from mpmath import digamma as mp_digamma
from mpmath import inf, log, mp, mpf, quad
from scipy.optimize import minimize
from scipy.special import betaln, digamma, polygamma

mp.dps = 30


def instance(seed, faults, rows, prior, leak, weighted, strength_one, per_fault):
    """Observations drawn from the model, as rows of (failed, weight, [(fault, strength)])."""
    chance = numpy.random.default_rng(seed)
    priors = [(prior[0] * chance.uniform(0.5, 2), prior[1] * chance.uniform(0.5, 2)) if per_fault else prior
              for _ in range(faults)]
    rates = numpy.where(chance.random(faults) < 0.4, chance.beta(1, 3, faults), 1e-4)
    result = []
    for _ in range(rows):
        parents = sorted(chance.choice(faults, chance.integers(1, 6), replace=False).tolist())
        strengths = [1.0 if strength_one else round(float(chance.uniform(0.02, 1)), 4) for _ in parents]
        survive = (1 - leak) * numpy.prod([1 - r * rates[j] for j, r in zip(parents, strengths)])
        weight = int(chance.integers(1, 9)) if weighted else 1
        result.append((int(chance.random() > survive), weight, parents, strengths))
    return {"faults": faults, "leak": leak, "priors": priors, "rows": result}


def objective(data):
    count = data["faults"]
    alpha0, beta0 = numpy.array(data["priors"]).T
    failed = numpy.array([row[0] for row in data["rows"]], bool)
    weight = numpy.array([row[1] for row in data["rows"]], float)
    row = numpy.concatenate([[i] * len(r[2]) for i, r in enumerate(data["rows"])]).astype(int)
    fault = numpy.concatenate([r[2] for r in data["rows"]]).astype(int)
    # Strengths are read in single precision by the program under test.
    strength = numpy.concatenate([r[3] for r in data["rows"]]).astype(numpy.float32).astype(float)

    def value(x):
        alpha, beta = numpy.exp(x[:count]), numpy.exp(x[count:])
        total = alpha + beta
        mean = alpha / total
        factor = 1 - strength * mean[fault]
        q = (1 - data["leak"]) * numpy.exp(numpy.bincount(row, numpy.log(factor), len(failed)))
        likelihood = numpy.sum(weight * numpy.where(failed, numpy.log1p(-q), numpy.log(q)))
        outer = weight * numpy.where(failed, q / (1 - q), -1.0)
        slope = numpy.bincount(fault, outer[row] * strength / factor, count)
        kl = (betaln(alpha0, beta0) - betaln(alpha, beta) + (alpha - alpha0) * digamma(alpha)
              + (beta - beta0) * digamma(beta) - (total - alpha0 - beta0) * digamma(total))
        d_alpha = (alpha - alpha0) * polygamma(1, alpha) - (total - alpha0 - beta0) * polygamma(1, total)
        d_beta = (beta - beta0) * polygamma(1, beta) - (total - alpha0 - beta0) * polygamma(1, total)
        pull = slope * mean * (1 - mean)
        gradient = numpy.concatenate([pull - alpha * d_alpha, -pull - beta * d_beta])
        return -(likelihood - kl.sum()), -gradient

    return value, numpy.log(numpy.concatenate([alpha0, beta0]))


def optimum(data):
    value, start = objective(data)
    at_start, gradient = value(start)
    x = start
    best = numpy.inf
    for _ in range(20):
        found = minimize(value, x, jac=True, method="L-BFGS-B",
                         options={"maxiter": 20000, "maxfun": 20000, "ftol": 0, "gtol": 1e-9, "maxcor": 20})
        x = found.x
        if best - found.fun < 1e-10:
            break
        best = found.fun
    count = data["faults"]
    point = start + numpy.sin(numpy.arange(2 * count)) * 0.7
    elsewhere, slope = value(point)
    return {"start": -at_start, "optimum": -found.fun, "alpha": numpy.exp(x[:count]).tolist(),
            "beta": numpy.exp(x[count:]).tolist(), "elsewhere": -elsewhere, "gradient": (-slope).tolist()}


def divergences():
    result = []
    for a, b, a0, b0 in [(0.3, 2.0, 5e-3, 1.0), (5.001e-3, 700.0, 5e-3, 1.0), (40.0, 3.0, 0.1, 100.0),
                         (0.1, 1e6, 0.1, 100.0), (0.11, 3e12, 0.1, 100.0), (1e5, 0.2, 1.0, 1.0),
                         (5e-3, 1.0, 5e-3, 1.0), (1e4, 1e6, 2.0, 300.0)]:
        A, B, C, D = map(mpf, (a, b, a0, b0))
        value = (log(beta_function(C, D)) - log(beta_function(A, B)) + (A - C) * mp_digamma(A)
                 + (B - D) * mp_digamma(B) - (A + B - C - D) * mp_digamma(A + B))
        result.append([a, b, a0, b0, float(value)])
    return result


def single_posteriors():
    """Mean, deviation and log evidence of a rate seen through successes (r, w) and failures (Q, r, w)."""
    cases = [
        {"prior": [0.1, 100.0], "successes": [[1.0, 3.0]], "failures": [[0.999, 1.0, 2.0]]},
        {"prior": [5e-3, 1.0], "successes": [[0.5, 40.0], [0.9, 7.0]], "failures": [[0.9, 0.5, 1.0]]},
        {"prior": [2.0, 3.0], "successes": [[1.0, 800.0]], "failures": [[0.99, 1.0, 200.0], [0.5, 0.3, 11.0]]},
    ]
    for case in cases:
        a, b = map(mpf, case["prior"])

        def density(m, power):
            f = 1 / (1 + mp.exp(-m))
            value = f ** (a + power) * (1 - f) ** b / beta_function(a, b)
            for r, w in case["successes"]:
                value *= (1 - mpf(numpy.float32(r).item()) * f) ** w
            for q, r, w in case["failures"]:
                value *= (1 - mpf(q) * (1 - mpf(numpy.float32(r).item()) * f)) ** w
            return value

        cuts = [-inf, -2000, -200, -40, -12] + [mpf(k) / 20 for k in range(-180, 61)] + [8, 40, inf]
        moment = [quad(lambda m: density(m, k), cuts) for k in range(3)]
        mean = moment[1] / moment[0]
        case["mean"] = float(mean)
        case["deviation"] = float(mp.sqrt(moment[2] / moment[0] - mean**2))
        case["logEvidence"] = float(log(moment[0]))
    return cases


def main():
    cases = []
    for arguments in [(1, 30, 500, (5e-3, 1.0), 1e-3, False, False, False),
                      (2, 25, 400, (0.1, 100.0), 1e-3, True, True, False),
                      (3, 20, 300, (0.2, 20.0), 0.0, True, False, True)]:
        data = instance(*arguments)
        data.update(optimum(data))
        cases.append(data)
    json.dump({"instances": cases, "divergences": divergences(), "singles": single_posteriors()}, sys.stdout)
    print()


main()
