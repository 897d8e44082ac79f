#include "ptx.hpp"

#include <regex>
#include <stdexcept>

namespace softcuda
{
namespace
{
struct Declaration
{
    std::string name;
    std::size_t bytes;
};

std::string without_comments(const std::string& text)
{
    std::string kept;
    for (std::size_t i = 0; i < text.size(); i++)
    {
        if (text.compare(i, 2, "//") == 0)
            i = std::min(text.find('\n', i), text.size());
        kept += i < text.size() ? text[i] : '\n';
    }

    return kept;
}

// ".shared .align 4 .b8 name[1024]", ".param .u64 name"
Declaration parse_declaration(const std::string& text)
{
    static const std::regex form(R"(\.[bsuf](8|16|32|64)\s+([\w$]+)\s*(?:\[(\d+)\])?)");
    std::smatch match;
    if (!std::regex_search(text, match, form))
        throw std::runtime_error("cannot read the declaration '" + text + "'");
    std::size_t count = match[3].matched ? std::stoul(match[3]) : 1;
    return {match[2], std::stoul(match[1]) / 8 * count};
}

std::size_t closing(const std::string& text, std::size_t open, char opener, char closer)
{
    int depth = 0;
    for (std::size_t i = open; i < text.size(); i++)
    {
        depth += text[i] == opener;
        depth -= text[i] == closer;
        if (depth == 0)
            return i;
    }

    throw std::runtime_error(std::string("no '") + closer + "' for a '" + opener + "'");
}

std::vector<std::string> split(const std::string& text, char separator)
{
    std::vector<std::string> parts;
    for (std::size_t start = 0; start < text.size();)
    {
        auto end = std::min(text.find(separator, start), text.size());
        parts.push_back(text.substr(start, end - start));
        start = end + 1;
    }

    return parts;
}

bool names(const std::string& body, const std::string& name)
{
    for (auto at = body.find(name); at != std::string::npos; at = body.find(name, at + 1))
    {
        char after = at + name.size() < body.size() ? body[at + name.size()] : ' ';
        if (!std::isalnum(static_cast<unsigned char>(after)) && after != '_' && after != '$')
            return true;
    }

    return false;
}

PtxEntry parse_entry(const std::string& parameters, const std::string& attributes, const std::string& body)
{
    PtxEntry entry;
    for (auto& parameter : split(parameters, ','))
    {
        if (parameter.find(".param") != std::string::npos)
            entry.parameters.push_back(parse_declaration(parameter).bytes);
    }

    static const std::regex bound(R"(\.maxntid\s+(\d+)\s*(?:,\s*(\d+))?\s*(?:,\s*(\d+))?)");
    std::smatch match;
    if (std::regex_search(attributes, match, bound))
    {
        entry.max_threads = 1;
        for (int i = 1; i <= 3; i++)
            entry.max_threads *= match[i].matched ? std::stoi(match[i]) : 1;
    }

    for (auto& line : split(body, ';'))
    {
        auto at = line.find(".shared .");
        if (at != std::string::npos && line.find(".shared .align") != std::string::npos)
            entry.shared_bytes += static_cast<int>(parse_declaration(line.substr(at)).bytes);
    }

    return entry;
}
}

Ptx parse_ptx(const std::string& original)
{
    std::string text = without_comments(original);
    Ptx ptx;
    static const std::regex target(R"(\.version\s+\d+\.\d+\s*\.target\s+sm_(\d+))");
    std::smatch match;
    if (!std::regex_search(text, match, target))
        throw std::runtime_error("no .version and .target");
    ptx.target = std::stoi(match[1]);

    std::vector<Declaration> shared;
    std::map<std::string, std::string> bodies;
    std::size_t start = text.find('\n', static_cast<std::size_t>(match.position(0) + match.length(0)));
    while (start < text.size())
    {
        // A statement ends with its semicolon, or with its body. Initial values have braces too, before their semicolon.
        auto brace = text.find('{', start);
        auto semicolon = text.find(';', start);
        bool is_function = brace < semicolon && text.substr(start, brace - start).find('=') == std::string::npos;
        if (!is_function)
        {
            if (semicolon == std::string::npos)
                break;
            std::string statement = text.substr(start, semicolon - start);
            statement = statement.substr(0, statement.find('='));
            bool is_extern = statement.find(".extern") != std::string::npos;
            if (statement.find(".shared") != std::string::npos && !is_extern)
                shared.push_back(parse_declaration(statement));
            else if (statement.find(".const") != std::string::npos || statement.find(".global ") != std::string::npos)
            {
                Declaration variable = parse_declaration(statement);
                ptx.variables[variable.name] = variable.bytes;
            }

            start = semicolon + 1;
            continue;
        }

        auto end = closing(text, brace, '{', '}');
        std::string head = text.substr(start, brace - start);
        std::string body = text.substr(brace, end - brace);
        static const std::regex entry(R"(\.entry\s+([\w$]+)\s*\()");
        if (std::regex_search(head, match, entry))
        {
            auto open = static_cast<std::size_t>(match.position(0) + match.length(0)) - 1;
            auto close = closing(head, open, '(', ')');
            ptx.entries[match[1]] = parse_entry(head.substr(open + 1, close - open - 1), head.substr(close + 1), body);
            bodies[match[1]] = std::move(body);
        }

        start = end + 1;
    }

    for (auto& declaration : shared)
    {
        for (auto& [name, body] : bodies)
        {
            if (names(body, declaration.name))
                ptx.entries[name].shared_bytes += static_cast<int>(declaration.bytes);
        }
    }

    return ptx;
}
}
