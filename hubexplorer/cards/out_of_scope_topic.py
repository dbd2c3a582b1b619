"""What a card should say of the uses that it refuses."""

from __future__ import annotations

from hubexplorer.cards.phrases import cues, phrases
from hubexplorer.cards.topic import Topic, words
from hubexplorer.cards.wording import IT, MUST_NOT, NOT, OUTPUT, TECHNICAL, WITHIN, starting
from hubexplorer.records import Gravity

_IN_USE = (
    r"(?:used?|using|rel(?:y|ied)|trust(?:ed)?|deploy(?:ed)?|appl(?:y|ied)|put|seen|taken"
    r"|treat(?:ed)?|considered|fed|given|let|serve|read as|sold|sell|shown|published?"
    r"|shared|cited|handed|turned|employed|base[d]?|depend|hang|rest|decide|determine|judge"
    r"|replace|steer|drive|run unattended|be (?:the|an?)? ?(?:only|sole|basis|final|last|grounds?"
    r"|reason))"
)
"""What is done with a model, rather than what happens to its files."""
_ROLE = (
    r"(?:(?:substitutes?|replacements?|surrogate|stand-in|basis|grounds?|means|help|proof|tools?)"
    r" for"
    r"|(?:legal|medical|financial|professional|tax|health|clinical|safety|investment) (?:\w+ )?"
    r"(?:advice|opinion|device|product|tool|diagnos[ie]s|instrument|judge?ment)"
    r"|advice|verdicts?|diagnos[ie]s|diagnostic \w+|forensic \w+|oracle|lie detector"
    r"|authority on|(?:legal |scientific )?evidence(?! (?:that|of|for))|certified \w+"
    r"|grounds? (?:to|of)|(?:only|sole) (?:basis|ground|reason))"
)
"""What a model is taken for, and should not be."""
_WRONG = (
    r"(?:irresponsible|reckless|unethical|dangerous|unwise|negligent|inappropriate|unacceptable"
    r"|unfair|illegal|unlawful|hazardous|unsafe|risky|foolish|wrong|a (?:\w+ )?mistake|a bad idea"
    r"|an? (?:mis|ab)use|out of the question)"
)
_AGAINST = (
    r"(?:against (?:our|the|its|this) (?:terms|licen[cs]e|polic(?:y|ies)|wish(?:es)?|rules?"
    r"|agreement|intent\w*)|violat\w+ (?:our|the|its|this) (?:terms|licen[cs]e|polic(?:y|ies)"
    r"|agreement|rules?)|at odds with|contrary to)"
)
_PURPOSE = (
    r"(?:intended|meant|designed|made|built|developed|conceived|created|thought of"
    r"|suitable|suited|appropriate|fit|recommended|advisable|advised|ready|safe(?= for)|good enough"
    r"|approved|certified|cleared|validated|licensed|permitted|allowed)"
)

_FORBIDS = starting(
    # Whoever it is: a duty not to use it.
    rf"{MUST_NOT} (?:be (?:\w+ly )?)?{_IN_USE}\b"
    rf"|(?:{IT}|{OUTPUT}) (?:should|must|shall) (?:not|never) (?!exceed|take (?:long|more)"
    r"|contain|need|require|be (?:longer|larger|empty|confused|loaded|changed|mixed)|sum|end"
    r"|start|include|exist)"
    rf"|(?:{IT}|{OUTPUT}) (?:is|are) (?:not|never) to be\b"
    r"|(?:nobody|no one|no (?:\w+ )?(?:decision|person|patient|child|applicant|treatment)s?)"
    r" (?:should|must|may|ought to|shall)\b"
    r"|(?:you|users?|anybody|anyone|people|we) (?:agree (?:not|never) to|(?:should|must|may"
    r"|shall) (?:not|never)) (?!see|need|notice|get|have|worry|add|change|pass|call|mix|expect)\w+"
    rf"{WITHIN}{{0,60}}\b(?:it|them|made|outputs?|answers?|scores?|model|conclusions?|decisions?)\b"
    rf"|(?:must|should|may|shall) (?:not|never) {WITHIN}{{3,50}}\b(?:by|with|from|through|because"
    rf" of|on the"
    r" (?:basis|strength) of) (?:it|them|its|these|this|the (?:model|output|score|answer)s?)\b"
    # A plea or an order.
    r"|(?:do not|don't|never|avoid|refrain from|please not) (?:us(?:e|ing)|rely(?:ing)?"
    r"|deploy(?:ing)?|apply(?:ing)?|trust(?:ing)?|let|base|treat|put(?:ting)?|take)"
    r" (?:it|this|them|its|the (?:model|output|results?|weights|\w+ ?scores?|probabilit\w+"
    r"|predictions?|answers?|labels)|any\w*|for|in|as|on|to|with|when|where)\b"
    r"|(?:do not|don't|never|avoid|refrain from|please not)"
    r" (?:ship(?:ping)?|sell(?:ing)?|ask(?:ing)? it|feed(?:ing)? (?:it|the model)|automat(?:e|ing)"
    r"|impersonat\w+|mak(?:e|ing) (?:\w+ )?decisions|draw(?:ing)? conclusions"
    r"|decid(?:e|ing)|diagnos(?:e|ing)|judg(?:e|ing)|navigat(?:e|ing)|identify(?:ing)?"
    r"|expos(?:e|ing) (?:it|the model))\b"
    r"|(?:treat|take) nothing\b"
    rf"|(?:ask|beg|urge|prefer|rather) {WITHIN}{{0,30}}\b(?:not to|did not|didn't|keep it out)\b"
    r"|under no circumstances\b"
    r"|(?:keep|stay|steer) (?:it |this |the model |them )?(?:well )?(?:out of|away|clear)"
    r" (?:of|from|any|all|the|\w+s)\b"
    # A ban.
    r"|(?<!commercial )(?<!commercially )\b(?:is|are) (?:strictly |expressly |explicitly )?"
    r"(?:forbidden|prohibited|off limits|off the table|ruled out|out of bounds|unacceptable"
    r"|banned|disallowed|taboo|discouraged)\b"
    r"|(?:we|i|authors?|developers?|team|terms|licen[cs]e|agreement) (?:\w+ly )?(?:forbids?"
    r"|prohibits?|bans?|disallows?|discourages?|exclude|rules? out|oppose|object to"
    r"|disapprove)\b"
    r"|something we (?:\w+ly )?(?:exclude|forbid|oppose|reject)\b"
    r"|(?:we|i|authors?|developers?|team) (?:do not|don't|cannot|would not|never) (?:\w+ly )?"
    r"(?:want|allow|permit|condone|endorse|recommend|advise|encourage|intend|advocate|suggest"
    r"|support (?:\w+ )?(?:use|production|deployment))\b"
    rf"|(?:uses?|using|usage|application|deployment)\b{WITHIN}{{0,60}}\b(?:is|are)"
    r" (?:not|never|neither) (?:\w+ly )?(?:permitted|allowed|supported|recommended|intended|advised"
    r"|advisable|covered|foreseen|acceptable|wanted|welcome|desired)\b"
)
_UNSUITED = starting(
    r"(?:unsuit(?:ed|able)|unfit) (?:for|to)\b"
    r"|(?:caution|recommend|advise|warn) against\b|\bout[- ]of[- ]scope\b"
    rf"|(?:outside|beyond|exceeds) (?:of )?(?:its|the|this|our) (?:\w+ )?(?:purpose|scope|remit)\b"
    # The role that it is denied.
    rf"|(?:nothing|none){WITHIN}{{0,40}}\b(?:is|are|replaces|constitutes|amounts to)"
    rf" (?:an? |\w+ )?(?:{_ROLE}|visit|expert|doctor|professional)"
    # The place.
    r"|(?:no (?:place|business) (?:in|on|near)|not belong|wrong (?:tool|choice|place"
    r"|instrument|model) (?:for|to|if)|not the (?:right )?(?:tool|choice|model|place)"
    r" (?:for|to|you|if))\b"
    rf"|(?:look elsewhere|(?:use|choose|take) something else for)\b"
    rf"|(?:us(?:e|ing)\b|with it\b|\bit (?:is|would be|'s)){WITHIN}{{0,80}}\b{_WRONG}\b"
    rf" ?(?:to (?:use|rely|trust|deploy|let|base|hire|judge|treat|apply|\w+ or)|and |\W|$)"
    rf"|(?:us(?:e|es|ing|age)|application)\b{WITHIN}{{0,80}}\b{_AGAINST}"
    # One purpose set against another.
    rf"|(?:for|as|meant|intended|made|built){WITHIN}{{2,60}},? (?:and |but )?(?:not|never)"
    r" (?:for (?!the )|as an? |to be )\w+|\b(?:intended|meant|designed|built|made) (?:for|to)"
    rf"{WITHIN}{{2,60}} (?:rather than|instead of) (?:for|to)\b"
    rf"|\w+ing\b{WITHIN}{{2,60}}\b(?:with|by|on|from) (?:it|its|them|these"
    rf"|this)\b{WITHIN}{{1,40}}{_WRONG}\b"
    r"|(?:anything|everything) else is (?:out|beyond)"
    r"|not something (?:it|the model) should\b"
    # Who has to do it.
    r"|(?<![a-z] )(?:please )?leave (?!out|it |the (?:field|default|rest))[\w ]{2,40} to"
    r" (?:an?|the|your|people|humans?|experts?|professionals?)\b"
    rf"|(?:decisions?|judge?ments?|last word|final say|responsibility)\b{WITHIN}{{0,40}}"
    r" (?:stays?|remains?|rests?|belongs?|lies?) with\b"
    r"|(?:human|person|expert|doctor|physician) must (?:always )?(?:have|make|keep|decide)\b"
)
# What it is not fit for, nor to be taken for.
_NOT_FIT = (
    r"^\W*(?:should|must|may) (?:not|never) (?!exceed|take|contain|need|be (?:longer|larger"
    r"|empty|loaded))"
    rf"|{NOT} (?:\w+ly )?(?:been )?{_PURPOSE} (?:for|to|as)\b"
    r"|(?:(?:\b(?:is|are|be|was|and|but|or|as)|^\W*|,) (?:not|never|no)|^\W*(?:not|no)|n't"
    r"|\b(?:nor|neither)|(?:\bnot|n't) (?:constitute|provide|serve as|amount to|be|give))"
    rf" (?:(?:an?|any|the|meant as|intended as|to be) ){{0,2}}(?:\w+ )?{_ROLE}\b"
    rf"|{NOT} (?:\w+ly )?(?:be a )?replace\b"
    r"|^\W*not for (?!the )\w+"
)
# A question on a use, and no for an answer.
_ANSWERED = (
    r"\b(?:can|may|should|could|is|do)\b[^.?!]{2,60}\b(?:use|rely|trust|deploy|safe|suitable"
    r"|decide|replace|fit"
    r"|diagnos\w+|for)\b[^.?!]{0,80}\?\W{1,6}(?:no\b|not |never\b|please (?:do not|don't)|better"
    r" not|i would not"
    r"|we would not|absolutely not|under no)"
)
REFUSES = f"{_FORBIDS}|{_UNSUITED}|{_NOT_FIT}|{_ANSWERED}"
"""A use that is ruled out, whatever the reason for it."""

_CUES = (
    "?",
    "not",
    "n't",
    "never",
    "no ",
    "no-",
    "nobody",
    "none",
    "nothing",
    "nor ",
    "against",
    "avoid",
    "refrain",
    "forbid",
    "prohibit",
    "off ",
    "out of",
    "rule",
    "unaccept",
    "banned",
    "bans",
    "disallow",
    "discourag",
    "exclud",
    "oppose",
    "object",
    "reject",
    "unsuit",
    "unfit",
    "outside",
    "beyond",
    "exceed",
    "wrong",
    "elsewhere",
    "something else",
    "keep",
    "stay",
    "steer",
    "leave",
    "decision",
    "judg",
    "last word",
    "final say",
    "responsib",
    "must",
    "rather",
    "instead",
    "mis",
    "unwise",
    "reckless",
    "unethical",
    "dangerous",
    "negligent",
    "inappropriate",
    "unfair",
    "illegal",
    "unlawful",
    "hazardous",
    "unsafe",
    "risky",
    "foolish",
    "bad idea",
    "violat",
    "odds",
    "contrary",
    "taboo",
    "cannot",
    "can't",
    "ask",
    "beg ",
    "urge",
    "prefer",
)
OUT_OF_SCOPE = Topic(
    kind="out_of_scope",
    label="Out-of-scope use",
    if_absent=Gravity.NOTE,
    titles=words(
        r"\bout[- ]of[- ]scope\b|\b(?:mis|ab)uses?\b|\bnot intended\b|\bnot to do\b|\bnon-?goals\b"
        r"|\b(?:prohibited|forbidden|banned|disallowed|unsuitable|inappropriate|unacceptable"
        r"|unsupported|unsafe|wrong|excluded|unintended|discouraged) (?:uses?|applications?"
        r"|purposes?"
        r"|tasks)\b"
        r"|\bwhat (?:it is|it's|is it|this is|is this) not\b|\bwhen not to\b|^no[- ]?go(?:e?s|'s)?$"
        r"|^unacceptable$|\bhands off\b|^no$|\buses (?:we|that we) do not\b|\bnot be used\b"
        r"|\blimits of use\b|^never$|\bdo(?:n't"
        r"| not)(?: use\b|$)|\bwhere not to\b"
        r"|\bnot (?:for|suited|suitable|allowed|permitted|recommended|meant)\b|\bdoes not suit\b"
        r"|\bwhat (?:should|must|may|can) (?:i|you|we) not\b|\b(?:i|you|we) (?:should|must"
        r"|may) not\b"
        r"|^(?:forbidden|prohibited|banned)$|^bad (?:for|uses?|fit)$|^don[o']?ts?$|^do not$"
        r"|^(?:please )?avoid$|\bred lines?\b"
        r"|\bkeep (?:it )?away from\b|\boff[- ]limits\b|\bunsuited\b"
        + phrases("out_of_scope", "heading")
    ),
    sentences=words(f"{REFUSES}{phrases('out_of_scope', 'sentence')}"),
    cues=(*_CUES, *cues("out_of_scope")),
    unless=words(rf"{TECHNICAL}|\b(?:non-?)?commercial\w*|\bredistribut\w+|\bre-?s(?:ell|ale)\b"),
    needs_if_shared=words(
        r"\bnot\b|n't\b|\bout[- ]of[- ]scope\b|\bmisuse|\bprohibit|\bforbid|\bavoid|\bnever\b"
        r"|\bagainst\b|\bviolat"
    ),
    is_of_model=True,
)
