#!/bin/sh
# Look-ups in a full routing table, beside halving in a sorted list: processor time and ratios.
#
#   Benchmarks/routing-data.sh [--four PREFIXES] [--six PREFIXES] [DUMP]
#
# The table is made by chance, as large as that of a router without default route; a DUMP (MRT) is timed as well.
set -eu
here=$(cd "$(dirname "$0")" && pwd)

swift build --package-path "$here" --scratch-path "${SCRATCH:-$here/.build}" -c release \
    --product RoutingDataBenchmark
program=$(swift build --package-path "$here" --scratch-path "${SCRATCH:-$here/.build}" -c release \
    --show-bin-path)/RoutingDataBenchmark
exec "$program" "$@"
