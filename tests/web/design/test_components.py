"""Components say what they must to people who do not see them."""

import re
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from naves.kernel.errors import Problem, Refused
from naves.kernel.paging import Page
from naves.web.design.parts import Column, Figure, Row, Table
from naves.web.design.problems import show_problems
from naves.web.design.words import LEVELS, NEED_STATUS


def rendered(source: str, address: str = "/needs/", **context: Any) -> str:
    request = RequestFactory().get(address)
    with translation.override("cs"):
        html = Template("{% load naves %}" + source).render(Context({"request": request, **context}))
    return re.sub(r"\s+", " ", html)


class Sample(forms.Form):
    title = forms.CharField(label="Název", help_text="Stručně.")
    note = forms.CharField(label="Poznámka", required=False)
    kind = forms.ChoiceField(label="Druh", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)


def test_field_ties_label_help_and_error_to_its_control() -> None:
    html = rendered("{% field form.title %}", form=Sample({}))
    assert '<label for="id_title">Název</label>' in html
    assert 'aria-describedby="id_title_help id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert '<p class="help" id="id_title_help">Stručně.</p>' in html
    assert re.search(r'<div id="id_title_error">.*Chyba:.*Toto pole je třeba vyplnit', html)


def test_field_that_may_stay_empty_says_so() -> None:
    assert "(nepovinné)" in rendered("{% field form.note %}", form=Sample())
    assert "(nepovinné)" not in rendered("{% field form.title %}", form=Sample())


def test_choice_of_one_is_a_group_with_its_own_legend() -> None:
    html = rendered("{% field form.kind %}", form=Sample())
    assert re.search(r"<fieldset[^>]*> ?<legend>Druh</legend>", html)
    assert html.count('<label class="option">') == 2


def test_summary_lists_each_error_and_leads_to_its_field() -> None:
    html = rendered("{% error_summary form %}", form=Sample({"kind": "a"}))
    assert 'href="#id_title"' in html
    assert 'href="#id_kind"' not in html
    assert 'role="alert"' in html


def test_form_without_errors_has_no_summary() -> None:
    assert rendered("{% error_summary form %}", form=Sample({"title": "x", "kind": "a"})).strip() == ""


def test_refusal_of_a_domain_stands_beside_its_field_with_the_remedy() -> None:
    form = Sample({"title": "x", "kind": "a"})
    form.is_valid()
    problems = [
        Problem("short", "“%(value)s” is too short.", {"value": "x"}, field="title", remedy="Write more."),
        Problem("closed", "The list is closed.", field="place"),
    ]
    with translation.override("en"):
        show_problems(form, Refused(problems))
    assert form.errors["title"] == ["“x” is too short. Write more."]
    assert form.non_field_errors() == ["The list is closed."]


@pytest.mark.parametrize("level", range(5))
def test_level_has_its_word_beside_the_bars(level: int) -> None:
    html = rendered("{% level level %}", level=level)
    assert html.count('class="on"') == level
    with translation.override("cs"):
        assert str(LEVELS[level]) in html


@pytest.mark.parametrize("status", NEED_STATUS)
def test_status_has_a_word_and_an_icon(status: str) -> None:
    html = rendered("{% need_status status %}", status=status)
    with translation.override("cs"):
        assert str(NEED_STATUS[status].label) in html
    assert "icons.svg#" in html


def test_header_of_the_sorted_column_says_its_direction_and_offers_the_other() -> None:
    html = rendered('{% sort_header "people" "Lidé" numeric=True %}', "/needs/?theme=bus&sort=-people&cursor=abc")
    assert 'aria-sort="descending"' in html
    assert 'href="/needs/?theme=bus&amp;sort=people"' in html


def test_header_of_another_column_starts_with_what_is_asked_most() -> None:
    assert "sort=-people" in rendered('{% sort_header "people" "Lidé" numeric=True %}')
    assert "sort=title" in rendered('{% sort_header "title" "Název" %}')
    assert "aria-sort" not in rendered('{% sort_header "title" "Název" %}')


def test_pages_keep_the_filters_and_lead_on() -> None:
    html = rendered('{% pages page noun="need" %}', "/needs/?theme=bus", page=Page((), "abc", 1284))
    assert "Celkem 1 284 potřeb" in html
    assert 'href="/needs/?theme=bus&amp;cursor=abc"' in html
    assert "Zpět na začátek" not in html


def test_last_page_leads_back_to_the_beginning() -> None:
    html = rendered("{% pages page %}", "/needs/?theme=bus&cursor=abc", page=Page((), None, 3))
    assert 'href="/needs/?theme=bus"' in html
    assert "Další" not in html


def test_downloads_keep_the_filters() -> None:
    html = rendered("{% downloads %}", "/needs/?theme=bus&cursor=abc")
    for name in ("csv", "xlsx", "parquet"):
        assert f'href="/needs/?theme=bus&amp;format={name}"' in html


def test_unknown_figure_claims_nothing() -> None:
    html = rendered("{% figure item %}", item=Figure("Obec", None))
    assert "neposouzeno" in html
    assert "<svg" not in html
    assert "0" not in html


def test_figure_draws_interval_and_bounds_where_they_are() -> None:
    html = rendered("{% figure item %}", item=Figure("Obec", 0.41, (0.4, 0.43), (0.24, 0.67)))
    assert 'class="bounds" x="24" y="3" width="43"' in html
    assert 'class="interval" x="40" y="3" width="3"' in html
    assert 'class="point" x="41"' in html


def test_table_names_rows_columns_and_itself() -> None:
    data = Table("Kraje", [Column("Kraj"), Column("Pokrytí", "percent")], [Row(("Praha", None), "/p/")])
    html = rendered("{% table data %}", data=data)
    assert "<caption>Kraje</caption>" in html
    assert '<th scope="row"><a href="/p/">Praha</a></th>' in html
    assert '<td data-label="Pokrytí" class="number">neposouzeno</td>' in html


def test_button_without_address_is_a_button_and_text_is_escaped() -> None:
    assert rendered('{% button "<b>" href="/x/" %}').startswith('<a class="gov-button" href="/x/"')
    html = rendered('{% button label kind="danger" name="deed" value="1" %}', label="<b>")
    assert html.startswith("<button")
    assert "&lt;b&gt;" in html
    assert 'name="deed" value="1"' in html
