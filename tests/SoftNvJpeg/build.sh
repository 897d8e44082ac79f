#!/usr/bin/env bash
# Builds the software nvJPEG and prints the library's path:
#   build.sh OUTPUT
# An unchanged library is taken from an earlier build in OUTPUT. CXX names another g++. Needs libjpeg (Debian: libjpeg62-turbo-dev).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ $# -eq 1 ] || { sed -n '2,3s/^# //p' "${BASH_SOURCE[0]}" >&2; exit 2; }
mkdir -p "$1"
output=$(cd "$1" && pwd)
compiler=${CXX:-g++}
flags=(-std=c++20 -O2 -g1 -fPIC -pthread -fvisibility=hidden -Wall -Wextra)
exec 9> "$output/.lock"
flock 9
stamp=$({ printf '%s\n' "$compiler" "${flags[@]}"; "$compiler" --version; cat "$here"/*.cpp "$here"/*.hpp "$here"/build.sh; } | sha256sum | cut -c1-16)
library=$output/libsoftnvjpeg-$stamp.so
if [ ! -f "$library" ]; then
    # A copy of libjpeg: the one that the process may have loaded already can be bound to the names in another library.
    jpeg=$output/libjpeg-$stamp.so
    cp "$(realpath "$("$compiler" -print-file-name=libjpeg.so)")" "$jpeg"
    "$compiler" "${flags[@]}" -DSOFTNVJPEG_LIBJPEG="\"$jpeg\"" -shared -Wl,-z,defs "$here"/*.cpp -ldl -o "$library.$$" >&2
    mv "$library.$$" "$library"
fi
echo "$library"
