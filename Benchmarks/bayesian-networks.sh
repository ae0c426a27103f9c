#!/bin/sh
# Exact inference side by side with pyAgrum: a table of times and ratios.
#
#   Benchmarks/bayesian-networks.sh [BIF-FILE ...]
#
# Without files: those under $CULPRIT_SHARED/reference/bayesian-networks if that is set, else generated
# networks. TIMEOUT (seconds, default 120) bounds each run of the peer. Needs python3 with venv.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/networks" "$work/reports"

if [ ! -x "$here/.venv/bin/python" ]; then python3 -m venv "$here/.venv"; fi
"$here/.venv/bin/pip" install --quiet --disable-pip-version-check pyAgrum==3.3.1

swift build --package-path "$here" --scratch-path "${SCRATCH:-$here/.build}" -c release \
    --product BayesianNetworksBenchmark
program=$(swift build --package-path "$here" --scratch-path "${SCRATCH:-$here/.build}" -c release \
    --show-bin-path)/BayesianNetworksBenchmark

if [ $# -eq 0 ] && [ -n "${CULPRIT_SHARED:-}" ]; then
    set -- "$CULPRIT_SHARED"/reference/bayesian-networks/*.bif*
fi
for file in "$@"; do
    case $file in
        *.gz) gunzip -c "$file" >"$work/networks/$(basename "$file" .gz)" ;;
        *) cp "$file" "$work/networks/" ;;
    esac
done

"$program" diagnosis
if [ $# -eq 0 ]; then
    "$program" networks "$work/reports"
else
    "$program" networks "$work/reports" "$work"/networks/*.bif
fi
"$here/.venv/bin/python" "$here/bayesian_networks.py" "$work/reports" --timeout "${TIMEOUT:-120}"
