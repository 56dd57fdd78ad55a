#include "documents.hpp"

#include <array>
#include <system_error>
#include <utility>

#include <nlohmann/json.hpp>

#include "arguments.hpp"
#include "json_strings.hpp"

namespace gongbao::tool {
namespace {

using nlohmann::json;

constexpr std::size_t most_shown = 40; // bytes of a value in a message

/// What the JSON library says, without its own name and without the text around the mistake, which may be all of it.
std::string reason_of(const std::exception& error) {
    std::string text = error.what();
    if (const auto context = text.find(" - "); context != std::string::npos)
        text.erase(0, context + 3);
    else if (const auto bracket = text.find("] "); bracket != std::string::npos)
        text.erase(0, bracket + 2);
    if (const auto shown = text.find("; last read: "); shown != std::string::npos) text.erase(shown);
    if (const auto shown = text.find(" parsing '"); shown != std::string::npos) text.erase(shown);
    if (text.find("UTF-8") != std::string::npos) text += "; the line must be in UTF-8";
    return text;
}

/// Keeps the fields that are asked for, passes over all others, and stops at the first thing that is wrong. A number
/// as id stays as it is written, which a value of the JSON library would not.
class line_fields final : public nlohmann::json_sax<json> {
public:
    /// `strings`: what was taken out of the line, in the order of the empty strings that are read instead. Without them
    /// a mistake in the JSON is complained about, which needs the whole line to say where it is.
    explicit line_fields(document& to, const json_strings* strings = nullptr) : to_(to), strings_(strings) {}

    [[nodiscard]] bool has_text() const noexcept { return seen_[text]; }

    bool null() override { // an id or a date that is null is not known
        return depth_ == 0 || field_at_hand() == text ? no_string() : true;
    }
    bool boolean(bool /*value*/) override { return no_string(); }
    bool number_integer(number_integer_t value) override { return number(std::to_string(value)); }
    bool number_unsigned(number_unsigned_t value) override { return number(std::to_string(value)); }
    bool number_float(number_float_t /*value*/, const string_t& written) override { return number(written); }
    bool binary(binary_t& /*value*/) override { return no_string(); }

    bool string(string_t& read) override {
        const std::string_view value = next_string(read);
        switch (field_at_hand()) {
        case text:
            to_.text = value;
            return true;
        case id:
            to_.name = value;
            return true;
        case published:
            to_.published = date::parse(value);
            return to_.published || wrong(R"("published" must be a date as YYYY-MM-DD, such as 2020-03-02)" +
                                          (value.size() > most_shown ? "" : ", not " + in_quotes(value)));
        case other:
            break;
        }
        return depth_ > 0 || no_string();
    }

    bool start_object(std::size_t /*size*/) override {
        if (depth_ > 0 && !no_string()) return false;
        ++depth_;
        return true;
    }
    bool start_array(std::size_t /*size*/) override {
        if (!no_string()) return false;
        ++depth_;
        return true;
    }
    bool end_object() override { return end(); }
    bool end_array() override { return end(); }

    bool key(string_t& read) override {
        const std::string_view name = next_string(read);
        if (depth_ != 1) return true;
        field_ = name == "text" ? text : name == "id" ? id : name == "published" ? published : other;
        if (field_ != other && std::exchange(seen_[field_], true))
            return wrong("\"" + std::string(name) + "\" stands twice");
        return true;
    }

    bool parse_error(std::size_t at, const std::string& /*token*/, const json::exception& error) override {
        if (strings_ != nullptr) return false;
        return wrong("no JSON at byte " + std::to_string(at) + " of the line: " + reason_of(error));
    }

private:
    enum field : std::size_t { text, id, published, other };

    [[nodiscard]] std::string_view next_string(const string_t& read) {
        return strings_ == nullptr ? std::string_view(read) : (*strings_)[strings_read_++];
    }

    [[nodiscard]] field field_at_hand() const noexcept { return depth_ == 1 ? field_ : other; }

    bool wrong(const std::string& what) {
        to_.complaint = to_.place + ": " + what;
        return false;
    }

    /// A value that is neither a string nor a number: right where nobody looks at it.
    bool no_string() {
        if (depth_ == 0) return wrong(R"(no JSON object such as {"text": "..."})");
        switch (field_at_hand()) {
        case text:
            return wrong(R"("text" must be a string)");
        case id:
            return wrong(R"("id" must be a string or a number)");
        case published:
            return wrong(R"("published" must be a string with a date as YYYY-MM-DD)");
        case other:
            break;
        }
        return true;
    }

    bool number(const std::string& written) {
        if (field_at_hand() != id) return no_string();
        to_.name = written;
        return true;
    }

    bool end() {
        --depth_;
        return true;
    }

    document& to_;
    const json_strings* strings_;
    std::size_t strings_read_{0};
    std::size_t depth_{0};
    field field_{other}; ///< of the key that was read last in the outermost object
    std::array<bool, other> seen_{};
};

} // namespace

std::optional<document> document_reader::next(const std::atomic<bool>& stop) {
    for (; at_ < inputs_.size(); ++at_) {
        const input& from = inputs_[at_];
        if (form_ == form::text) {
            document found = whole(from, stop);
            ++at_;
            if (stop) return std::nullopt; // and what was read may be the half of it
            return found;
        }
        try {
            if (auto found = next_line(from, stop)) return found;
            if (stop) return std::nullopt;
        } catch (const std::system_error& error) {
            stream_.reset();
            ++at_;
            document failed;
            failed.complaint = from.name() + ": " + error.code().message();
            return failed;
        }
    }
    return std::nullopt;
}

document document_reader::whole(const input& from, const std::atomic<bool>& stop) const {
    document found;
    found.name = from.document();
    found.place = from.name();
    try {
        found.text = from.read(stop);
        found.bytes_of_input = found.text.size();
    } catch (const std::system_error& error) {
        found.complaint = found.place + ": " + error.code().message();
    }
    return found;
}

std::optional<document> document_reader::next_line(const input& from, const std::atomic<bool>& stop) {
    if (!stream_) {
        stream_.emplace(from);
        rest_ = {};
        line_ = 0;
    }
    document found;
    for (bool last = false; !last;) {
        std::string& line = found.text;
        line.clear();
        for (;;) {
            if (rest_.empty()) rest_ = stream_->next(stop);
            if (rest_.empty()) { // the last line need not be ended
                last = true;
                break;
            }
            const auto end = rest_.find('\n');
            line += rest_.substr(0, end);
            found.bytes_of_input += end == std::string_view::npos ? rest_.size() : end + 1;
            rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
            if (end != std::string_view::npos) break;
        }
        if (stop) return std::nullopt;
        ++line_;
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        const std::string number = std::to_string(line_);
        found.packed = true;
        found.name = (from.path == "-" ? "-" : from.document()) + ":" + number;
        found.place = from.name() + ", line " + number;
        return found;
    }
    stream_.reset();
    return std::nullopt;
}

std::optional<std::size_t> document_reader::count() const {
    if (form_ == form::text) return inputs_.size();
    return std::nullopt;
}

std::optional<std::uintmax_t> document_reader::size() const {
    std::uintmax_t sum = 0;
    for (const input& from : inputs_) {
        const auto size = from.size();
        if (!size) return std::nullopt;
        sum += *size;
    }
    return sum;
}

void unpack(document& packed) {
    if (!packed.packed) return;
    packed.packed = false;
    const std::string line = std::exchange(packed.text, {});
    // true once the document has its text or a complaint
    const auto read = [&packed](const std::string& objects, const json_strings* strings) {
        line_fields fields(packed, strings);
        const bool is_json = json::sax_parse(objects, &fields);
        if (is_json && !fields.has_text()) packed.complaint = packed.place + R"(: "text" is missing)";
        return is_json || !packed.complaint.empty();
    };
    const auto strings = json_strings::taken_from(line);
    if (strings && read(strings->rest(), &*strings)) return;
    read(line, nullptr); // the line is no JSON: where and why
}

} // namespace gongbao::tool
