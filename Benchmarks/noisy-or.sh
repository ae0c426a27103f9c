#!/bin/sh
# Fault rates side by side with scipy's L-BFGS on the same instance and Vowpal Wabbit on lines of the same shape.
#
#   Benchmarks/noisy-or.sh [OPTIONS OF culprit bench rates]
#
# INSTANCE names a file in the neutral form (.gz or not) with the prior Beta(0.005, 1) and the leak 0.001; without
# it the paper's synthetic experiment is drawn anew. CULPRIT names another binary. Needs python3 with venv.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
binary=$(realpath "${CULPRIT:-$here/../.build/release/culprit}")
[ -x "$binary" ] || { echo "build first: make build" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ ! -x "$here/.venv/bin/python" ]; then python3 -m venv "$here/.venv"; fi
"$here/.venv/bin/pip" install --quiet --disable-pip-version-check \
    numpy==2.4.6 scipy==1.17.1 vowpalwabbit==9.11.9

# One thread each: bars and figures are processor time of one.
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1
case ${INSTANCE:-} in
    "") "$here/.venv/bin/python" "$here/noisy_or.py" generate "$work/instance.txt" ;;
    *.gz) gunzip -c "$INSTANCE" >"$work/instance.txt" ;;
    *) cp "$INSTANCE" "$work/instance.txt" ;;
esac
# A bar that is missed, on a machine with other work, is no reason to leave out the peers.
"$binary" bench rates --instance "$work/instance.txt" "$@" || [ $? -eq 1 ]
"$here/.venv/bin/python" "$here/noisy_or.py" peers "$work/instance.txt"
