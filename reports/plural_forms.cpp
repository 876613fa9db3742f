#include "reports/plural_forms.hpp"

#include <string>

namespace a6::reports {

namespace {

using number = std::uint64_t;

bool between(number n, number from, number to) { return n >= from && n <= to; }

struct known_forms {
    std::string_view written;  // without blanks and parentheses
    plural_forms forms;
};

// Chinese, Japanese; English, Spanish, German; French, Portuguese of Brazil; Russian, Ukrainian; Polish; Czech; Arabic.
constexpr known_forms all_known[] = {
    {"nplurals=1;plural=0", {1, [](number) -> std::size_t { return 0; }}},
    {"nplurals=2;plural=n!=1", {2, [](number n) -> std::size_t { return n != 1; }}},
    {"nplurals=2;plural=n>1", {2, [](number n) -> std::size_t { return n > 1; }}},
    {"nplurals=3;plural=n%10==1&&n%100!=11?0:n%10>=2&&n%10<=4&&n%100<10||n%100>=20?1:2",
     {3,
      [](number n) -> std::size_t {
          if (n % 10 == 1 && n % 100 != 11) return 0;
          return between(n % 10, 2, 4) && !between(n % 100, 10, 19) ? 1 : 2;
      }}},
    {"nplurals=3;plural=n==1?0:n%10>=2&&n%10<=4&&n%100<10||n%100>=20?1:2",
     {3,
      [](number n) -> std::size_t {
          if (n == 1) return 0;
          return between(n % 10, 2, 4) && !between(n % 100, 10, 19) ? 1 : 2;
      }}},
    {"nplurals=3;plural=n==1?0:n>=2&&n<=4?1:2",
     {3, [](number n) -> std::size_t { return n == 1             ? 0
                                              : between(n, 2, 4) ? 1
                                                                 : 2; }}},
    {"nplurals=6;plural=n==0?0:n==1?1:n==2?2:n%100>=3&&n%100<=10?3:n%100>=11?4:5",
     {6,
      [](number n) -> std::size_t {
          if (n <= 2) return static_cast<std::size_t>(n);
          return between(n % 100, 3, 10) ? 3 : n % 100 >= 11 ? 4 : 5;
      }}},
};

}  // namespace

std::optional<plural_forms> plural_forms_of(std::string_view header) {
    std::string tight;
    for (char const c : header)
        if (c != ' ' && c != '\t' && c != '(' && c != ')' && c != '\n') tight += c;
    if (tight.ends_with(';')) tight.pop_back();
    for (auto const& known : all_known)
        if (known.written == tight) return known.forms;
    return std::nullopt;
}

}  // namespace a6::reports
