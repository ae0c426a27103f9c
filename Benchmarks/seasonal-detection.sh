#!/bin/sh
# Watching many series side by side with rrdtool's Holt-Winters (HWPREDICT), in batch and one value at a time.
#
#   Benchmarks/seasonal-detection.sh [OPTIONS OF culprit bench series]
#
# CULPRIT names another binary. Needs python3; installs the Debian package rrdtool if it is not there.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
binary=$(realpath "${CULPRIT:-$here/../.build/release/culprit}")
[ -x "$binary" ] || { echo "build first: make build" >&2; exit 1; }
if ! command -v rrdtool >/dev/null; then
    root=; [ "$(id -u)" -eq 0 ] || root=sudo
    $root apt-get install -y -q --no-install-recommends rrdtool >/dev/null ||
        { echo "rrdtool is not there: apt-get install rrdtool" >&2; exit 1; }
fi
# A bar that is missed, on a machine with other work, is no reason to leave out the peer.
"$binary" bench series "$@" || [ $? -eq 1 ]
python3 "$here/seasonal_detection.py"
