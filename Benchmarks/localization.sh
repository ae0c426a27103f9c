#!/bin/sh
# Localization graded on a folder of leaf tables with known causes: F1 by exact match, and milliseconds a table.
#
#   Benchmarks/localization.sh FOLDER
#
# FOLDER holds truth.csv: a header, then in each line the path of a table and its causes, ';' between causes and '&' between
# the conditions of one (S/1.csv.gz,a=a8&b=b12;c=c3). CULPRIT names another binary. Needs python3.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
binary=$(realpath "${CULPRIT:-$here/../.build/release/culprit}")
[ -x "$binary" ] || { echo "build first: make build" >&2; exit 1; }
[ $# -eq 1 ] || { echo "usage: $0 FOLDER" >&2; exit 2; }
exec python3 "$here/localization.py" "$binary" "$1"
