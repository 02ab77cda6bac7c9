"""``/api/v1/graph/…``: what stands around a thing, and the ways between two."""

import json

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from ...ontology.messages import Bilingual
from ..parameters import BadParameterError, MissingParameterError, Parameter
from ..phrases import Language
from ..questions import Run
from ..serving import TRUNCATED, Service
from .neighbours import MOST_EXCLUDED, MOST_NODES, Direction, Wanted, neighbours
from .paths import MOST_STEPS, paths
from .requests import BadValueError, headings, limit, only_once

NODE = Parameter("node", "thing", Bilingual("从哪个事物看", "The thing to look from"), "id/fund/冀财社〔2023〕225号")
RELATION = Parameter("relation", "thing", Bilingual("只看这一种关系", "Only this relation"), "ns#cited", optional=True)
DIRECTION = Parameter(
    "direction",
    "direction",
    Bilingual("只看出去或进来的关系", "Only relations that go out or come in"),
    "in",
    optional=True,
)
EXCLUDE = Parameter(
    "exclude",
    "thing",
    Bilingual("已经有的事物，不再给出；可重复", "Things at hand, not given again; may be repeated"),
    "id/func/210",
    optional=True,
)
START = Parameter("from", "thing", Bilingual("一端", "One end"), "id/fund/冀财社〔2023〕225号")
END = Parameter("to", "thing", Bilingual("另一端", "The other end"), "id/func/210")
STEPS = Parameter("steps", "steps", Bilingual("至多几步", "Steps at most"), "4", optional=True)
EXPAND = (NODE, RELATION, DIRECTION, EXCLUDE)
PATH = (START, END, STEPS)
SHARED = frozenset({"lang", "limit"})


async def expand(request: Request, service: Service) -> Response:
    """What stands around a thing."""
    given = only_once(request, EXPAND, repeated=("exclude",), shared=SHARED)
    shown = request.query_params.getlist("exclude")
    if len(shown) > MOST_EXCLUDED:
        raise BadValueError("exclude", f"× {len(shown)}", f"至多 {MOST_EXCLUDED} 个", f"{MOST_EXCLUDED} at most")
    direction: dict[str | None, Direction | None] = {None: None, "out": "out", "in": "in"}
    if DIRECTION.name in given:
        DIRECTION.read(given[DIRECTION.name])
    wanted = Wanted(
        thing(given, NODE),
        thing(given, RELATION) if RELATION.name in given else None,
        direction[given.get("direction")],
        tuple(read(EXCLUDE, text) for text in shown),
        min(limit(given.get("limit")) or 20, MOST_NODES),
    )
    language = language_of(given)

    def work(run: Run) -> dict[str, object]:
        return neighbours(run, wanted, language)

    return sent(await service.attend(request, work), service)


async def path(request: Request, service: Service) -> Response:
    """The ways between two things."""
    given = only_once(request, PATH, shared=frozenset({"lang"}))
    start, end = thing(given, START), thing(given, END)
    steps = int(STEPS.read(given["steps"]).value) if "steps" in given else MOST_STEPS
    language = language_of(given)

    def work(run: Run) -> dict[str, object]:
        return paths(run, start, end, steps, language)

    return sent(await service.attend(request, work), service)


def thing(given: dict[str, str], parameter: Parameter) -> NamedNode:
    """The thing that a parameter names; raises a :class:`ParameterError`."""
    if not given.get(parameter.name, "").strip():
        raise MissingParameterError(parameter)
    return read(parameter, given[parameter.name])


def read(parameter: Parameter, text: str) -> NamedNode:
    """The IRI that a text means."""
    value = parameter.read(text)
    if not isinstance(value, NamedNode):
        raise BadParameterError(parameter, text)
    return value


def language_of(given: dict[str, str]) -> Language:
    """The language of names."""
    return "en" if headings(given.get("lang")) == "en" else "zh"


def sent(found: dict[str, object], service: Service) -> Response:
    """The answer, in the shape that all answers have."""
    about = {name: found.pop(name) for name in ("truncated", "sparql") if name in found}
    body = json.dumps({"data": found, "meta": {"version": service.version, **about}}, ensure_ascii=False)
    headers = {TRUNCATED: "true"} if about.get("truncated") else {}
    return Response(body, media_type="application/json", headers=headers)
