// Writes the packs as a C++ source: embed OUTPUT.cpp FOLDER LIST
// LIST is a file with one path within FOLDER a line. See src/embedded.hpp for what the output defines.
#include <cstddef>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

std::string read(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + path);
    return {std::istreambuf_iterator<char>(in), {}};
}

// The bytes as adjacent string literals, each short enough for any compiler. An octal escape has at most three
// digits, so a digit after one needs no care.
void write_literal(std::ostream& out, std::string_view bytes) {
    constexpr std::size_t longest = 4000;
    out << "    \"";
    std::size_t column = 0;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (column >= longest || (c == '\n' && column > 0)) {
            out << (c == '\n' ? "\\n\"\n    \"" : "\"\n    \"");
            column = 0;
            if (c == '\n') continue;
        }
        if (byte >= 0x20 && byte < 0x7F && c != '"' && c != '\\' && c != '?') {
            out << c;
            column += 1;
        } else {
            out << '\\' << static_cast<char>('0' + (byte >> 6U))
                << static_cast<char>('0' + ((byte >> 3U) & 7U)) << static_cast<char>('0' + (byte & 7U));
            column += 4;
        }
    }
    out << '"';
}

void run(const std::string& output, const std::string& folder, const std::string& list) {
    std::vector<std::string> paths;
    std::ifstream in(list);
    if (!in) throw std::runtime_error("cannot read " + list);
    for (std::string line; std::getline(in, line);)
        if (!line.empty()) paths.push_back(line);

    std::ofstream out(output, std::ios::binary);
    out << "// Generated from patterns/ by src/cmake/embed.cpp: do not edit.\n#include \"embedded.hpp\"\n\n"
           "#include <cstddef>\n\nnamespace gongbao::detail {\nnamespace {\n\n";
    std::vector<std::size_t> sizes;
    for (std::size_t i = 0; i < paths.size(); ++i) {
        const std::string text = read(folder + "/" + paths[i]);
        sizes.push_back(text.size());
        out << "// " << paths[i] << "\nconstexpr char file_" << i << "[] =\n";
        write_literal(out, text);
        out << ";\n\n";
    }
    if (!paths.empty()) {
        out << "constexpr embedded_file files[] = {\n";
        for (std::size_t i = 0; i < paths.size(); ++i) {
            out << "    {";
            write_literal(out, paths[i]);
            out << ", {file_" << i << ", " << sizes[i] << "}},\n";
        }
        out << "};\n\n";
    }
    out << "} // namespace\n\nstd::span<const embedded_file> embedded_packs() noexcept {\n    return "
        << (paths.empty() ? "{}" : "files") << ";\n}\n\n} // namespace gongbao::detail\n";
    out.close();
    if (!out) throw std::runtime_error("cannot write " + output);
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::cerr << "usage: embed OUTPUT.cpp FOLDER LIST\n";
        return 2;
    }
    try {
        run(argv[1], argv[2], argv[3]);
    } catch (const std::exception& e) {
        std::cerr << "embed: " << e.what() << '\n';
        return 1;
    }
    return 0;
}
