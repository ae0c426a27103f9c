#!/usr/bin/env python3
"""Measures pyAgrum on the networks and evidence of the reports in a folder, and compares.

    python3 bayesian_networks.py FOLDER [--timeout SECONDS]

For each report both LazyPropagation and ShaferShenoyInference are run (each in a process of its own,
ended after the timeout); the faster one counts. Tables are built in double precision, so no reader
of pyAgrum's is involved. Only calls of the engine are timed, no conversion to Python lists.
"""

import argparse
import json
import multiprocessing
import pathlib
import statistics
import time


def build(gum, report):
    network = gum.BayesNet()
    for index, variable in enumerate(report["variables"]):
        network.add(gum.LabelizedVariable(f"v{index}", "", variable["stateCount"]))
    for index, variable in enumerate(report["variables"]):
        # The last parent first: then pyAgrum's order of entries is ours.
        for parent in reversed(variable["parents"]):
            network.addArc(parent, index)
        network.cpt(index).fillWith(variable["table"])
    return network


def shortest(body, budget=1.0):
    best = float("inf")
    runs = 0
    start = time.perf_counter()
    while runs < 3 or (time.perf_counter() - start < budget and runs < 10000):
        if runs and time.perf_counter() - start > 30:
            break
        begin = time.perf_counter()
        body()
        best = min(best, time.perf_counter() - begin)
        runs += 1
    return best


def measure(path, engine_name, pipe):
    import pyagrum as gum

    report = json.loads(pathlib.Path(path).read_text())
    network = build(gum, report)
    engine_type = getattr(gum, engine_name)
    observed = report["observed"]
    ids = range(len(report["variables"]))

    def compile_and_query():
        engine = engine_type(network)
        for variable, state in zip(observed, report["evidence"][0]):
            engine.addEvidence(variable, state)
        engine.makeInference()
        for index in ids:
            engine.posterior(index)
        return engine

    compiling = shortest(compile_and_query)
    engine = compile_and_query()
    worst = 0.0
    for index in ids:
        found = engine.posterior(index).tolist()
        worst = max(worst, max(abs(a - b) for a, b in zip(found, report["marginals"][index])))

    def queries():
        for states in report["evidence"]:
            for variable, state in zip(observed, states):
                engine.chgEvidence(variable, state)
            engine.makeInference()
            for index in ids:
                engine.posterior(index)

    pipe.send((compiling, None, worst))
    querying = shortest(queries) / len(report["evidence"])
    pipe.send((compiling, querying, worst))


def run(path, engine_name, timeout):
    """The times, as far as they were reached within the timeout."""
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=measure, args=(path, engine_name, sender))
    process.start()
    sender.close()
    deadline = time.monotonic() + timeout
    result = None
    try:
        while receiver.poll(max(0, deadline - time.monotonic())):
            result = receiver.recv()
    except EOFError:
        pass
    process.terminate()
    process.join()
    return result


def text(seconds):
    return "          -" if seconds is None else f"{seconds * 1e3:11.3f}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--timeout", type=float, default=120)
    arguments = parser.parse_args()
    print(f"{'network':14} {'compile + all marginals, ms':>38} {'further queries, ms':>38}")
    print(f"{'':14} {'ours':>11} {'pyAgrum':>11} {'ratio':>14} {'ours':>11} {'pyAgrum':>11} "
          f"{'ratio':>14}  difference")
    ratios = ([], [])
    for path in sorted(arguments.folder.glob("*.json"), key=lambda p: p.stat().st_size):
        report = json.loads(path.read_text())
        results = [run(path, engine, arguments.timeout)
                   for engine in ("LazyPropagation", "ShaferShenoyInference")]
        reached = [result for result in results if result is not None]
        line = f"{report['name']:14} "
        for part, ours in ((0, report["compileAndQuery"]), (1, report["query"])):
            times = [result[part] for result in reached if result[part] is not None]
            theirs = min(times) if times else None
            if theirs is None:
                ratio = f">{arguments.timeout / ours:.0f}" if part == 0 else "-"
            else:
                ratios[part].append(theirs / ours)
                ratio = f"{theirs / ours:.1f}"
            line += f"{text(ours)} {text(theirs)} {ratio:>14} "
        worst = min((result[2] for result in reached), default=None)
        print(line + (f" {worst:.1e}" if worst is not None else " -"), flush=True)
    for name, values in zip(("compile + all marginals", "further queries"), ratios):
        if values:
            print(f"{name}: median ratio {statistics.median(values):.1f}, "
                  f"smallest {min(values):.1f}, over {len(values)} networks")


if __name__ == "__main__":
    main()
