"""What crawlers are told: where they may go, and a list of the pages of each class."""

from html import escape
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from ..ontology import terms
from .catalogue import records, text
from .execution import Job
from .linked_names import encoded, page_of
from .mounting import rooted
from .problems import NoSuchPageError
from .questions import Run
from .serving import Service

#: The classes whose things have pages worth finding; the names are those of the addresses.
CLASSES = {
    "documents": "gj:Document",
    "units": "gj:Unit",
    "projects": "gj:Project",
    "funding-documents": "gj:FundingDocument",
    "rules": "gj:Rule",
    "code-lists": "skos:ConceptScheme",
}
#: Addresses of one list (sitemaps.org).
MOST = 50_000
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


async def robots(request: Request, _: Service) -> Response:
    """``/robots.txt``: queries and metrics are not for crawlers."""
    lines = ["User-agent: *", "Disallow: /sparql", "Disallow: /metrics", f"Sitemap: {base(request)}/sitemap.xml"]
    return PlainTextResponse("\n".join(lines) + "\n")


async def index(request: Request, _: Service) -> Response:
    """``/sitemap.xml``: the lists there are."""
    lists = "".join(f"<sitemap><loc>{base(request)}/sitemap/{name}.xml</loc></sitemap>" for name in CLASSES)
    return xml(f'<sitemapindex xmlns="{NAMESPACE}">{lists}</sitemapindex>')


async def addresses(request: Request, service: Service) -> Response:
    """``/sitemap/….xml``: the pages of one class."""
    kind = CLASSES.get(request.path_params["name"])
    if kind is None:
        raise NoSuchPageError(request.path_params["name"])
    job = Job(f"SELECT DISTINCT ?thing {{ ?thing a {kind} }} ORDER BY ?thing", rows=MOST)

    def work(run: Run) -> list[str]:
        return [text(row, "thing") for row in records(run, job)]

    things = await service.attend(request, work)
    paths = [page_of(thing) for thing in things if thing.startswith(terms.BASE)]
    urls = "".join(f"<url><loc>{escape(base(request) + encoded(path))}</loc></url>" for path in paths if path)
    return xml(f'<urlset xmlns="{NAMESPACE}">{urls}</urlset>')


def base(request: Request) -> str:
    """The address under which we are reached."""
    return f"{request.url.scheme}://{quote(request.url.netloc, safe=':[]')}{rooted('')}"


def xml(body: str) -> Response:
    """An XML document."""
    return Response(f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n', media_type="application/xml")
