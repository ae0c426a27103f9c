#!/usr/bin/env python3
"""Peers of `culprit bench rates`: scipy's L-BFGS on the same instance, Vowpal Wabbit on the same lines.

    noisy_or.py generate FILE    the synthetic experiment of Platt, Kiciman and Maltz (2007), neutral form
    noisy_or.py peers FILE       times of the peers, processor seconds of one thread
    noisy_or.py optimum FILE     the best objective that scipy finds, to compare with another's

The neutral form is one observation a line: 0 or 1, then fault:strength for each fault.
"""
import argparse
import time

import numpy
from scipy.optimize import minimize
from scipy.special import betaln, digamma, polygamma

FAULTS, OBSERVATIONS, EDGES, ALPHA0, BETA0, LEAK = 2000, 100_000, 5e-3, 5e-3, 1.0, 1e-3


def generate(path, seed):
    """Writes the instance, and the rates that it was drawn with beside it."""
    chance = numpy.random.default_rng(seed)
    # Beta(a, 1) by inversion: U^(1/a), which underflows to 0 where the rate is below every double.
    rates = chance.random(FAULTS) ** (1 / ALPHA0)
    with open(path, "w") as file:
        for _ in range(OBSERVATIONS):
            parents = numpy.flatnonzero(chance.random(FAULTS) < EDGES)
            strengths = numpy.maximum(chance.random(len(parents)).round(6), 1e-6)
            survival = (1 - LEAK) * numpy.prod(1 - strengths * rates[parents])
            outcome = int(chance.random() >= survival)
            file.write(" ".join([str(outcome)] + [f"{j}:{r:.6f}" for j, r in zip(parents, strengths)]) + "\n")
    numpy.savetxt(path + ".truth", rates)


def read(path):
    outcomes, row, fault, strength = [], [], [], []
    with open(path) as file:
        for line in file:
            if line.startswith("#"):
                continue
            words = line.split()
            for word in words[1:]:
                name, r = word.split(":")
                row.append(len(outcomes))
                fault.append(int(name))
                strength.append(float(r))
            outcomes.append(words[0] == "1")
    return numpy.array(outcomes), numpy.array(row), numpy.array(fault), numpy.array(strength)


class Arrived(Exception):
    """Ends a search that was only to be timed."""


def objective(data, alpha0, beta0, leak):
    """The objective over (ln alpha, ln beta) and its gradient, both to be minimised."""
    failed, row, fault, strength = data
    count = fault.max() + 1

    def value(x):
        alpha, beta = numpy.exp(x[:count]), numpy.exp(x[count:])
        total = alpha + beta
        mean = alpha / total
        factor = 1 - strength * mean[fault]
        q = (1 - leak) * numpy.exp(numpy.bincount(row, numpy.log(factor), len(failed)))
        likelihood = numpy.log(numpy.where(failed, 1 - q, q)).sum()
        outer = numpy.where(failed, q / (1 - q), -1.0)
        slope = numpy.bincount(fault, outer[row] * strength / factor, count)
        kl = (betaln(alpha0, beta0) - betaln(alpha, beta) + (alpha - alpha0) * digamma(alpha)
              + (beta - beta0) * digamma(beta) - (total - alpha0 - beta0) * digamma(total))
        common = (total - alpha0 - beta0) * polygamma(1, total)
        d_alpha = (alpha - alpha0) * polygamma(1, alpha) - common
        d_beta = (beta - beta0) * polygamma(1, beta) - common
        pull = slope * mean * (1 - mean)
        gradient = numpy.concatenate([pull - alpha * d_alpha, -pull - beta * d_beta])
        return kl.sum() - likelihood, -gradient

    return value, numpy.log(numpy.concatenate([numpy.full(count, alpha0), numpy.full(count, beta0)]))


def search(value, start, callback=None):
    options = {"maxiter": 100_000, "maxfun": 100_000, "ftol": 1e-15, "gtol": 1e-7, "maxcor": 20}
    return minimize(value, start, jac=True, method="L-BFGS-B", options=options, callback=callback)


def time_scipy(path):
    value, start = objective(read(path), ALPHA0, BETA0, LEAK)
    best = search(value, start)
    print(f"scipy L-BFGS: objective {-best.fun:.6f} after {best.nfev} evaluations")
    begin = time.thread_time()
    repetitions = 5
    for _ in range(repetitions):
        value(start)
    one = (time.thread_time() - begin) / repetitions
    print(f"scipy L-BFGS: one objective and gradient {one:.4f} processor s")
    for distance in (1, 0.01):
        begin = time.thread_time()
        taken = []

        def arrived(intermediate_result):
            if intermediate_result.fun - best.fun < distance:
                taken.append(time.thread_time() - begin)
                raise Arrived

        try:
            search(value, start, arrived)
        except Arrived:
            pass
        print(f"scipy L-BFGS: within {distance} nat of its optimum in {taken[0]:.2f} processor s" if taken
              else f"scipy L-BFGS: never within {distance} nat on the second run")


def time_vowpal_wabbit(lines, path):
    """One pass of logistic regression over lines of four faults of 18,848, as the speed bar has them."""
    import vowpalwabbit

    chance = numpy.random.default_rng(7)
    sizes = (40, 60, 300, 18_448)
    first = numpy.concatenate([[0], numpy.cumsum(sizes)[:-1]])
    weights = [1 / numpy.arange(1, size + 1) ** s for size, s in zip(sizes, (0, 1.3, 1.0, 1.05))]
    ranks = [chance.choice(size, lines, p=w / w.sum()) for size, w in zip(sizes, weights)]
    names = numpy.stack([r + f for r, f in zip(ranks, first)], axis=1)
    failed = chance.random(lines) < 2e-3
    with open(path, "w") as file:
        for outcome, row in zip(failed, names):
            file.write(f"{1 if outcome else -1} | {row[0]} {row[1]} {row[2]} {row[3]}\n")
    begin = time.process_time()
    workspace = vowpalwabbit.Workspace(f"--loss_function logistic -b 18 --quiet -d {path}")
    workspace.finish()
    text = time.process_time() - begin
    print(f"Vowpal Wabbit {vowpalwabbit.__version__}: {lines / text / 1e6:.2f} million lines a processor second, "
          "text parsed")
    begin = time.process_time()
    workspace = vowpalwabbit.Workspace(
        f"--loss_function logistic -b 18 --quiet -d {path} --cache_file {path}.cache -k --passes 4 --holdout_off")
    workspace.finish()
    cached = (time.process_time() - begin - text) / 3
    print(f"Vowpal Wabbit {vowpalwabbit.__version__}: {lines / cached / 1e6:.2f} million lines a processor second, "
          "from its cache")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mode", choices=["generate", "peers", "optimum"])
    parser.add_argument("file")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lines", type=int, default=1_000_000, help="lines for Vowpal Wabbit; 0 for none")
    arguments = parser.parse_args()
    if arguments.mode == "generate":
        generate(arguments.file, arguments.seed)
    elif arguments.mode == "optimum":
        value, start = objective(read(arguments.file), ALPHA0, BETA0, LEAK)
        print(f"{-search(value, start).fun:.9f}")
    else:
        time_scipy(arguments.file)
        if arguments.lines:
            time_vowpal_wabbit(arguments.lines, arguments.file + ".vw")


main()
