#!/usr/bin/env python3
"""Marginals of small networks by enumeration of all joint states, in exact fractions.

Writes exact_marginals.json beside itself: the networks, and for each set of findings the probability
of the findings and every variable's distribution given them. Knows nothing of the Swift code.

    python3 exact_marginals.py
"""

import itertools
import json
import pathlib
import random
from fractions import Fraction


def fraction(value):
    return value if isinstance(value, Fraction) else Fraction(str(value))


def network(name, nodes):
    """nodes: (variable, states, parents, {parent states: row} or row)."""
    result = []
    states_of = {variable: states for variable, states, _, _ in nodes}
    for variable, states, parents, rows in nodes:
        if not parents:
            rows = {(): rows}
        table = []
        for combination in itertools.product(*(states_of[p] for p in parents)):
            row = [fraction(p) for p in rows[combination]]
            assert len(row) == len(states) and sum(row) == 1, (variable, combination)
            table += row
        result.append({"name": variable, "states": states, "parents": parents, "table": table})
    return {"name": name, "nodes": result}


def enumerate_marginals(nodes, findings):
    names = [node["name"] for node in nodes]
    position = {name: index for index, name in enumerate(names)}
    sums = [[Fraction(0)] * len(node["states"]) for node in nodes]
    total = Fraction(0)
    for joint in itertools.product(*(range(len(node["states"])) for node in nodes)):
        if any(nodes[position[v]]["states"][joint[position[v]]] != s for v, s in findings.items()):
            continue
        probability = Fraction(1)
        for index, node in enumerate(nodes):
            row = 0
            for parent in node["parents"]:
                row = row * len(nodes[position[parent]]["states"]) + joint[position[parent]]
            probability *= node["table"][row * len(node["states"]) + joint[index]]
            if probability == 0:
                break
        total += probability
        for index, state in enumerate(joint):
            sums[index][state] += probability
    marginals = {name: [float(p / total) for p in sums[i]] for i, name in enumerate(names)}
    return {"findings": findings, "probability": float(total), "marginals": marginals}


def binary(probability):
    probability = fraction(probability)
    return [probability, 1 - probability]


def four_causes():
    """Four possible causes of a failed connection and eight tests of them (the shape of the network
    of G. J. Lee, CAPRI, 2007, appendix B.3; the numbers are ours)."""
    status = ["fail", "ok"]
    causes = ["local_network", "http_server", "dns_lookup", "ip_routing"]
    priors = ["0.04", "0.03", "0.05", "0.06"]
    nodes = [(cause, status, [], binary(p)) for cause, p in zip(causes, priors)]
    rows = {
        combination: binary("0.01" if "fail" not in combination else "0.97")
        for combination in itertools.product(status, repeat=4)
    }
    nodes.append(("http_connection", status, causes, rows))
    rows = {}
    for combination in itertools.product(status, repeat=4):
        local, server, dns, routing = (s == "fail" for s in combination)
        if dns:
            rows[combination] = ["0.05", "0.05", "0.85", "0.05"]
        elif local or routing:
            rows[combination] = ["0.05", "0.8", "0.1", "0.05"]
        elif server:
            rows[combination] = ["0.6", "0.3", "0.05", "0.05"]
        else:
            rows[combination] = ["0.1", "0.1", "0.1", "0.7"]
    nodes.append(("error_code", ["refused", "timed_out", "not_found", "none"], causes, rows))

    def test(name, cause, if_failed, if_ok):
        rows = {("fail",): binary(if_failed), ("ok",): binary(if_ok)}
        nodes.append((name, status, [cause], rows))

    test("outbound_test", "local_network", "0.98", "0.02")
    test("server_ping", "http_server", "0.75", "0.1")
    test("other_resolver", "dns_lookup", "0.9", "0.03")
    test("path_trace", "ip_routing", "0.85", "0.12")
    counts = ["none", "one", "several"]
    for name, cause in [("user_failures", "local_network"), ("server_failures", "http_server")]:
        rows = {("fail",): ["0.2", "0.3", "0.5"], ("ok",): ["0.9", "0.08", "0.02"]}
        nodes.append((name, counts, [cause], rows))
    return network("four causes", nodes)


def deterministic():
    """Two coins and whether they agree: no coin alone tells anything of that."""
    coin = ["heads", "tails"]
    agree = {pair: binary(1 if pair[0] == pair[1] else 0) for pair in itertools.product(coin, coin)}
    return network("two coins", [
        ("first", coin, [], binary("0.5")),
        ("second", coin, [], binary("0.5")),
        ("agree", ["yes", "no"], ["first", "second"], agree),
    ])


def random_network(seed, count):
    """Loops, several state counts (one of them 1), rows with zeros."""
    generator = random.Random(seed)
    nodes = []
    for index in range(count):
        states = [f"s{k}" for k in range(generator.choice([1, 2, 2, 3, 3, 4]))]
        parents = sorted(generator.sample(range(index), min(index, generator.randint(0, 3))))
        rows = {}
        for combination in itertools.product(*(nodes[p][1] for p in parents)):
            weights = [generator.choice([0, 1, 2, 3, 5, 7]) for _ in states]
            if sum(weights) == 0:
                weights[generator.randrange(len(weights))] = 1
            rows[combination] = [Fraction(w, sum(weights)) for w in weights]
        name = f"v{index}"
        nodes.append((name, states, [f"v{p}" for p in parents], rows if parents else rows[()]))
    return network(f"random {seed}", nodes)


def main():
    cases = []
    for item, evidences in [
        (four_causes(), [
            {},
            {"http_connection": "fail"},
            {"http_connection": "fail", "error_code": "timed_out", "outbound_test": "ok"},
            {"http_connection": "fail", "server_ping": "ok", "path_trace": "fail",
             "user_failures": "none", "server_failures": "several"},
        ]),
        (deterministic(), [{}, {"agree": "yes"}, {"agree": "no", "first": "heads"}]),
        (random_network(1, 9), [{}, {"v8": "s0"}]),
        (random_network(2, 9), [{}, {"v3": "s0", "v7": "s0"}]),
        (random_network(3, 10), [{}, {"v9": "s0", "v4": "s0"}]),
    ]:
        item["queries"] = [enumerate_marginals(item["nodes"], findings) for findings in evidences]
        for node in item["nodes"]:
            node["table"] = [float(p) for p in node["table"]]
        cases.append(item)
    target = pathlib.Path(__file__).with_name("exact_marginals.json")
    target.write_text(json.dumps(cases, indent=1) + "\n")


if __name__ == "__main__":
    main()
