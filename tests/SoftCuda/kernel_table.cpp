#include "kernel_table.hpp"

#include <map>
#include <string>

namespace softcuda
{
namespace
{
template <typename T>
std::map<std::string, T>& table()
{
    static auto* entries = new std::map<std::string, T>();
    return *entries;
}

template <typename T>
const T* find(const char* name)
{
    auto found = table<T>().find(name);
    return found == table<T>().end() ? nullptr : &found->second;
}
}

Registration::Registration(std::vector<Kernel> kernels, std::vector<Variable> variables)
{
    for (auto& kernel : kernels)
        table<Kernel>().emplace(kernel.name, kernel);
    for (auto& variable : variables)
        table<Variable>().emplace(variable.name, variable);
}

const Kernel* find_kernel(const char* name) { return find<Kernel>(name); }
const Variable* find_variable(const char* name) { return find<Variable>(name); }
}
