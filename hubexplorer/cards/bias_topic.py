"""What a card should say of whom its model treats unevenly."""

from __future__ import annotations

from hubexplorer.cards.phrases import phrases
from hubexplorer.cards.topic import Topic, words
from hubexplorer.cards.wording import WITHIN
from hubexplorer.records import Gravity

_PEOPLE = (
    r"(?:people|persons?|speakers?|writers?|authors?|users?|patients?|candidates?|applicants?"
    r"|customers?|students?|pupils?|faces?|voices?|names?|readers?|players?|drivers?|workers?"
    r"|communit(?:y|ies)|districts?|neighbou?rhoods?|addresses|households?|reviewers?|children"
    r"|adults|viewers?)"
)
_GROUPS = (
    r"\b(?:wom[ae]n|men|girls?|boys?|females?|males?|genders?|(?:dark|light|black|brown"
    r"|pale)(?:er)?[- ]skin(?:ned)?"
    r"|skin (?:tones?|colou?rs?|types?)|ethnic\w*|racial|accents?|accented|(?:non-?)?native["
    r" -](?:speak|writ|read|people|names|english)\w*"
    r"|religi\w+|minorit\w+|elderly|older (?:people|adults|speakers|women|men|patients)|children"
    r"|disab\w+|deaf|hard of hearing|immigrants?|migrants?|refugees?|indigenous|nationalit\w+"
    r"|low-income|poor(?:er)? (?:people|countries|neighbou?rhoods|districts)|pronouns"
    r"|muslims?|jew(?:s|ish)|christians?|hindus?|roma|arab(?:s|ic names)?|hispanics?|latin[oa]s?"
    r"|(?:african|asian|native)[ -]americans?|people of colou?r|black (?:people|wom[ae]n|men|faces)"
    r"|white (?:people|wom[ae]n|men|faces)|lgbt\w*|gay|lesbian|transgender|queer"
    r"|(?:over|under|above|below|older than|younger than) \d\d(?! ?%)"
    rf"|(?:european|western|american|african|asian|non-western|southern|rural|urban|young|old"
    rf"|rich|poor)"
    rf" {_PEOPLE}|{_PEOPLE} (?:from|over|under|aged?|of|with|in|who) \w+"
    r"|european|western|african|asian|dialects?(?! (?:of|in) \w+ (?:is|are) (?:tagged|covered)))\b"
)
_UNEVEN = (
    r"\b(?:worse|worst|poorer|lower|higher|less (?:often|accurate\w*|well|reliabl\w+|competent)"
    r"|more (?:often|errors|likely|mistakes|readily|easily)|fewer|twice|double|times (?:as|more"
    r"|worse)"
    r"|mis(?:classif|recogn|gender|read|label|identif|heard|understood|judg)\w*|missed|wrongly"
    r"|wrong"
    r"|mostly|mainly|predominantly|overwhelmingly|nearly all|almost all|rarely|seldom"
    r"|hardly"
    r"|skew\w*|uneven\w*|unequal\w*|too (?:young|old|dark|light|high|low)|stereotyp\w*"
    r"|only \d[\d.,]{0,15} ?%|better(?: \w+)? than|few(?!-)|points (?:lower|below|behind|worse)"
    r"|(?:over|under)-?(?:represented|estimat\w+)|favou?rs?|prefers?|kinder|harsher|stricter"
    r"|penali[sz]\w+|downgrad\w+|flagged|dominates?|the norm|default person|left out"
    r"|lowers?|pulls?|clich[eé]s?|prejudices?|suspicious|criminal)\b"
)
# A figure for one group, and another for the next.
_FIGURE = r"\d[\d.,]{0,15} ?(?:%|years?|points|per cent|percent)?"
_JUDGED = (
    r"\b(?:errors?|error rates?|wer|accura\w+|recogni\w+|recall|precision|f1|found|detected|missed"
    r"|correct\w*|right|wrong)\b"
)
# What a role is taken to be.
_ROLES = (
    r"\b(?:doctors?|nurses?|surgeons?|ceos?|engineers?|secretar(?:y|ies)|teachers?|professors?|boss"
    r"|scientists?|criminals?|terrorists?|professions?|occupations?|servants?|housewi\w+"
    r"|programmers?)\b"
)
_SEX = r"\b(?:he|she|him|her|his|man|men|wom[ae]n|males?|females?|boys?|girls?|gender)\b"
_UNEQUAL = (
    rf"{_GROUPS}[^.;]{{0,120}}?{_UNEVEN}|{_UNEVEN}[^.;]{{0,80}}?{_GROUPS}"
    rf"|{_JUDGED}{WITHIN}{{0,40}}[:;]?[^.;]{{0,40}}{_FIGURE}[^;]{{0,20}}{_GROUPS}[^;]{{0,40}}{_FIGURE}"
    rf"[^;]{{0,40}}{_GROUPS}"
    rf"|{_GROUPS}[^;]{{0,30}}{_JUDGED}[^;]{{0,40}}{_FIGURE}[^;]{{0,40}}{_GROUPS}"
    rf"[^;]{{0,30}}{_FIGURE}"
    rf"|{_ROLES}{WITHIN}{{0,60}}{_SEX}"
    r"|\b\d\d ?% of (?:the |its |our )?(?:\w+ )?(?:writers|authors|speakers|people|faces|voices)"
    r" (?:are|were) (?:white|male|men|american|european|western|young|female|women)\b"
    r"|\b(?:prejudices?|clich[eé]s?) (?:of|about|against|in|towards?)\b"
    r"|\btakes? (?:\w+ )?(?:american|western|european|english) (?:\w+ )?as the norm\b"
)

_OF_BIAS = words(
    r"\bbias|\bfair|\bstereotyp|\bdiscriminat|\bgender|\brac(?:e|ial)\b|\bcultur|\bgroups?\b"
    r"|\bdisparate\b|\bunevenly\b|\bdemographic|\bethic|\bharm|\boffensive|\bdialect|\brepresent"
    rf"|\bdivers|{_GROUPS}|\b(?:twice|times) (?:as|more|worse)\b|\bu?n?equal|\b(?:less"
    rf"|more) often\b"
)

_CUES = (
    "bias",
    "stereotyp",
    "discrimin",
    "unfair",
    "represented",
    "disparate",
    "prejudice",
    "clich",
    "wom",
    "men",
    "girl",
    "boy",
    "male",
    "gender",
    "skin",
    "ethnic",
    "racial",
    "accent",
    "native",
    "religi",
    "minorit",
    "elderly",
    "older",
    "younger",
    "children",
    "disab",
    "deaf",
    "hearing",
    "migrant",
    "refugee",
    "indigenous",
    "nationalit",
    "income",
    "poor",
    "rich",
    "pronoun",
    "muslim",
    "jew",
    "christian",
    "hindu",
    "roma",
    "arab",
    "hispanic",
    "latin",
    "america",
    "colo",
    "black",
    "white",
    "lgbt",
    "gay",
    "lesbian",
    "trans",
    "queer",
    "europe",
    "western",
    "africa",
    "asia",
    "dialect",
    "rural",
    "urban",
    "people",
    "speakers",
    "names",
    "faces",
    "voices",
    " he",
    " she",
    " his",
    " her",
    " man",
    "man,",
    "over ",
    "under ",
    "applicants",
    "patients",
    "users",
)
BIAS = Topic(
    kind="bias",
    label="Bias",
    if_absent=Gravity.NOTE,
    titles=words(
        r"\bbias(?:es|ed)?\b|\bfairness\b|\bethic(?:s|al)\b|\bstereotyp|\bdiscriminat"
        r"|\bbroader (?:impact|implication)" + phrases("bias", "heading")
    ),
    wide_titles=words(
        r"^(?!.*\b(?:bias|fair)).*\b(?:ethic|broader)|\b(?:uneven|unequal|demographics?"
        r"|represent\w+"
        r"|inclusion|equity|equality|tilt|slant|skew)\b|^(?:social|societal) \w+$|^groups$"
        r"|\bwho (?:is|gets|was|are) (?:\w+ )?(?:let down|left out|missing|forgotten|not|worse|hurt"
        r"|harmed|seen|heard)\b|\bwho(?:m|se)? (?:it|this) (?:\w+ )?(?:fails|shows|sees|serves"
        r"|forgets"
        r"|leaves|hurts|lets)\b|\bwhose (?:world|view|voice|faces?|language)"
    ),
    sentences=words(
        r"\b(?:social|gender|racial|cultural|societal|religious|political|harmful|such|its|these"
        r"|any"
        r"|contains?|reflects?|inherits?|exhibits?|amplif\w+|produce) bias(?:es)?\b"
        r"|\b(?:may|can|might|could|will|is|are|be) (?:\w+ )?biased\b|\bstereotyp\w+"
        r"|\bdiscriminat(?:ory|es? against)\b|\bunfair(?:ly|ness)?\b"
        r"|\bbias(?:es)? (?:of|in|from|towards?|against|present)\b|\bunder-?represented\b"
        r"|\bas (?:men|women|males?|females?) and\b|\bdisparate (?:performance|impact)\b"
        rf"|{_UNEQUAL}"
    ),
    cues=_CUES,
    needs_if_shared=_OF_BIAS,
    needs_if_wide=_OF_BIAS,
    denied=words(
        r"(?:n't|\b(?:not|never|nobody|no one|nothing|none|yet to be|remains? to be|no|without"
        r"|unknown))\b"
        r".{0,50}\b(?:assess\w*|evaluat\w*|measur\w*|test\w*|stud(?:y|ied|ies)|examin\w*|audit\w*"
        r"|look(?:ed)? (?:into|at|for)|check\w*|investigat\w*|analy[sz]\w*|quantif\w*|known|aware"
        r"|found"
        r"|bias(?:es|ed)?)\b|\bthere (?:is|are) none\b|\b(?:found|saw|see|find) (?:none|no"
        r"|nothing)\b|\bno (?:sign|evidence)s? of\b|\b(?:unbiased|bias-free|free (?:of"
        r"|from)(?: any)?(?: \w+)? bias\w*)\b"
    ),
)
