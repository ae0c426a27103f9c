#!/bin/sh
# How many diagnoses a regional agent makes: culprit bench agents, on this machine.
# CULPRIT names another binary.
# Usage: Benchmarks/agents.sh [OPTIONS OF culprit bench agents]
set -eu
cd "$(dirname "$0")/.."
binary=$(realpath "${CULPRIT:-.build/release/culprit}")
[ -x "$binary" ] || { echo "build first: make build" >&2; exit 1; }
# A bar that is missed, on a machine with other work, is no reason to stop what comes after.
"$binary" bench agents "$@" || [ $? -eq 1 ]
