"""``/forms``: the official forms from their own data, and how many tables of each were read."""

from starlette.requests import Request
from starlette.responses import Response

from ..ontology.forms import Form, Layout, forms
from ..ontology.messages import Bilingual
from ..shapes.labels import measure_words
from ..shapes.rules import Rule, rules
from .catalogue import number, records, text
from .execution import Job
from .pages import page
from .problems import NoSuchPageError
from .questions import Run
from .serving import Service

TABLES = "SELECT ?form (COUNT(DISTINCT ?table) AS ?tables) { ?table a gj:Table ; gj:form ?form } GROUP BY ?form"
#: Roles of columns that hold no figure.
ROLES = {
    "ordinal": Bilingual("序号", "number"),
    "code": Bilingual("科目编码", "code"),
    "code.class": Bilingual("类编码", "code of the class"),
    "code.group": Bilingual("款编码", "code of the group"),
    "code.item": Bilingual("项编码", "code of the item"),
    "unit.code": Bilingual("单位编码", "code of the unit"),
    "name": Bilingual("名称", "name"),
    "type": Bilingual("类型", "type"),
    "text": Bilingual("文字", "text"),
}


async def form_list(request: Request, service: Service) -> Response:
    """``/forms``: all of them."""
    return page(request, "forms.html", forms=forms(), tables=await tables(request, service))


async def form_page(request: Request, service: Service) -> Response:
    """``/forms/{name}``: one of them."""
    name = request.path_params["name"]
    form = next((each for each in forms() if each.id == name), None)
    if form is None:
        raise NoSuchPageError(name)
    return page(
        request,
        "form.html",
        form=form,
        tables=(await tables(request, service)).get(name, 0),
        layouts=[(layout, roles(layout)) for layout in form.layouts],
        sums=[(measure_words(each.total), [measure_words(part) for part in each.parts]) for each in form.sums],
        rules=[rule for rule in rules() if concerns(rule, form)],
    )


async def tables(request: Request, service: Service) -> dict[str, int]:
    """How many tables of each form the graph holds."""

    def work(run: Run) -> dict[str, int]:
        rows = records(run, Job(TABLES))
        return {text(row, "form").rsplit("/", 1)[-1]: number(row, "tables") for row in rows}

    return await service.attend(request, work)


def roles(layout: Layout) -> list[Bilingual]:
    """What the columns of a layout mean."""
    return [role_words(role) for role in layout.columns]


def role_words(role: str) -> Bilingual:
    """What a column of this role means.

    >>> role_words("budget.total").zh
    '预算支出合计'
    """
    return ROLES.get(role) or measure_words(role)


def concerns(rule: Rule, form: Form) -> bool:
    """Whether a rule is about a form."""
    return any(
        form.id in (relation.form, relation.other, *relation.requires, *(term.form for term in relation.terms))
        for relation in rule.relations
    )
