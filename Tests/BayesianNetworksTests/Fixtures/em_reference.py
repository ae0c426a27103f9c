#!/usr/bin/env python3
"""Writes em_reference.json: expectation maximization on a small network with missing values, every
expectation taken by enumerating the whole joint distribution, in plain Python. It shares no idea
with the junction tree beyond the definition of the model. Tables: first parent slowest, child
fastest. Held-out records are scored under the last tables of each case."""
import itertools
import json
import math
import random
from pathlib import Path

random.seed(19770101)
COUNTS = [2, 3, 2, 2, 3]
PARENTS = [[], [0], [0], [2, 1], [3]]


def rows(node):
    return math.prod(COUNTS[p] for p in PARENTS[node])


def draw_tables():
    tables = []
    for node in range(5):
        table = []
        for _ in range(rows(node)):
            weights = [random.expovariate(1) + 0.02 for _ in range(COUNTS[node])]
            table += [w / sum(weights) for w in weights]
        tables.append(table)
    return tables


def entry(node, states):
    row = 0
    for parent in PARENTS[node]:
        row = row * COUNTS[parent] + states[parent]
    return row * COUNTS[node] + states[node]


JOINT = list(itertools.product(*map(range, COUNTS)))


def probability(tables, states):
    return math.prod(tables[n][entry(n, states)] for n in range(5))


def completions(record):
    return [s for s in JOINT if all(r is None or r == v for r, v in zip(record, s))]


def expectation(tables, records, weights):
    counts = [[0.0] * len(t) for t in tables]
    total = 0.0
    for record, weight in zip(records, weights):
        fits = completions(record)
        masses = [probability(tables, s) for s in fits]
        mass = math.fsum(masses)
        total += weight * math.log(mass)
        for states, m in zip(fits, masses):
            for node in range(5):
                counts[node][entry(node, states)] += weight * m / mass
    return counts, total


def maximization(counts, pseudo):
    tables = []
    for node in range(5):
        width = COUNTS[node]
        table = []
        for start in range(0, len(counts[node]), width):
            row = [c + pseudo for c in counts[node][start:start + width]]
            table += [v / sum(row) for v in row]
        tables.append(table)
    return tables


truth = draw_tables()
start = draw_tables()


def sample():
    states = []
    for node in range(5):
        base = entry(node, states + [0]) if node else 0
        states.append(random.choices(range(COUNTS[node]), truth[node][base:base + COUNTS[node]])[0])
    return states


def with_gaps(states):
    return [None if random.random() < 0.3 else s for s in states]


records = [with_gaps(sample()) for _ in range(60)]
records[5] = [None] * 5
weights = [random.choice([1.0, 1.0, 0.5, 2.0, 3.25]) for _ in records]
heldout = [with_gaps(sample()) for _ in range(20)]

cases = []
for pseudo in [0.0, 0.7]:
    tables = start
    likelihoods, objectives = [], []
    for iteration in range(41):
        counts, total = expectation(tables, records, weights)
        likelihoods.append(total)
        objectives.append(
            total + (pseudo and pseudo * sum(math.log(v) for t in tables for v in t)))
        if iteration < 40:
            tables = maximization(counts, pseudo)
    cases.append({"pseudoCount": pseudo, "logLikelihoods": likelihoods, "objectives": objectives,
                  "tables": tables,
                  "heldOut": expectation(tables, heldout, [1.0] * 20)[1]})
(Path(__file__).parent / "em_reference.json").write_text(json.dumps(
    {"stateCounts": COUNTS, "parents": PARENTS, "start": start, "records": records,
     "weights": weights, "heldOut": heldout, "cases": cases}, indent=1) + "\n")
