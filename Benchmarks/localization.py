"""Runs `culprit localize --json` on the tables of a folder and counts exact matches: see localization.sh."""

import csv
import json
import os
import subprocess
import sys


def main(binary: str, folder: str) -> None:
    families: dict[str, list[tuple[int, int, int, float]]] = {}
    with open(os.path.join(folder, "truth.csv"), newline="") as file:
        rows = list(csv.reader(file))[1:]
    for path, causes in rows:
        truth = {frozenset(cause.split("&")) for cause in causes.split(";") if cause}
        run = subprocess.run(
            [binary, "localize", "--json", os.path.join(folder, path)],
            check=True,
            capture_output=True,
        )
        answer = json.loads(run.stdout)
        found = {
            frozenset(f"{name}={value}" for name, value in cause["where"].items())
            for cause in answer["causes"]
        }
        right = len(truth & found)
        families.setdefault(path.split("/")[0], []).append(
            (right, len(found) - right, len(truth) - right, answer["milliseconds"])
        )
    print("family  tables  found  wrong  missed     F1  ms mean  ms worst")
    for family, entries in families.items():
        right, wrong, missed = (sum(entry[i] for entry in entries) for i in range(3))
        everything = 2 * right + wrong + missed
        score = 2 * right / everything if everything else 1
        times = [entry[3] for entry in entries]
        print(
            f"{family:6}  {len(entries):6}  {right:5}  {wrong:5}  {missed:6}  {score:5.3f}"
            f"  {sum(times) / len(times):7.1f}  {max(times):8.1f}"
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
