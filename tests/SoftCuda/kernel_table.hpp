// The kernels that were compiled into this library, by name; each file of kernels registers its own (build.sh writes the list).
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>
#include <vector>

namespace softcuda
{
struct Parameter
{
    std::size_t size;
    bool is_pointer;
};

struct Kernel
{
    const char* name;
    void (*invoke)(void* const* arguments);
    std::vector<Parameter> parameters;
    char* shared_begin;
    char* shared_end;
};

struct Variable
{
    const char* name;
    void* address;
    std::size_t size;
};

template <auto Function>
struct Signature;

template <typename... P, void (*Function)(P...)>
struct Signature<Function>
{
    static void invoke(void* const* arguments) { invoke(arguments, std::index_sequence_for<P...>()); }
    static std::vector<Parameter> parameters() { return {Parameter{sizeof(P), std::is_pointer_v<P>}...}; }

private:
    template <std::size_t... I>
    static void invoke([[maybe_unused]] void* const* arguments, std::index_sequence<I...>)
    {
        Function(*static_cast<std::remove_cv_t<P>*>(arguments[I])...);
    }
};

const Kernel* find_kernel(const char* name);
const Variable* find_variable(const char* name);

struct Registration
{
    Registration(std::vector<Kernel> kernels, std::vector<Variable> variables);
};
}
