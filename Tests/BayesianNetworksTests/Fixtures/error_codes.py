#!/usr/bin/env python3
"""Writes error_codes.json: invented knowledge of the shape that a knowledge agent learns, a table
of browser error codes given the status of four parents, placed by label, in which one combination
never occurred and is all zero. Needs Python only."""
import itertools
import json
import random
from pathlib import Path

random.seed(85)
PARENTS = ["localNet.status", "httpServer.status", "dnsLookup.status", "ipRouting.status"]
CODES = ["0", "13", "14", "20", "2", "30", "71"]
NEVER = ("FAIL", "OK", "FAIL", "OK")
entries = []
for combination in itertools.product(["FAIL", "OK"], repeat=4):
    weights = [random.randint(0, 40) for _ in CODES]
    total = sum(weights)
    for code, weight in zip(CODES, weights):
        entries.append({"parents": list(combination), "value": code,
                        "p": 0.0 if combination == NEVER else round(weight / total, 6)})
random.shuffle(entries)
(Path(__file__).parent / "error_codes.json").write_text(json.dumps(
    {"learned": [{"subject": "Browser_Error_Test", "property": "errorCode", "parents": PARENTS,
                  "entries": entries}]}, indent=1) + "\n")
