"""Words in a card that say nothing: what a template left behind."""

from __future__ import annotations

import re

_FILLED_IN_BY_NOBODY = re.compile(
    r"\[\s*(?:more information needed|more info needed|needs more information|optional|todo|tbd"
    r"|to be (?:added|completed|determined|written))\s*\]"
    r"|\{\{[^}]{0,500}\}\}|\{%[^%]{0,500}%\}",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"(?:more |further )?(?:information|info|details)"
    r" (?:is |are )?(?:needed|required|missing|coming(?: soon)?|to (?:come|follow|be added))"
    r"|needs? more information|no information(?: (?:given|available|provided))?"
    r"|(?:to be|will be)"
    r" (?:added|announced|completed|decided|determined|done|filled|updated|written)"
    r"(?: (?:in|later|soon)| by (?:the )?(?:authors?|us|me|you)\b.{0,160})?"
    r"|(?:coming|more) soon|(?:todo|tbd|tba|wip|fixme|n/?a|none(?: known)?|unknown|nothing|null)"
    r"|optional"
    r"|no known (?:limitations?|issues?|bias(?:es)?|problems?)"
    r"|work in progress|not (?:yet )?(?:available|applicable|specified|stated|documented"
    r"|provided|known|assessed|examined|evaluated|measured|reported|disclosed|public)"
    r"|private|confidential|proprietary|undisclosed"
    r"|(?:please )?(?:add|describe|fill in|insert|write)\b.{0,80}\bhere"
    r"|lorem ipsum.*"
)
_BOILERPLATE = re.compile(
    r"should be made aware of the risks, biases,? and limitations of the model"
    r"|more information (?:is )?needed for further recommendations"
    r"|this model card (?:has been|was) (?:automatically )?generated"
    r"|carbon emissions can be estimated using"
    r"|you should probably proofread and complete it",
    re.IGNORECASE,
)
# What is promised, or said to stand elsewhere, is not said here.
_ELSEWHERE = re.compile(
    r"(?:please )?(?:see|refer to|consult|check)\b.{0,60}"
    r"\b(?:paper|publication|article|preprint|report|thesis|appendix|blog ?post)\b[^.]{0,40}\.?"
    r"|coming (?:with|in) .{0,40}"
    r"|(?:we|i|they|details|results?|more|further|information|a description|evaluation results)\b"
    r"[^.]{0,60}\bwill (?:be )?"
    r"(?:describe|publish|follow|release|document|report|share|provide|add)[^.]{0,60}\.?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2,}|\d")
_EDGES = " \t.,:;!?()[]{}<>*_`'\"-–—/|>#+~"


def is_placeholder(text: str) -> bool:
    """Whether a line holds no statement: nothing, an unfilled blank, or a template's sentence."""
    rest = _FILLED_IN_BY_NOBODY.sub(" ", text)
    if not _WORD.search(rest) or _BOILERPLATE.search(rest):
        return True
    words = " ".join(rest.split()).strip(_EDGES)
    return bool(_NOTHING.fullmatch(words.lower()) or _ELSEWHERE.fullmatch(words))
