#!/usr/bin/env python3
"""Independent additive Holt-Winters, written from the formulas: prints HoltWintersReference.swift.

Written with dictionaries and plain loops from Documentation/Methods/seasonal-detection.md, without a look at the
Swift code; needs the Python standard library alone:

    python3 holt_winters_reference.py > HoltWintersReference.swift
"""
import math
import random

N = 6


def median(values):
    s = sorted(values)
    m = len(s) // 2
    return s[m] if len(s) % 2 else (s[m - 1] + s[m]) / 2


def begin(first, robust):
    """Level, season and residual from the values of the first season."""
    means = list(first)
    if robust:
        medians = [median([means[(i + k) % N] for k in range(-2, 3)]) for i in range(N)]
        far = [abs(x - y) for x, y in zip(means, medians)]
        spread = 1.4826 * median(far)
        means = [m if f > 5 * spread else x for x, m, f in zip(means, medians, far)]
    level = median(means) if robust else sum(means) / N
    rough = sum(abs(means[i] - (means[i - 1] + means[(i + 1) % N]) / 2) for i in range(N)) / N
    season = [x - level for x in means]
    return {"a": level, "b": 0.0, "c": season, "d": [rough * math.sqrt(4 / 3)] * N}


def rate(value, share):
    return 1 - (1 - value) ** share


def follow(values, robust, shadow, w, m, scale):
    """One row a value: forecast, upper bound, abnormal level, taken over; nothing for the first season."""
    work = {"alpha": 0.1, "beta": 0.002, "gamma": 0.1}
    fast = {"alpha": 0.4, "beta": 0.01, "gamma": 0.4}
    per_season = N * m
    sets, window, rows = None, [], []
    for t, y in enumerate(values):
        if t < per_season:
            continue
        if sets is None:
            first = [[] for _ in range(N)]
            for u in range(per_season):
                place = u / m
                first[math.floor(place + 0.5 + 1e-12) % N].append(values[u])
            means = [sum(x) / len(x) for x in first]
            sets = [begin(means, robust), begin(means, robust)]
        j, f = (t % per_season) // m, (t % m) / m

        def at(s, key):
            return (1 - f) * s[key][j] + f * s[key][(j + 1) % N]

        s = sets[0]
        forecast = s["a"] + s["b"] + at(s, "c")
        usual = max(scale * at(s, "d"), 0.001 * abs(forecast))
        e = abs(y - forecast)
        level = min(5, math.floor(2 * e / usual))
        judged = t >= max(8, 2 * per_season)
        limit = scale * 2.5 * math.sqrt(2 / math.pi)
        factor = math.erf(limit / math.sqrt(2)) / (1 - math.exp(-limit * limit / 2))
        for number, (s, rates) in enumerate([(sets[0], work), (sets[1], fast)]):
            if number == 1 and not shadow:
                continue
            own = abs(y - s["a"] - s["b"] - at(s, "c"))
            if number == 0:
                if robust and judged and level > 4:
                    continue
                if robust and judged:
                    own *= factor
            alpha, beta = rate(rates["alpha"], 1 / m), rate(rates["beta"], 1 / m)
            gamma = rates["gamma"] / m
            visits = 1 + t // per_season
            if t < int(per_season / 0.1):
                gamma = max(gamma, 1 / (visits + 1) / m)
            c = at(s, "c")
            a = alpha * (y - c) + (1 - alpha) * (s["a"] + s["b"])
            s["b"] = beta * (a - s["a"]) + (1 - beta) * s["b"]
            s["a"] = a
            step = gamma * (y - a - c)
            s["c"][j] += (1 - f) * step
            s["c"][(j + 1) % N] += f * step
            for k in range(-w, w + 2):
                g = gamma / (w + 1) * max(0, (w + 1 - abs(k - f)) / (w + 1))
                i = (j + k) % N
                s["d"][i] = g * own + (1 - g) * s["d"][i]
        taken = False
        if judged:
            window = (window + [level >= 4])[-16:]
            if shadow and level >= 4 and sum(window) > 0.75 * 16:
                sets[0] = {k: list(v) if isinstance(v, list) else v for k, v in sets[1].items()}
                window, taken = [], True
        rows.append((forecast, forecast + 2 * usual, level, taken))
    return rows


def main():
    random.seed(20)
    values = []
    for t in range(240):
        y = 50 + 8 * math.sin(2 * math.pi * t / N) + random.gauss(0, 1)
        if t in (70, 71):
            y = 3.0
        if t >= 150:
            y += 25
        values.append(round(y, 4))
    cases = [
        ("classic", False, False, 0, 1, 2.0),
        ("robust", True, False, 0, 1, 1.0),
        ("enhanced", True, True, 1, 1, 2.0),
        ("wide", True, True, 2, 1, 1.0),
        ("fine", True, True, 1, 4, 2.0),
    ]
    print("// Printed by holt_winters_reference.py; do not edit.\n")
    print("/// What an independent implementation says of one series.")
    print("enum HoltWintersReference {")
    print("    static let values: [Double] = [")
    for i in range(0, len(values), 10):
        print("        " + ", ".join(str(v) for v in values[i : i + 10]) + ",")
    print("    ]\n")
    print("    /// Forecast, upper bound, abnormal level and whether the shadow set took over.")
    print("    typealias Row = (forecast: Double, high: Double, level: UInt8, isTakeOver: Bool)\n")
    for name, robust, shadow, w, m, scale in cases:
        rows = follow(values, robust, shadow, w, m, scale)
        print(f"    static let {name}: [Row] = [")
        for i in range(0, len(rows), 2):
            print("        " + ", ".join("(%.8f, %.8f, %d, %s)" % (f, h, l, str(x).lower())
                                         for f, h, l, x in rows[i : i + 2]) + ",")
        print("    ]" + ("" if name == cases[-1][0] else "\n"))
    print("}")


main()
