"""Put single icons into one SVG file, each as a symbol that pages refer to by name."""

import re

OUTER = re.compile(r"<svg\b([^>]*)>(.*)</svg>", re.DOTALL)
VIEW_BOX = re.compile(r'viewBox="([^"]+)"')


def sprite(icons: dict[str, str]) -> str:
    """Return the sprite of ``icons`` (name → SVG text), in the order of their names."""
    symbols = [_symbol(name, icons[name]) for name in sorted(icons)]
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def _symbol(name: str, svg: str) -> str:
    outer = OUTER.search(svg)
    view_box = VIEW_BOX.search(outer.group(1)) if outer else None
    if outer is None or view_box is None:
        raise ValueError(f"Icon {name} is not an SVG picture with a viewBox.")
    content = " ".join(outer.group(2).split())
    return f'<symbol id="{name}" viewBox="{view_box.group(1)}">{content}</symbol>'
