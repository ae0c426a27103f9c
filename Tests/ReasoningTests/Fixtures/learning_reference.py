#!/usr/bin/env python3
"""Writes learning_reference.json: learning of tables that two paths share, from labelled and unlabelled
cases with missing values, every expectation taken by enumerating the joint distribution, in plain Python.

A route has two hops of one class, and each hop may have a probe. Variables: status of the hops (one
prior for both), result of the probes (one table for both), status of the route given both hops."""
import itertools
import json
import math
import random
from pathlib import Path

random.seed(20070601)
STATUS = ["OK", "FAIL"]
RESULT = ["good", "slow", "lost"]
STRENGTH, DOUBT, IMPROVEMENTS = 5.0, 0.05, 3000

OLD = {"hop": [0.9, 0.1],
       "probe": [0.9, 0.1, 0.0, 0.2, 0.3, 0.5],           # hop status x result
       "route": [1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0]}  # first x second x route status
TRUE = {"hop": [0.7, 0.3],
        "probe": [0.8, 0.15, 0.05, 0.1, 0.2, 0.7],
        "route": [0.99, 0.01, 0.2, 0.8, 0.1, 0.9, 0.05, 0.95]}
WIDTH = {"hop": 2, "probe": 3, "route": 2}
# A world: first hop, second hop, first probe, second probe, route.
WORLDS = list(itertools.product(range(2), range(2), range(3), range(3), range(2)))


def entries(world):
    first, second, probe1, probe2, route = world
    return [("hop", first), ("hop", second), ("probe", first * 3 + probe1),
            ("probe", second * 3 + probe2), ("route", (first * 2 + second) * 2 + route)]


def probability(tables, world):
    return math.prod(tables[name][entry] for name, entry in entries(world))


def draw():
    masses = [probability(TRUE, w) for w in WORLDS]
    return random.choices(WORLDS, masses)[0]


cases = []
while len(cases) < 80:
    first, second, probe1, probe2, route = draw()
    values, label = {}, None
    if first + second == 1 and random.random() < 0.7:
        label = "first.status" if first else "second.status"
    if random.random() < 0.7:
        values["first.probe.result"] = RESULT[probe1]
    if random.random() < 0.5:
        values["second.probe.result"] = RESULT[probe2]
    if random.random() < 0.9:
        values["status"] = STATUS[route]
    cases.append({"id": str(len(cases)), "values": values, "labelled": label,
                  "weight": random.choice([1.0, 1.0, 0.5, 2.0])})


def fits(case, world):
    first, second, probe1, probe2, route = world
    seen = {"first.probe.result": RESULT[probe1], "second.probe.result": RESULT[probe2],
            "status": STATUS[route]}
    if any(seen[path] != value for path, value in case["values"].items()):
        return False
    return case["labelled"] is None or (first, second) == (
        (1, 0) if case["labelled"] == "first.status" else (0, 1))


possible = [[w for w in WORLDS if fits(c, w)] for c in cases]
tables = {name: [(1 - DOUBT) * v + DOUBT / WIDTH[name] for v in table] for name, table in OLD.items()}
pseudo = {name: [STRENGTH * v for v in table] for name, table in tables.items()}
likelihoods = []
for _ in range(IMPROVEMENTS):
    counts = {name: [0.0] * len(table) for name, table in tables.items()}
    total = 0.0
    for case, worlds in zip(cases, possible):
        masses = [probability(tables, w) for w in worlds]
        mass = math.fsum(masses)
        total += case["weight"] * math.log(mass)
        for world, m in zip(worlds, masses):
            for name, entry in entries(world):
                counts[name][entry] += case["weight"] * m / mass
    likelihoods.append(total)
    objective = total + math.fsum(
        a * math.log(v) for name in tables for a, v in zip(pseudo[name], tables[name]))
    for name, width in WIDTH.items():
        for start in range(0, len(tables[name]), width):
            row = [counts[name][e] + pseudo[name][e] for e in range(start, start + width)]
            tables[name][start:start + width] = [v / sum(row) for v in row]

(Path(__file__).parent / "learning_reference.json").write_text(json.dumps(
    {"strength": STRENGTH, "doubt": DOUBT, "old": OLD, "cases": cases, "tables": tables,
     "logLikelihoods": likelihoods[:5], "objective": objective}, indent=1) + "\n")
