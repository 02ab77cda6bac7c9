"""The page is one file that loads nothing, hides persons, escapes everything, and links both ways."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from gouji.api.reports.entries import Checked
from gouji.api.reports.html import html_text

from .conftest import CLERK, MARKUP, TELEPHONE


class Tags(HTMLParser):
    """All tags with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def page(checked: Checked) -> str:
    return html_text([checked], [])


@pytest.fixture(scope="module")
def tags(page: str) -> Tags:
    return Tags(page)


def test_no_person_is_shown(page: str) -> None:
    assert CLERK not in page
    assert TELEPHONE not in page
    assert "经办人" in page


def test_words_of_the_source_are_no_markup(page: str, tags: Tags) -> None:
    assert MARKUP not in page
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;" in page
    assert "script" not in {tag for tag, _ in tags.found}


def test_nothing_is_loaded(page: str, tags: Tags) -> None:
    assert not {"script", "img", "link", "iframe", "object", "form", "base"} & {tag for tag, _ in tags.found}
    assert not [attributes for _, attributes in tags.found if {"src", "style", "onclick"} & set(attributes)]
    assert "url(" not in page
    assert "@import" not in page


def test_the_policy_allows_this_very_style_and_nothing_else(page: str) -> None:
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert style is not None
    assert policy is not None

    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()

    assert policy[1].replace("&#39;", "'") == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_every_link_leads_somewhere_on_the_page_and_no_anchor_stands_twice(tags: Tags) -> None:
    links = [attributes["href"] or "" for tag, attributes in tags.found if tag == "a"]
    anchors = [attributes["id"] for _, attributes in tags.found if "id" in attributes]

    assert len(anchors) == len(set(anchors))
    assert [link for link in links if link.removeprefix("#") not in anchors] == []


def test_both_sides_of_a_finding_are_marked_and_linked_back(page: str) -> None:
    marked = re.findall(
        r'<mark class="violation"[^>]*>(?:<span[^>]*></span>)*([^<]*)<a class="ref" href="#(d1-f\d+)"', page
    )
    finding = {link for text, link in marked if text == "3,453"}

    assert len(finding) == 1
    assert ("3,456", *finding) in marked
    assert f'id="{finding.pop()}"' in page


def test_several_documents_share_a_page_without_sharing_anchors(checked: Checked) -> None:
    anchors = [
        attributes["id"] for _, attributes in Tags(html_text([checked, checked], [])).found if "id" in attributes
    ]

    assert len(anchors) == len(set(anchors))


@pytest.mark.parametrize(
    ("language", "present", "absent"), [("en", "Findings", ">发现<"), ("zh", ">发现<", "Findings")]
)
def test_one_language_can_be_asked_for(checked: Checked, language: str, present: str, absent: str) -> None:
    page = html_text([checked], [], "en" if language == "en" else "zh")

    assert present in page
    assert absent not in page
