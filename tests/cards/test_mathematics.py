"""Formulas: laid out as MathML, or left as they are written."""

import random

import pytest
from latex2mathml import commands

from hubexplorer.cards.check import violations
from hubexplorer.cards.mathematics import MAX_TEX, mathml
from tests.cards.pipeline import pipeline

PLAIN = [value for value in vars(commands).values() if isinstance(value, str)]
PIECES = [*PLAIN, *"{}[]^_&$%#~'\"<>/ ab12|().,", "\\\\", "</math>", "<script>", "&lt;", "\0"]


def test_a_formula_becomes_mathml() -> None:
    assert mathml(r"\frac{a}{b}", is_block=False) == (
        r'<math display="inline" alttext="\frac{a}{b}"><mrow><mfrac><mrow><mi>a</mi></mrow>'
        "<mrow><mi>b</mi></mrow></mfrac></mrow></math>"
    )


@pytest.mark.parametrize(
    "tex",
    [
        r"\mathrm{softmax}\left(\frac{QK^T}{\sqrt{d_k}}\right)V",
        r"\mathcal{L} = -\sum_{i=1}^{N} y_i \log p_i",
        r"\begin{pmatrix}a & b \\ c & d\end{pmatrix}",
        r"\mathbb{E}_{x \sim p}[\lVert x - \hat{x} \rVert_2^2]",
        r"\text{if } x \geq 0",
        r"a < b \And c > d",
    ],
)
def test_what_cards_write_is_laid_out(tex: str) -> None:
    markup = mathml(tex, is_block=True)
    assert markup is not None
    assert violations(markup) == []


@pytest.mark.parametrize(
    "tex",
    [
        "",
        r"\frac{a",
        r"\frac{a}",
        r"a^",
        r"\left(a\right",
        r"\begin{matrix}a",
        r"\nosuchcommand x",
        r"\def\a{\b\b}\def\b{\c\c}\a",
        r"\newcommand{\a}{\a\a}\a",
        "{" * 500 + "}" * 500,
        "x" * (MAX_TEX + 1),
    ],
)
def test_what_cannot_be_read_stays_tex(tex: str) -> None:
    assert mathml(tex, is_block=False) is None


@pytest.mark.parametrize(
    ("tex", "word"),
    [
        (r"\href{javascript:alert(1)}{x}", "href"),
        (r"\style{background:url(https://e.test)}{x}", "style="),
        (r"\class{jp-Cell}{x}", "class"),
        (r"\text{<img src=x onerror=alert(1)>}", "<img"),
        (r"\text{&lt;img src=x onerror=alert(1)&gt;}", "<img"),
        (r"</math><script>alert(1)</script>", "<script"),
    ],
)
def test_a_formula_cannot_act(tex: str, word: str) -> None:
    markup = mathml(tex, is_block=False)
    assert markup is not None
    assert word not in markup.partition(">")[2]
    assert violations(markup) == []


def test_random_formulas_leave_no_violation_and_raise_nothing() -> None:
    draw = random.Random(1)
    laid_out = 0
    for _ in range(5_000):
        tex = "".join(draw.choice(PIECES) for _ in range(draw.randint(1, 8)))
        markup = mathml(tex, is_block=draw.random() < 0.5)
        laid_out += markup is not None
        assert markup is None or violations(markup) == [], tex
    assert laid_out > 500


def test_formulas_of_a_card_are_laid_out_where_they_stand() -> None:
    markup = pipeline("$a^2$ and $\\frac{a}$\n\n$$\nb\n$$\n").markup
    assert '<span class="math inline"><math display="inline"' in markup
    assert '<span class="math inline">\\frac{a}</span>' in markup
    assert '<div class="math block"><math display="block"' in markup


def test_a_cards_own_mathml_and_svg_never_pass() -> None:
    text = '<math href="javascript:x()"><mi>a</mi></math><svg><a href="javascript:x()">b</a></svg>'
    assert "<math" not in pipeline(text).markup
    assert "<svg" not in pipeline(text).markup


@pytest.mark.parametrize(
    ("markup", "violation"),
    [
        ("<mi>a</mi>", "tag <mi>"),
        ('<math display="block"><p>a</p></math>', "tag <p> in a formula"),
        ('<math display="block"><mtext><img src="x"></mtext></math>', "tag <img> in a formula"),
        ('<math display="block"><mi>a</math>', "</math> out of turn"),
        ('<math display="block"><mi>a</mi>', "<math> is not closed"),
        ('<math href="https://e.test"><mi>a</mi></math>', "href='https://e.test' on <math>"),
        ('<math display="block"><mi id="hx-1">a</mi></math>', "id='hx-1' on <mi>"),
        ('<math display="block"><math display="block"></math></math>', "tag <math> in a formula"),
        ('<math display="block"><mspace width="url(x)"></mspace></math>', "width='url(x)'"),
    ],
)
def test_the_check_sees(markup: str, violation: str) -> None:
    assert any(violation in found for found in violations(markup))
