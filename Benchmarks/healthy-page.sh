#!/bin/sh
# How long a healthy page takes: curl and culprit why, side by side, on the test network.
# Usage: Benchmarks/healthy-page.sh [RUNS]
set -eu
cd "$(dirname "$0")/.."
runs=${1:-25}
binary=$(pwd)/.build/release/culprit
[ -x "$binary" ] || { echo "build first: make build" >&2; exit 1; }
network=Tests/EndToEndTests/Network/network
"$network" check || { echo "healthy-page: skipped, see above"; exit 0; }
exec "$network" run healthy -- python3 "$(pwd)/Benchmarks/healthy_page.py" "$binary" "$runs"
