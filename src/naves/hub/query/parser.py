"""Reads the q language into its syntax tree; names are expanded on the way."""

import re  # noqa: I001
from collections.abc import Collection
from typing import NoReturn

import orjson

from naves.hub.context.terms import Context
from naves.hub.model import checks
from naves.hub.problems import BadRequestData
from naves.hub.query.ast import And, Linked, Constant, Node, Operator, Or, Path, Range, Term

CORE_MEMBERS = frozenset(
    [
        "id",
        "type",
        "scope",
        "createdAt",
        "modifiedAt",
        "deletedAt",
        "expiresAt",
        "observedAt",
        "datasetId",
        "unitCode",
        "instanceId",
        "lang",
        "valueType",
        "objectType",
    ]
)
MAX_LENGTH = 20_000
MAX_NESTING = 50
_OPERATORS: tuple[Operator, ...] = ("!~=", "~=", "==", "!=", ">=", "<=", ">", "<")
_NAME = re.compile(r"[^=!<>~;|()\[\]{},\"\s]+")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?\Z")
_DATE = re.compile(r"\d{4}-\d\d-\d\d\Z")
_TIME = re.compile(r"\d\d:\d\d:\d\d(?:[.,]\d+)?Z\Z")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


def parse(text: str, context: Context, *, expand_values: Collection[str] = ()) -> Node:
    """Return the tree of ``text`` or say where it is wrong."""
    if len(text) > MAX_LENGTH:
        raise BadRequestData("the q expression is too long")
    return _Parser(text, context, frozenset(expand_values)).whole()


class _Parser:
    def __init__(self, text: str, context: Context, expand_values: frozenset[str]) -> None:
        self.text = text
        self.at = 0
        self.depth = 0
        self.context = context
        self.expand_values = expand_values

    def whole(self) -> Node:
        node = self.either()
        if self.at != len(self.text):
            self.fail("an operator")
        return node

    def either(self) -> Node:
        parts = [self.all()]
        while self.take("|"):
            parts.append(self.all())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def all(self) -> Node:
        parts = [self.one()]
        while self.take(";"):
            parts.append(self.one())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def one(self) -> Node:
        if not self.take("("):
            return self.term()
        self.depth += 1
        if self.depth > MAX_NESTING:
            raise BadRequestData("the q expression is nested too deeply")
        node = self.either()
        if not self.take(")"):
            self.fail("a closing parenthesis")
        self.depth -= 1
        return node

    def term(self) -> Term:
        start = self.at
        path = self.path()
        expand = self.text[start : self.at] in self.expand_values
        for operator in _OPERATORS:
            if self.take(operator):
                if operator in {"~=", "!~="}:
                    return Term(path, operator, pattern=self.pattern())
                return Term(path, operator, self.operands(operator, expand=expand))
        return Term(path)

    def path(self) -> Path:
        raw = self.match(_NAME, "the name of an attribute")
        names = (raw,) if "://" in raw else tuple(raw.split("."))
        if not all(names):
            self.fail("a name between the dots")
        expanded = tuple(name if name in CORE_MEMBERS else self.context.expand(name) for name in names)
        trail: tuple[str, ...] = ()
        if self.take("["):
            trail = tuple(self.until("]").split("."))
            if not all(trail):
                self.fail("a member name between the brackets")
        linked = self.linked() if self.take("{") else None
        return Path(expanded, trail, linked)

    def linked(self) -> Linked:
        self.depth += 1
        if self.depth > MAX_NESTING:
            raise BadRequestData("the q expression is nested too deeply")
        start = self.at
        types: list[str] = []
        while True:
            name = self.match(_NAME, "a name")
            if self.take(","):
                types.append(name)
                continue
            if ":" in name and (types or self.text[self.at : self.at + 1] == "{") and "://" not in name:
                last, _, first_of_path = name.rpartition(":")
                types.append(last)
                self.at -= len(first_of_path)
            else:
                types.clear()
                self.at = start
            break
        path = self.path()
        if not self.take("}"):
            self.fail("a closing brace")
        self.depth -= 1
        return Linked(frozenset(self.context.expand(each) for each in types), path)

    def operands(self, operator: str, *, expand: bool) -> tuple[Constant | Range, ...]:
        operands: list[Constant | Range] = [self.operand(expand=expand)]
        if operator in {"==", "!="}:
            while self.take(","):
                operands.append(self.operand(expand=expand))
        elif isinstance(operands[0], Range) or operands[0].kind in {"boolean", "uri"}:
            raise BadRequestData(f"the operator {operator} needs a number, a text or a moment")
        return tuple(operands)

    def operand(self, *, expand: bool) -> Constant | Range:
        low = self.literal(expand=expand)
        if self.take(".."):
            return Range(low, self.literal(expand=expand))
        return low

    def literal(self, *, expand: bool) -> Constant:
        quoted = _STRING.match(self.text, self.at)
        if quoted:
            self.at = quoted.end()
            try:
                value = orjson.loads(quoted.group())
            except orjson.JSONDecodeError:
                self.fail("a string as JSON writes it")
            return Constant("uri", self.context.expand(value)) if expand else Constant("text", value)
        bare = re.compile(r"[^;|(),\"\s]+?(?=\.\.|[;|(),\"\s]|\Z)").match(self.text, self.at)
        if not bare:
            self.fail("a value")
        self.at = bare.end()
        return self.bare(bare.group(), expand=expand)

    def bare(self, word: str, *, expand: bool) -> Constant:  # noqa: PLR0911
        if _NUMBER.match(word):
            return Constant("number", float(word) if set(word) & set(".eE") else int(word))
        if word in {"true", "false"}:
            return Constant("boolean", word == "true")
        if _DATE.match(word):
            return Constant("date", word)
        if _TIME.match(word):
            return Constant("time", word.replace(",", "."))
        if "T" in word and word[:1].isdigit():
            return Constant("datetime", checks.microseconds(checks.date_time(word, "a value in q")))
        if expand:
            return Constant("uri", self.context.expand(word))
        if not checks.is_uri(word):
            self.fail(f"a value; texts stand in quotes, {word!r} does not")
        return Constant("uri", word)

    def pattern(self) -> str:
        quoted = _STRING.match(self.text, self.at)
        if quoted and self.text[quoted.end() : quoted.end() + 1] in {"", ";", "|", ")"}:
            self.at = quoted.end()
            return checked_pattern(orjson.loads(quoted.group()))
        start, open_brackets = self.at, 0
        while self.at < len(self.text):
            char = self.text[self.at]
            if char == "\\":
                self.at += 1
            elif char in "([":
                open_brackets += 1
            elif char in ")]" and open_brackets:
                open_brackets -= 1
            elif char in ";|)" and not open_brackets:
                break
            self.at += 1
        return checked_pattern(self.text[start : self.at])

    def take(self, token: str) -> bool:
        if self.text.startswith(token, self.at):
            self.at += len(token)
            return True
        return False

    def match(self, pattern: re.Pattern[str], what: str) -> str:
        found = pattern.match(self.text, self.at)
        if not found:
            self.fail(what)
        self.at = found.end()
        return found.group()

    def until(self, end: str) -> str:
        stop = self.text.find(end, self.at)
        if stop < 0:
            self.fail(f"{end!r}")
        found = self.text[self.at : stop]
        self.at = stop + 1
        return found

    def fail(self, expected: str) -> NoReturn:
        raise BadRequestData(f"q expects {expected} at position {self.at} of {self.text!r}"[:400])


def checked_pattern(pattern: str) -> str:
    """Return a regular expression that compiles and cannot run away."""
    if not pattern or len(pattern) > 500:  # noqa: PLR2004
        raise BadRequestData("a pattern has to have between 1 and 500 characters")
    if re.search(r"[+*}]\)?[+*{]", pattern.replace("\\+", "").replace("\\*", "")):
        raise BadRequestData(f"the pattern {pattern!r} repeats a repetition")
    try:
        re.compile(pattern)
    except re.error as error:
        raise BadRequestData(f"the pattern {pattern!r} is not valid: {error}") from error
    return pattern
