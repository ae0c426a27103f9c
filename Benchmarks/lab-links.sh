#!/bin/sh
# What `culprit lab forward` does to packets: added delay, jitter, reordering, throughput, CPU.
# Makes its network namespaces without privileges. CULPRIT names another binary.
# Usage: Benchmarks/lab-links.sh [SECONDS]
set -eu
cd "$(dirname "$0")/.."
binary=$(realpath "${CULPRIT:-.build/release/culprit}")
[ -x "$binary" ] || { echo "build first: make build" >&2; exit 1; }
box="unshare --user --map-root-user --net --mount --pid --fork --kill-child --mount-proc"
$box true 2>/dev/null || {
    echo "lab-links: skipped, this system does not let us make namespaces"
    exit 0
}
exec $box python3 Benchmarks/lab_links.py measure "$binary" "${1:-10}"
