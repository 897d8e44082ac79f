#!/usr/bin/env bash
# Builds the software CUDA device with the kernels of a folder, and prints the library's path:
#   build.sh OUTPUT [--sanitize] [KERNELS]...      KERNELS: folders of *.cu and *.cuh; default kernels/
# What is unchanged since an earlier build in OUTPUT is taken from there. CXX names another g++.
set -euo pipefail
shopt -s nullglob
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
dialect=$(cd "$here/../../kernels" && pwd)
[ $# -ge 1 ] || { sed -n '2,4s/^# //p' "${BASH_SOURCE[0]}" >&2; exit 2; }
mkdir -p "$1"
output=$(cd "$1" && pwd)
shift
compiler=${CXX:-g++}
name=softcuda
flags=(-std=c++20 -g1 -fPIC -pthread -fvisibility=hidden -ffp-contract=off -fno-math-errno -fno-strict-aliasing -fno-gnu-unique -Wall -Wextra -Wno-unused-parameter
    -Wno-unused-function -Wno-unused-variable -Wno-unknown-pragmas -Wno-sign-compare -Wno-array-bounds -Wno-missing-field-initializers)
if [ "${1:-}" = --sanitize ]; then
    shift
    name=softcuda-sanitize
    # Locals that a kernel does not set hold a pattern, and shared arrays are guarded like any others.
    flags+=(-O1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize=vptr -fno-sanitize-recover=undefined
        '-fsanitize-sections=softcuda_shared_*' -ftrivial-auto-var-init=pattern)
else
    flags+=(-O2)
fi
folders=("$@")
[ ${#folders[@]} -gt 0 ] || folders=("$dialect")

hash_of() { { printf '%s\n' "$compiler" "${flags[@]}"; "$compiler" --version; cat "$@"; } | sha256sum | cut -c1-16; }

# Compiles $2, named $1, unless an object of the same sources is there. The rest are the headers that it may include.
objects=()
jobs=()
compile() {
    local stem=$1 source=$2 include=$3
    shift 3
    local object
    object=$output/$name-$stem-$(hash_of "$source" "$@").o
    objects+=("$object")
    [ -f "$object" ] && return
    rm -f "$output/$name-$stem-"*.o
    { "$compiler" "${flags[@]}" -I"$here" -I"$dialect" -I"$include" -x c++ -c "$source" -o "$object.$$" && mv "$object.$$" "$object"; } >&2 &
    jobs+=($!)
    if [ ${#jobs[@]} -ge 2 ]; then wait "${jobs[0]}"; jobs=("${jobs[@]:1}"); fi
}

# One unit a file of kernels: the file itself within a namespace, so that files may use the same names, and the list of what it holds.
unit() {
    local kernels=$1 stem=$2 unit=$output/$name-$2.cpp
    {
        echo "#define SOFTCUDA_SHARED_SECTION \"softcuda_shared_$stem\""
        echo '#include "kernel_table.hpp"'
        echo '#include "dialect.cuh"'
        echo "extern \"C\" char __start_softcuda_shared_$stem[] __attribute__((weak, visibility(\"hidden\")));"
        echo "extern \"C\" char __stop_softcuda_shared_$stem[] __attribute__((weak, visibility(\"hidden\")));"
        echo 'namespace'
        echo '{'
        echo "#include \"$kernels\""
        echo 'softcuda::Kernel softcuda_kernel(const char* name, void (*invoke)(void* const*), std::vector<softcuda::Parameter> parameters)'
        echo "{ return {name, invoke, std::move(parameters), __start_softcuda_shared_$stem, __stop_softcuda_shared_$stem}; }"
        echo 'const softcuda::Registration registration({'
        # The name follows void, or the launch bounds in brackets; comments are taken off, lines joined.
        sed 's|//.*||' "$kernels" | tr '\n' ' ' | grep -oE '__global__[^(;{]*(__launch_bounds__ *\([^)]*\))?[^(;{]*\(' |
            sed -E 's/__launch_bounds__ *\([^)]*\)//; s/ *\($//; s/.*[ *]//' |
            sed -E 's/.*/    softcuda_kernel("&", softcuda::Signature<\&&>::invoke, softcuda::Signature<\&&>::parameters()),/'
        echo '}, {'
        sed 's|//.*||' "$kernels" | grep -oE '^ *(static +)?(__constant__|__device__)[^(){}=;]*(=|;|\{)' |
            sed -E 's/[=;{]$//; s/\[.*//; s/ *$//; s/.* \**//; s/.*/    softcuda::Variable{"&", const_cast<void*>(static_cast<const volatile void*>(\&&)), sizeof(&)},/' || true
        echo '});'
        echo '}'
    } > "$unit.$$"
    if cmp -s "$unit.$$" "$unit"; then rm "$unit.$$"; else mv "$unit.$$" "$unit"; fi
}

exec 9> "$output/.lock"
flock 9
headers=("$here"/*.hpp "$dialect"/dialect.cuh)
for source in "$here"/*.cpp; do
    compile "$(basename "$source" .cpp)" "$source" "$here" "${headers[@]}"
done
for folder in "${folders[@]}"; do
    folder=$(cd "$folder" && pwd)
    for kernels in "$folder"/*.cu; do
        stem=$(basename "$kernels" .cu | tr -c 'A-Za-z0-9_\n' '_')
        unit "$kernels" "$stem"
        compile "kernels-$stem" "$output/$name-$stem.cpp" "$folder" "$kernels" "$folder"/*.cuh "${headers[@]}"
    done
done
for job in "${jobs[@]}"; do wait "$job"; done

library=$output/lib$name-$(printf '%s\n' "${objects[@]}" | sha256sum | cut -c1-16).so
if [ ! -f "$library" ]; then
    "$compiler" "${flags[@]}" -shared -Wl,--no-undefined -Wl,-z,defs "${objects[@]}" -o "$library.$$" >&2
    mv "$library.$$" "$library"
fi
echo "$library"
