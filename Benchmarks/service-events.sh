#!/bin/sh
# From measurements to service events: medians, eight groups a measurement, flatness, memory; medians beside pandas.
#
#   Benchmarks/service-events.sh [OPTIONS OF culprit bench events]
#
# CULPRIT names another binary. Needs python3 with venv.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
binary=$(realpath "${CULPRIT:-$here/../.build/release/culprit}")
[ -x "$binary" ] || { echo "build first: make build" >&2; exit 1; }

if [ ! -x "$here/.venv/bin/python" ]; then python3 -m venv "$here/.venv"; fi
"$here/.venv/bin/pip" install --quiet --disable-pip-version-check numpy==2.4.6 pandas==3.1.1

# One thread each: bars and figures are processor time of one.
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1
# A bar that is missed, on a machine with other work, is no reason to leave out the peers.
"$binary" bench events "$@" || [ $? -eq 1 ]
"$here/.venv/bin/python" "$here/service_events.py"
