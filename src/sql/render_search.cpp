#include "sql/render_search.h"

namespace expediter::sql {

namespace {

using base::TermExpression;
using Kind = TermExpression::Kind;

void append_quoted(std::string& out, std::string_view term) {
  out += '"';
  out += term;  // Letters and digits alone: nothing to escape.
  out += '"';
}

std::string join(const std::vector<std::string>& parts, std::string_view joint) {
  if (parts.size() == 1) return parts.front();
  std::string out{"("};
  for (std::size_t i = 0; i < parts.size(); ++i) out.append(i > 0 ? joint : "").append(parts[i]);
  return out += ')';
}

// "" where nothing can match.
std::string render(const TermExpression& expression, const EndingsOf& endings) {
  std::vector<std::string> parts;
  switch (expression.kind) {
    case Kind::term:
      append_quoted(parts.emplace_back(), expression.term);
      return parts.front();
    case Kind::beginning: {
      const std::vector<std::string>* known = endings ? endings(expression.term) : nullptr;
      if (known == nullptr) {
        append_quoted(parts.emplace_back(), expression.term);
        return parts.front() + '*';
      }
      for (const std::string& term : *known) append_quoted(parts.emplace_back(), term);
      break;
    }
    case Kind::all:
      for (const TermExpression& part : expression.parts) {
        parts.push_back(render(part, endings));
        if (parts.back().empty()) return "";
      }
      return parts.empty() ? "" : join(parts, " AND ");
    case Kind::any:
      for (const TermExpression& part : expression.parts)
        if (std::string text = render(part, endings); !text.empty()) parts.push_back(std::move(text));
      break;
  }
  return parts.empty() ? "" : join(parts, " OR ");
}

}  // namespace

std::string render_match(const TermExpression& expression, const EndingsOf& endings) {
  std::string match = render(expression, endings);
  // An empty text would be a syntax error; an empty phrase matches nothing.
  return match.empty() ? R"("")" : match;
}

}  // namespace expediter::sql
