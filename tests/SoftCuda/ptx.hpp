// What a PTX text declares: enough to answer for a module as the driver does, and to notice kernels that differ from those compiled in.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace softcuda
{
struct PtxEntry
{
    std::vector<std::size_t> parameters;
    int max_threads = 1024;
    int shared_bytes = 0;
};

struct Ptx
{
    int target = 0;
    std::map<std::string, PtxEntry> entries;
    std::map<std::string, std::size_t> variables;
};

// Throws std::runtime_error with a line for the JIT's error log.
Ptx parse_ptx(const std::string& text);
}
