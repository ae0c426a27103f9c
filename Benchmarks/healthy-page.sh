#!/bin/sh
# How long a healthy page takes: curl and culprit why, side by side, in the lab.
# CULPRIT names another binary.
# Usage: Benchmarks/healthy-page.sh [RUNS]
set -eu
cd "$(dirname "$0")/.."
runs=${1:-25}
binary=$(realpath "${CULPRIT:-.build/release/culprit}")
[ -x "$binary" ] || { echo "build first: make build" >&2; exit 1; }
"$binary" lab check || { echo "healthy-page: skipped, see above"; exit 0; }
exec "$binary" lab shell Scenarios/healthy/healthy.yaml client -- \
  python3 "$(pwd)/Benchmarks/healthy_page.py" "$binary" "$runs"
