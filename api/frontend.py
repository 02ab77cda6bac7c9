"""The scripts and style sheets that make pages livelier: built from ``web/``, looked up by the name of their page.

Pages read well without them; where they were not built, pages say so and go on.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

#: Scripts, workers and requests of our own and nobody else's; nothing inline but the editor's little pictures.
POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; style-src 'self';"
    " img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {"Content-Security-Policy": POLICY}
FOLDER = "static/web"


@dataclass(frozen=True, slots=True)
class Assets:
    """What a page loads, as paths of the site."""

    script: str
    styles: tuple[str, ...]


@cache
def assets(page: str) -> Assets | None:
    """What the page of this name loads; ``None`` where the front end was not built.

    >>> assets("no such page") is None
    True
    """
    built = files(__package__) / FOLDER / "manifest.json"
    if not built.is_file():
        return None
    chunks = json.loads(built.read_text("utf-8"))
    return entry(chunks, f"src/{page}/page.ts")


def entry(chunks: Mapping[str, Mapping[str, object]], source: str) -> Assets | None:
    """One entry of the bundler's list, with the style sheets of all that it loads at once.

    >>> chunks = {"a.ts": {"file": "a-1.js", "imports": ["_b.js"]}, "_b.js": {"file": "b-2.js", "css": ["b-3.css"]}}
    >>> entry(chunks, "a.ts")
    Assets(script='/static/web/a-1.js', styles=('/static/web/b-3.css',))
    """
    if source not in chunks:
        return None
    styles: dict[str, None] = {}
    waiting, seen = [source], set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        told = chunks[name]
        styles |= dict.fromkeys(strings(told.get("css")))
        waiting += strings(told.get("imports"))
    return Assets(f"/{FOLDER}/{chunks[source]['file']}", tuple(f"/{FOLDER}/{name}" for name in styles))


def strings(value: object) -> list[str]:
    """A list of names, if it is one."""
    return [str(name) for name in value] if isinstance(value, list) else []
