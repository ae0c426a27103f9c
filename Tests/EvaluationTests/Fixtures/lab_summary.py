"""Writes lab_summary.json: made-up outcomes of a lab, and what other programs say of them.

The outcomes are drawn with a fixed seed. Accuracy, Brier score, confusion, calibration and intervals are
computed here from their definitions with numpy, scikit-learn and scipy, none of which the project uses.

    pip install numpy scikit-learn scipy
    python3 lab_summary.py > lab_summary.json
"""

import json
import statistics

import numpy as np
from scipy.stats import binomtest
from sklearn.metrics import brier_score_loss, confusion_matrix

CLASSES = ["none", "local-network", "dns-lookup", "ip-routing", "web-server"]
LETTERS = {"n": 0, "L": 1, "D": 2, "P": 3, "S": 4}
CAUSES = ["none"] + [f"L{i}" for i in range(1, 12)] + [f"D{i}" for i in range(1, 10)]
CAUSES += [f"P{i}" for i in range(1, 12)] + [f"S{i}" for i in range(1, 15)]
EDGES = [0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1]

random = np.random.default_rng(20240611)


def class_of(cause):
    return CLASSES[LETTERS[cause[0]]]


def drawn_answer(truth, rivals):
    """Probabilities over all causes, near the truth more often than not."""
    weights = random.dirichlet(np.full(len(CAUSES), 0.03))
    center = truth if random.random() < 0.8 else CAUSES[random.integers(len(CAUSES))]
    weights[CAUSES.index(center)] += random.choice([0.3, 1.0, 4.0, 40.0, 400.0])
    for rival in rivals:
        weights[CAUSES.index(rival)] += random.choice([0.0, 0.5, 3.0])
    weights /= weights.sum()
    ranked = sorted(range(len(CAUSES)), key=lambda i: -weights[i])
    return [(CAUSES[i], round(float(weights[i]), 4)) for i in ranked if weights[i] >= 0.0005]


def printed(ranked, count):
    evidence = [
        {"test": f"tcp.t{i}", "milliseconds": i, "cost": 5 * i + 5}
        for i in range(count)
    ]
    objects = [{"class": class_of(c), "cause": c, "probability": p} for c, p in ranked]
    return {
        "schema": 1, "target": "https://www.example.com/", "reachable": ranked[0][0] == "none", "decided": True,
        "verdict": {**objects[0], "name": "x"}, "explanations": objects,
        "indistinguishable": [c for c, p in ranked[1:4] if p >= 0.04], "evidence": evidence, "elapsedMilliseconds": 12.5,
    }


def outcome(name, truth, rivals, state, answer, seconds):
    return {
        "scenario": name, "file": f"{name}.yaml", "title": name, "faults": [], "state": state, "proofs": [],
        "truth": {"class": class_of(truth), "cause": truth, "also": rivals, "reachable": truth == "none"},
        "exitStatus": 1, "output": "" if answer is None else json.dumps(answer), "errors": "",
        "setUpSeconds": 1.5, "trialSeconds": seconds, "seed": 7, "repetition": 1,
    }


runs, rows = [], []
for index in range(120):
    truth = CAUSES[random.integers(len(CAUSES))] if random.random() < 0.85 else "none"
    rivals = [CAUSES[i] for i in random.integers(1, len(CAUSES), random.integers(0, 3))] if truth != "none" else []
    rivals = sorted({r for r in rivals if r != truth})
    state = {"ran": {}}
    if index % 17 == 3:
        state = {"notApplied": {"reason": "the page came"}}
    if index % 23 == 5:
        state = {"notMade": {"reason": "no nginx"}}
    ran = "ran" in state
    ranked = drawn_answer(truth, rivals) if ran and index % 29 != 7 else None
    count = int(random.integers(1, 9))
    answer = None if ranked is None else printed(ranked, count)
    full = None if ranked is None else printed(drawn_answer(truth, rivals), 12)
    seconds = round(float(random.uniform(0.1, 9)), 3)
    run = {"outcome": outcome(f"s{index}", truth, rivals, state, answer, seconds)}
    if full is not None and index % 4 == 0:
        run["everything"] = outcome(f"s{index}", truth, rivals, state, full, seconds)
    runs.append(run)
    if ran:
        rows.append((truth, rivals, answer, full if "everything" in run else None, seconds))


def honest_pair(truth, rivals, answer):
    return answer["verdict"]["cause"] in rivals and truth in answer["indistinguishable"]


def right(truth, rivals, answer, key):
    if answer is None:
        return False
    true = truth if key == "cause" else class_of(truth)
    return answer["verdict"][key] == true or honest_pair(truth, rivals, answer)


def brier(truth, rivals, answer):
    """scikit-learn's multi-class score of one forecast, the classes of an honest pair merged into one column."""
    merged = {class_of(truth)} | {class_of(r) for r in rivals}
    p = dict.fromkeys(["true", *(c for c in CLASSES if c not in merged)], 0.0)
    for e in [] if answer is None else answer["explanations"]:
        p["true" if e["class"] in merged else e["class"]] += e["probability"]
    p["unsaid"] = max(0.0, 1 - sum(p.values()))
    columns = sorted(p)
    forecast = [[p[name] for name in columns]]
    if abs(sum(p.values()) - 1) > 1e-9:  # Four digits can sum to just above 1, which scikit-learn refuses.
        return float(np.sum((np.array(forecast) - np.array([name == "true" for name in columns])) ** 2))
    return brier_score_loss(["true"], forecast, labels=columns, scale_by_half=False)


def calibration(statements):
    p, true = np.array([s[0] for s in statements]), np.array([s[1] for s in statements], dtype=float)
    place = np.clip(np.digitize(p, EDGES) - 1, 0, len(EDGES) - 2)
    bins, error = [], 0.0
    for b in range(len(EDGES) - 1):
        own = place == b
        bins.append({"count": int(own.sum()), "mean": float(p[own].mean()) if own.any() else None,
                     "right": float(true[own].mean()) if own.any() else None})
        if own.any():
            error += own.mean() * abs(p[own].mean() - true[own].mean())
    return {"bins": bins, "error": float(error)}


def interval(part, whole):
    ci = binomtest(part, whole).proportion_ci(confidence_level=0.95, method="wilson")
    return [float(ci.low), float(ci.high)]


def class_statement(truth, rivals, answer):
    merged = {class_of(truth)} | {class_of(r) for r in rivals}
    said = answer["verdict"]["class"]
    own = merged if said in merged else {said}
    return sum(e["probability"] for e in answer["explanations"] if e["class"] in own), said in merged


answered = [r for r in rows if r[2] is not None]
class_right = sum(right(t, r, a, "class") for t, r, a, _, _ in rows)
cause_right = sum(right(t, r, a, "cause") for t, r, a, _, _ in rows)
costs = [sum(e["cost"] for e in a["evidence"]) for _, _, a, _, _ in answered]
tests = [len(a["evidence"]) for _, _, a, _, _ in answered]
pairs = [(a, f) for _, _, a, f, _ in answered if f is not None]
labels = CLASSES + ["no answer"]
matrix = confusion_matrix([class_of(t) for t, *_ in rows],
                          ["no answer" if a is None else a["verdict"]["class"] for _, _, a, _, _ in rows], labels=labels)
cost_of = lambda answer: sum(e["cost"] for e in answer["evidence"])
expected = {
    "graded": len(rows), "answered": len(answered), "classRight": class_right, "causeRight": cause_right,
    "honestPairs": sum(honest_pair(t, r, a) for t, r, a, _, _ in answered),
    "classInterval": interval(class_right, len(rows)), "causeInterval": interval(cause_right, len(rows)),
    "brier": float(np.mean([brier(t, r, a) for t, r, a, _, _ in rows])),
    "confusion": {t: {s: int(matrix[i][j]) for j, s in enumerate(labels)} for i, t in enumerate(CLASSES)},
    "falseAlarms": sum(t == "none" and a["verdict"]["class"] != "none" for t, _, a, _, _ in answered),
    "causeReliability": calibration([(a["verdict"]["probability"], a["verdict"]["cause"] == t) for t, _, a, _, _ in answered]),
    "classReliability": calibration([class_statement(t, r, a) for t, r, a, _, _ in answered]),
    "cost": {"spent": sum(costs), "mean": statistics.mean(costs), "median": statistics.median(costs),
             "everything": sum(cost_of(f) for _, f in pairs),
             "ratio": sum(cost_of(a) for a, _ in pairs) / sum(cost_of(f) for _, f in pairs)},
    "tests": {"spent": sum(tests), "mean": statistics.mean(tests), "median": statistics.median(tests),
              "everything": sum(len(f["evidence"]) for _, f in pairs),
              "ratio": sum(len(a["evidence"]) for a, _ in pairs) / sum(len(f["evidence"]) for _, f in pairs)},
    "seconds": {"sum": float(np.sum([s for *_, s in rows])), "median": statistics.median([s for *_, s in rows]),
                "longest": max(s for *_, s in rows)},
}
print(json.dumps({"runs": runs, "expected": expected}, separators=(",", ":")))
