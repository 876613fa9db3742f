// Part of dsl/parse.cpp, which includes it inside its namespace, behind Boost.Spirit: the tokens as parsers, the
// directives and the actions that the grammar is composed of. It knows no clause of the language.

struct state_tag;

template <typename Context>
state& state_of(Context const& context) {
    return x3::get<state_tag>(context).get();
}

// Tokens

// Derived::match(p, last, state, value) moves p behind the token and fills value, or returns false.
template <typename Derived, typename Value>
struct token : x3::parser<Derived> {
    using attribute_type = Value;
    [[maybe_unused]] static constexpr bool has_attribute = !std::is_same_v<Value, x3::unused_type>;

    template <typename Context, typename RuleContext, typename Attribute>
    bool parse(iterator& first, iterator const& last, Context const& context, RuleContext&,
               Attribute& attribute) const {
        auto& s = state_of(context);
        iterator p = s.token_at(first, last);
        if constexpr (std::is_same_v<Attribute, Value> && has_attribute) {
            if (!this->derived().match(p, last, s, attribute)) return false;
        } else {
            Value value{};
            if (!this->derived().match(p, last, s, value)) return false;
        }
        first = p;
        return true;
    }
};

// Matches nothing, for the sake of its action. x3::eps would skip the blanks in front of it into the value's place.
struct nothing_token : x3::parser<nothing_token> {
    using attribute_type = x3::unused_type;
    [[maybe_unused]] static constexpr bool has_attribute = false;
    template <typename Context, typename RuleContext, typename Attribute>
    bool parse(iterator&, iterator const&, Context const&, RuleContext&, Attribute&) const {
        return true;
    }
};

template <typename Value, auto Match>
struct matched : token<matched<Value, Match>, Value> {
    bool match(iterator& p, iterator last, state& s, Value& value) const { return Match(p, last, s, value); }
};

struct keyword : token<keyword, x3::unused_type> {
    std::string_view word;
    explicit keyword(std::string_view w) : word(w) {}
    bool match(iterator& p, iterator last, state& s, x3::unused_type) const { return match_word(p, last, s, word); }
};
keyword operator""_kw(char const* word, std::size_t size) { return keyword({word, size}); }

struct punctuation : token<punctuation, x3::unused_type> {
    std::string_view mark;
    explicit punctuation(std::string_view m) : mark(m) {}
    bool match(iterator& p, iterator last, state&, x3::unused_type) const { return match_mark(p, last, mark); }
};
punctuation operator""_p(char const* mark, std::size_t size) { return punctuation({mark, size}); }

// One of several keywords, kept as a word.
struct choice : token<choice, syn::word> {
    std::array<std::string_view, 16> words{};
    explicit choice(std::initializer_list<std::string_view> list) {
        std::copy(list.begin(), list.end(), words.begin());
    }
    template <std::size_t Count>
    explicit choice(std::array<std::string_view, Count> const& list) {
        static_assert(Count <= std::tuple_size_v<decltype(words)>);
        std::copy(list.begin(), list.end(), words.begin());
    }
    bool match(iterator& p, iterator last, state& s, syn::word& value) const {
        auto const begin = p;
        for (auto const word : words) {
            if (word.empty()) break;
            if (!match_word(p, last, s, word)) continue;
            value.text.assign(word);
            value.where = s.to_span(begin, p);
            return true;
        }
        return false;
    }
};

// One character out of several, kept as a word.
struct sign_token : token<sign_token, syn::word> {
    std::string_view signs;
    explicit sign_token(std::string_view s) : signs(s) {}
    bool match(iterator& p, iterator last, state& s, syn::word& value) const {
        if (p == last || signs.find(*p) == std::string_view::npos) return false;
        value.text.assign(1, *p);
        value.where = s.to_span(p, p + 1);
        ++p;
        return true;
    }
};

// The unit of a number or type stands on its line: the word below it begins the next clause.
struct unit_token : x3::parser<unit_token> {
    using attribute_type = syn::word;
    [[maybe_unused]] static constexpr bool has_attribute = true;

    template <typename Context, typename RuleContext, typename Attribute>
    bool parse(iterator& first, iterator const& last, Context const& context, RuleContext&,
               Attribute& attribute) const {
        auto& s = state_of(context);
        iterator p = s.token_at(first, last);
        if (std::find(first, p, '\n') != p) return false;
        syn::word value;
        if (!match_unit(p, last, s, value)) return false;
        if constexpr (std::is_same_v<Attribute, syn::word>) attribute = std::move(value);
        first = p;
        return true;
    }
};

// An expression at the beginning of [first, last); defined below the grammar.
syn::expression parse_hole(state& s, iterator& first, iterator last);

struct message_token : token<message_token, syn::message> {
    bool match(iterator& p, iterator last, state& s, syn::message& value) const {
        return match_message(p, last, s, parse_hole, value);
    }
};

auto const nothing = nothing_token();
auto const name = matched<syn::word, match_name>();
auto const plain_name = matched<syn::word, match_plain_name>();
auto const id = matched<syn::word, match_id>();
auto const date = matched<syn::word, match_date>();
auto const number = matched<syn::word, match_number>();
auto const comparison_sign = matched<syn::word, match_comparison>();
auto const text = matched<syn::text, match_text>();
auto const unit = unit_token();
auto const message = message_token();

// Directives

enum class need_kind : std::uint8_t { plain, name, closing };

template <typename Subject>
struct need_directive : x3::unary_parser<Subject, need_directive<Subject>> {
    using base_type = x3::unary_parser<Subject, need_directive<Subject>>;
    static bool const is_pass_through_unary = true;
    static bool const handles_container = Subject::handles_container;

    std::string_view what;
    need_kind kind;
    need_directive(Subject const& subject, std::string_view w, need_kind k) : base_type(subject), what(w), kind(k) {}

    template <typename Context, typename RuleContext, typename Attribute>
    bool parse(iterator& first, iterator const& last, Context const& context, RuleContext& rule,
               Attribute& attribute) const {
        if (this->subject.parse(first, last, context, rule, attribute)) return true;
        auto& s = state_of(context);
        iterator const p = s.token_at(first, last);
        failure f;
        f.where = s.to_span(p, p);
        f.expected = what;
        f.closing = kind == need_kind::closing;
        f.wants_name = kind == need_kind::name;
        f.context_begin = s.context_begin;
        f.words_tried = s.tried_at(p);
        f.unit_before = s.last_unit;
        throw f;
    }
};

// From here on there is no way back: the parser matches or the declaration is given up.
template <typename Subject>
auto need(std::string_view what, Subject const& subject) {
    return need_directive<Subject>(subject, what, need_kind::plain);
}
template <typename Subject>
auto need_name(std::string_view what, Subject const& subject) {
    return need_directive<Subject>(subject, what, need_kind::name);
}
auto close(std::string_view what) { return need_directive<punctuation>("}"_p, what, need_kind::closing); }

[[noreturn]] void refuse_nesting(state const& s, span where) {
    throw s.fail("R104", where, "this is nested more than " + std::to_string(limits::max_nesting) + " levels deep",
                 "give parts of it a name with `let` or `define`");
}

// Stands once in every cycle of the grammar: Spirit's recursion is C++ recursion.
template <typename Subject>
struct nested_directive : x3::unary_parser<Subject, nested_directive<Subject>> {
    using base_type = x3::unary_parser<Subject, nested_directive<Subject>>;
    static bool const is_pass_through_unary = true;
    static bool const handles_container = Subject::handles_container;
    explicit nested_directive(Subject const& subject) : base_type(subject) {}

    template <typename Context, typename RuleContext, typename Attribute>
    bool parse(iterator& first, iterator const& last, Context const& context, RuleContext& rule,
               Attribute& attribute) const {
        auto& s = state_of(context);
        if (s.depth >= limits::max_nesting) {
            auto const p = s.token_at(first, last);
            refuse_nesting(s, s.to_span(p, p == last ? p : p + 1));
        }
        ++s.depth;
        bool const matched = this->subject.parse(first, last, context, rule, attribute);
        --s.depth;
        return matched;
    }
};

template <typename Subject>
auto nested(Subject const& subject) {
    return nested_directive<Subject>(subject);
}

// An expression under construction. `height` bounds the tree, whose depth in chains like a + b + c... is not the depth
// of the recursion that parses it.
struct built {
    syn::expression tree;
    int height = 1;
    bool chain = false;  // an `and` or `or` still open for more operands
};

void set_place(built& v, span where) { v.tree.where = where; }
void set_place(syn::lookup& v, span where) { v.at = where; }
template <typename T>
void set_place(T& v, span where) {
    v.where = where;
}

// Gives the value of the rule its place.
template <typename Subject>
struct located_directive : x3::unary_parser<Subject, located_directive<Subject>> {
    using base_type = x3::unary_parser<Subject, located_directive<Subject>>;
    static bool const is_pass_through_unary = true;
    static bool const handles_container = Subject::handles_container;
    explicit located_directive(Subject const& subject) : base_type(subject) {}

    template <typename Context, typename RuleContext, typename Attribute>
    bool parse(iterator& first, iterator const& last, Context const& context, RuleContext& rule,
               Attribute& attribute) const {
        auto const begin = state_of(context).token_at(first, last);
        if (!this->subject.parse(first, last, context, rule, attribute)) return false;
        set_place(rule, state_of(context).to_span(begin, first));
        return true;
    }
};

template <typename Subject>
auto located(Subject const& subject) {
    return located_directive<Subject>(subject);
}

// The operand, if no operator follows: it is parsed right into the value of the rule around it.
template <typename Subject>
struct operand_directive : x3::unary_parser<Subject, operand_directive<Subject>> {
    using base_type = x3::unary_parser<Subject, operand_directive<Subject>>;
    using attribute_type = x3::unused_type;
    [[maybe_unused]] static constexpr bool has_attribute = false;
    static bool const handles_container = Subject::handles_container;
    explicit operand_directive(Subject const& subject) : base_type(subject) {}

    template <typename Context, typename Attribute>
    bool parse(iterator& first, iterator const& last, Context const& context, built& value, Attribute&) const {
        if (!this->subject.parse(first, last, context, x3::unused, value)) return false;
        value.chain = false;
        return true;
    }
};

template <typename Subject>
auto operand(Subject const& subject) {
    return operand_directive<Subject>(subject);
}

// Actions

template <typename T>
T&& give(T& v) {
    return std::move(v);
}
// Outside the grammar of expressions an expression is its tree.
syn::expression&& give(built& v) { return std::move(v.tree); }

span place_of(syn::expression const& v) { return v.where; }
span place_of(syn::word const& v) { return v.where; }
span place_of(syn::text const& v) { return v.where; }
span place_of(syn::message const& v) { return v.whole.where; }
span place_of(syn::row_scope const& v) { return v.variable.where; }
span place_of(syn::field_scope const& v) { return v.variable.where; }
span place_of(syn::reader_scope const& v) { return v.where; }

template <typename Class, typename Member>
auto set(Member Class::*member) {
    return [member](auto& context) { x3::_val(context).*member = give(x3::_attr(context)); };
}

template <typename Class, typename Member>
auto push(Member Class::*member) {
    return [member](auto& context) { (x3::_val(context).*member).push_back(give(x3::_attr(context))); };
}

template <typename Class>
auto flag(bool Class::*member) {
    return [member](auto& context) { x3::_val(context).*member = true; };
}

void report_twice(state const& s, span where, std::string_view clause) {
    if (s.out == nullptr) return;
    s.out->error("R109", {s.file, where}, "`" + std::string(clause) + "` is given twice", "keep one of them");
}

// For a clause that may stand once.
template <typename Class, typename Member>
auto once(std::optional<Member> Class::*member, std::string_view clause) {
    return [member, clause](auto& context) {
        auto& slot = x3::_val(context).*member;
        auto&& value = give(x3::_attr(context));
        if (slot) report_twice(state_of(context), place_of(value), clause);
        slot.emplace(std::move(value));
    };
}

// Names one by one, at least one.
template <typename Action>
auto names(std::string_view what, Action action) {
    return need_name(what, name[action]) >> *(","_p >> need_name(what, name[action]));
}

void add_child(built& parent, built&& child, state const& s) {
    if (child.height >= limits::max_nesting) refuse_nesting(s, child.tree.where);
    parent.height = std::max(parent.height, child.height + 1);
    parent.tree.children.push_back(std::move(child.tree));
}

// Makes what was built so far the first child of a new node that reaches to `end`.
built& enclose(built& value, expression_kind kind, std::string operation, std::uint32_t end, state const& s) {
    built parent;
    parent.tree.kind = kind;
    parent.tree.text = std::move(operation);
    parent.tree.where = {value.tree.where.begin, end};
    add_child(parent, std::move(value), s);
    value = std::move(parent);
    return value;
}

auto const adopt = [](auto& context) {
    add_child(x3::_val(context), std::move(x3::_attr(context)), state_of(context));
};

auto const set_unit = [](auto& context) { x3::_val(context).tree.unit.make() = std::move(x3::_attr(context)); };
template <typename Member>
auto set_in_rows(Member syn::named_source::*member) {
    return [member](auto& context) { x3::_val(context).tree.rows.make().*member = std::move(x3::_attr(context)); };
}

auto flag_in_tree(bool syn::expression::*member) {
    return [member](auto& context) { x3::_val(context).tree.*member = true; };
}

auto as(expression_kind kind) {
    return [kind](auto& context) { x3::_val(context).tree.kind = kind; };
}
auto as_word(expression_kind kind) {
    return [kind](auto& context) {
        x3::_val(context).tree.kind = kind;
        x3::_val(context).tree.text = std::move(x3::_attr(context).text);
    };
}

// Operands of `and`, `or`: one flat node.
auto join(expression_kind kind) {
    return [kind](auto& context) {
        built& value = x3::_val(context);
        built& operand = x3::_attr(context);
        auto const end = operand.tree.where.end;
        if (!value.chain) enclose(value, kind, {}, end, state_of(context));
        value.chain = true;
        value.tree.where.end = end;
        add_child(value, std::move(operand), state_of(context));
    };
}

// At an operator: what was built so far becomes its left operand.
auto begin_operation(expression_kind kind) {
    return [kind](auto& context) {
        built& value = x3::_val(context);
        built parent;
        parent.tree.kind = kind;
        parent.tree.text = std::move(x3::_attr(context).text);
        parent.tree.where = value.tree.where;
        parent.height = value.height + 1;
        parent.tree.children.reserve(2);
        parent.tree.children.push_back(std::move(value.tree));
        value = std::move(parent);
    };
}

// Behind it: the right operand.
auto const end_operation = [](auto& context) {
    built& value = x3::_val(context);
    built& right = x3::_attr(context);
    if (value.height > limits::max_nesting) refuse_nesting(state_of(context), value.tree.children[0].where);
    value.tree.where.end = right.tree.where.end;
    add_child(value, std::move(right), state_of(context));
};

auto const imply = [](auto& context) {
    built& consequence = x3::_attr(context);
    auto& value =
        enclose(x3::_val(context), expression_kind::implies, {}, consequence.tree.where.end, state_of(context));
    add_child(value, std::move(consequence), state_of(context));
};
