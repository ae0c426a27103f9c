#!/usr/bin/env python3
"""Writes shuffled.bif and shuffled.json: a random network as a BIF text that uses every liberty of
the format (blocks and rows in any order, quoted and bare labels, comments, defaults, whole tables,
scientific notation), and the same network as plain tables, first parent slowest, child fastest.
The JSON is made from the drawn numbers, not by reading the text. Needs Python only."""
import itertools
import json
import random
from pathlib import Path

random.seed(20070615)
HERE = Path(__file__).parent
LABELS = ["Asy/Patch", ">=7.5", "0-3_days", "<5", "12+", "yes", "no", "table", "default", "-1e3",
          "two words", "{brace}", "semi;colon", 'quo"te', "back\\slash", "//", "", "ä", "1.0", "|"]
PLAIN = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+<>=/.ä")


def word(text):
    bare = text and all(c in PLAIN for c in text) and "//" not in text and "/*" not in text
    if bare and random.random() < 0.7:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def gap():
    return random.choice([" ", "  ", "\n", "\t", " // note { ;\n", " /* x */ ", ", ", " , "])


def number(value):
    return random.choice([repr(value), "%.17e" % value, "+" + repr(value)])


def row(width):
    weights = [random.random() ** 3 for _ in range(width)]
    return [w / sum(weights) for w in weights]


nodes = []
for index in range(12):
    count = random.randint(1, 5)
    parents = random.sample(range(index), min(index, random.randint(0, 3)))
    states = random.sample(LABELS, count)
    rows = [row(count) for _ in itertools.product(*[nodes[p]["states"] for p in parents])]
    if index == 7:
        rows[1] = [0.0] * count
    nodes.append({"name": f"node {index}" if index % 4 == 0 else f"node_{index}",
                  "states": states, "parents": parents, "rows": rows, "defaulted": []})

blocks = []
for node in nodes:
    listed = gap().join(map(word, node["states"]))
    blocks.append(f"variable{gap()}{word(node['name'])} {{{gap()}type discrete["
                  f"{len(node['states'])}]{{{listed} }};\nproperty position = (1, 2) ;}}\n")
    head = "probability (" + gap().join(
        [word(node["name"])] + [word(nodes[p]["name"]) for p in node["parents"]]) + "){"
    labels = list(itertools.product(*[nodes[p]["states"] for p in node["parents"]]))
    style = random.choice(["rows", "rows", "table", "default"])
    if style == "table":
        # The child is slowest in a whole table.
        numbers = [r[s] for s in range(len(node["states"])) for r in node["rows"]]
        body = "table " + " ".join(map(number, numbers)) + ";"
    else:
        entries = []
        dropped = set()
        if style == "default" and len(labels) > 1:
            dropped = set(random.sample(range(len(labels)), 2))
            common = row(len(node["states"]))
            for index in dropped:
                node["rows"][index] = common
            node["defaulted"] = sorted(dropped)
            entries.append("default" + gap() + gap().join(map(number, common)) + ";")
        for index, combination in enumerate(labels):
            if index not in dropped:
                entries.append("(" + gap().join(map(word, combination)) + ")" + gap()
                               + gap().join(map(number, node["rows"][index])) + ";")
        random.shuffle(entries)
        body = gap().join(entries)
    blocks.append(head + body + "}\n")
order = list(range(12))
variables = blocks[0::2]
tables = blocks[1::2]
random.shuffle(tables)
mixed = variables + tables
# Variables keep their order; tables fall anywhere among them, before their variables too.
for block in tables:
    mixed.remove(block)
    mixed.insert(random.randint(0, len(mixed)), block)
text = 'network "a network" { property made by "a; script" ; }\n' + "".join(mixed)
(HERE / "shuffled.bif").write_text(text, encoding="utf-8")
(HERE / "shuffled.json").write_text(json.dumps([
    {"name": n["name"], "states": n["states"], "parents": n["parents"],
     "table": [v if sum(r) else 1 / len(r) for r in n["rows"] for v in r],
     "defaulted": n["defaulted"],
     "unseen": [i for i, r in enumerate(n["rows"]) if sum(r) == 0]}
    for n in nodes], indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
