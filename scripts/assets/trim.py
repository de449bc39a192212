"""Cut a design-system sheet down to what plain HTML pages can reach.

The published sheets style each component twice, as a custom element (`gov-button`) and as a class
(`.gov-button`), and in a light and a dark theme. Náves uses classes and the light theme, so the other
half is dropped. Rules that stay are not rewritten.
"""

import re
from collections.abc import Iterator

CUSTOM_ELEMENT = re.compile(r"(?:^|[\s>+~(,])gov-[a-z]")
OTHER_THEME = re.compile(r"\[data-theme=(?:dark|auto)\]|html:not\(\[data-theme\]\)")


def trim(css: str) -> str:
    """Return ``css`` without the rules that no page of ours can match."""
    return "".join(_kept(css.lstrip("\ufeff")))


def _kept(css: str) -> Iterator[str]:
    for prelude, body in _rules(css):
        if prelude.startswith("@") and not prelude.startswith(("@media", "@container", "@supports")):
            yield f"{prelude}{{{body}}}\n"
        elif prelude.startswith("@"):
            inner = "".join(_kept(body))
            if inner:
                yield f"{prelude}{{{inner}}}\n"
        else:
            selectors = [one for one in split_selectors(prelude) if _reachable(one)]
            if selectors and body.strip():
                yield f"{','.join(selectors)}{{{body}}}\n"


def _reachable(selector: str) -> bool:
    return not CUSTOM_ELEMENT.search(selector) and not OTHER_THEME.search(selector)


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Yield (selector or at-rule, text between its braces) of the outermost rules."""
    depth, start, prelude = 0, 0, ""
    for index, character in enumerate(css):
        if character == "{":
            if depth == 0:
                prelude, start = css[start:index].strip(), index + 1
            depth += 1
        elif character == "}":
            depth -= 1
            if depth == 0:
                yield prelude, css[start:index]
                start = index + 1


def split_selectors(prelude: str) -> list[str]:
    """Split at the commas that stand outside parentheses and brackets."""
    parts, depth, current = [], 0, ""
    for character in prelude:
        depth += (character in "([") - (character in ")]")
        if character == "," and depth == 0:
            parts.append(current.strip())
            current = ""
        else:
            current += character
    return [*parts, current.strip()]
