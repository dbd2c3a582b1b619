"""What a card should say to whoever wants to use the model: for what, and for what not."""

from __future__ import annotations

from hubexplorer.cards.phrases import phrases
from hubexplorer.cards.topic import Topic, words
from hubexplorer.records import Gravity

IT = (
    r"(?:it|they|this|(?:the|this|our) (?:\w+ )?(?:model|network|system|adapter|checkpoint"
    r"|weights)s?)"
)
"""The model, as a subject."""
# A prohibition, whatever the reason for it.
FORBIDS = (
    r"\b(?:should|must|may|shall) (?:not|never) be (?:used|relied|trusted|deployed|applied|put|seen"
    r"|taken|treated|considered|fed|given|let)\b"
    rf"|\b{IT} (?:should|must|may|shall) (?:not|never) (?!exceed|take|contain|need|require"
    rf"|be (?:longer|larger|empty))"
    r"|\b(?:do not|don't|never|avoid|refrain from) (?:us(?:e|ing)|rely(?:ing)?|deploy(?:ing)?"
    r"|apply(?:ing)?"
    r"|trust(?:ing)?|let|base)(?: (?:it|this|them|its|the (?:model|output|results|weights)|for|in"
    r"|as|on|to"
    r"|with|when|where|any))\b(?! (?:repo|library|package|version|tokenizer|flag|branch))"
    r"|\bkeep (?:it|this|the model) (?:out of|away from)\b|\bunder no circumstances\b"
    r"|\bwe (?:strictly |explicitly )?(?:forbid|prohibit|ban|disallow|do not (?:want|allow|permit"
    r"|condone|endorse))\b"
    r"|\b(?:do not|don't|never) base (?:an?|any|your)\b|\bstay away from using\b"
    r"|\byou (?:may|must|shall|should) (?:not|never) use (?:it|this|the (?:model|weights|output))\b"
    r"|^\W*(?:should|must|may) (?:not|never) (?!exceed|take|contain|need|be (?:longer|larger"
    r"|empty))"
    r"|\bnot to be (?:used|relied|deployed|trusted)\b"
    r"|(?<!commercial )(?<!commercially )\b(?:is|are) (?:strictly |expressly |explicitly )?"
    r"(?:forbidden|prohibited|off limits|ruled out|out of bounds|unacceptable)\b"
)
_UNSUITED = (
    r"\bnot (?:been )?(?:intended|meant|designed|made|built) (?:for|to|use|as)\b"
    r"|\bnot (?:suitable|suited|appropriate|fit|recommended|ready|safe|good enough) (?:for|to)\b"
    r"|\bnot (?:approved|certified|cleared|validated) (?:for|as)\b"
    r"|\bit(?:'s| is) not (?:allowed|permitted) to\b"
    r"|\bunsuit(?:ed|able) (?:for|to)\b"
    r"|\b(?:caution|recommend|advise|warn) against\b|\bout[- ]of[- ]scope\b"
    r"|\b(?:is|are) (?:not an?|no) (?:\w+ )?(?:medical|diagnostic|safety) (?:device|product|tool)\b"
    r"|\b(?:is|are) (?:not an?|no) (?:\w+ )?(?:substitute|replacement|tool|basis|means|help) for\b"
    r"|^\W*not for (?!the )\w+"
)

INTENDED_USE = Topic(
    kind="intended_use",
    label="Intended use",
    if_absent=Gravity.WARNING,
    titles=words(
        r"^(?!.*\b(?:out[- ]of[- ]scope|not|misuse|never|how)\b)(?:.*\bintended\b"
        r"|.*\btarget groups?\b|(?:for )?whom$"
        r"|(?:fields?|areas?|domains?) of (?:use|application)$|application (?:fields?|areas?"
        r"|domains?)$"
        r"|.*\bdirect use\b(?! for inference)|.*\b(?:target )?audiences?\b|(?:target )?users$"
        r"|.*\bdownstream use\b|.*\buse[- ]cases?\b|uses$|applications?$|.*\bpurposes?\b"
        r"|(?:typical|common|main|usual|primary) uses?$|(?:usage |use )?scenarios$|for$"
        r"|what (?:we use it for|to do with it)$"
        r"|(?:what )?(?:is )?it (?:is )?good for$|(?:.*\bgood|use it) for$|who(?:m)? (?:this"
        r"|it) (?:helps|serves)$"
        r"|(?:tasks|work|what) (?:that )?it suits$|where to use(?: it)?$|jobs?$"
        r"|.*\b(?:recommended|suggested|suitable|permitted|allowed|possible|evaluated|expected)"
        r" (?:uses?|usages?|applications?|tasks)\b|.*\bwhat (?:it is|is it|it's|this is"
        r"|is this)? ?for$"
        r"|.*\bmodel use$|scope$|.*\bwho (?:it is|is it|it's|this is|is this|should use|would use"
        r"|should pick|can use|may use)\b.*"
        r"|(?:good|made|meant|built|best|suited|suitable|useful|ideal|designed|handy|aimed|fit)"
        r" (?:for|to|at|work|uses?|tasks)$|suits$|fit for$|when to use(?: it)?$|serves$"
        r"|.*\bwhat (?:can|could|may|should) (?:i|you|we) (?:use|do)\b"
        r"|you (?:can|may|could) use (?:it|this).*"
        r"|.*\bwhat (?:i|you|we) (?:can|could|may|should) (?:use|do)\b)"
        r"|\bintended\b.*\b(?:and|&|/) (?:out[- ]of[- ]scope|misuse|not intended)"
        + phrases("intended_use", "heading")
    ),
    sentences=words(
        r"(?<!not )(?<!n't )\bintended (?:for|to|use)\b|\b(?:is|are) meant (?:for|to)\b"
        r"|\b(?:is|was|are|were) designed (?:for|to)\b"
        r"|\bcan be used (?:for|to|in|as)\b(?! (?:follows|shown|described|below|above|usual"
        r"|the same"
        r"|this way|the following|python|transformers|combination|conjunction|an? (?:pipeline"
        r"|drop)))"
        r"|(?:^|[.!?] )\W{0,3}(?:meant|suitable|developed|built|made|useful|ideal) (?:as an?|for"
        r"|to) (?!\d)"
        r"|\b(?:its|the) purpose (?:is|of (?:this|the) model)\b|\bprimary (?:use|purpose)\b"
        r"|\b(?:had|have|with) (?:[\w-]+ ){1,4}in mind\b|\b(?:was|were) (?:written|built|made"
        r"|trained) to help\b"
        r"|\b(?:anyone|everybody|researchers|people|teams|students|teachers) .{0,40}\b(?:can"
        r"|may) use it\b"
        rf"|\b{IT} (?:supports|assists) \w+ (?:in|with|when)\b|\b{IT} serves (?:as|to)\b"
        r"|\b(?:built|made) (?:it )?so that\b|\b(?:good|natural|perfect) fit for\b"
        rf"|\bwe (?:built|made|designed|trained|wrote|created) {IT} (?:for|to help)\b(?! (?:\d"
        rf"|an? (?:hour|day)))"
        rf"|\b{IT} helps?\b(?! (?:you )?(?:install|load))"
        rf"|\b{IT} (?:is|was) (?:there|built|made|aimed|suited|suitable|useful|ideal|handy|good"
        rf"|best)"
        r" (?:for|to|at|when|in)\b(?! (?:of|from|with|on|by)\b)"
        r"|\bwe (?:foresee|envision|envisage|see|intend|recommend|suggest) (?:its |the |it |using "
        r"|an? )"
        r"(?:\w+ )?(?:use|uses|used|for|as|in)\b|\b(?:target|intended|primary) (?:audience"
        r"|users?)\b"
        r"|(?<!not )(?<!n't )(?<!never )(?<!how to )\buse (?:it|this model) (?:for|to|when|if)\b"
        r"|\bfor (?:researchers|developers|students|teachers|teams|engineers|hobbyists"
        r"|anyone) who\b" + phrases("intended_use", "sentence")
    ),
    denied=words(
        rf"{FORBIDS}|{_UNSUITED}|\b(?:no|not|never|n't|nobody|no one)\b.{{0,40}}\b(?:written"
        rf"|decided?|defined?|specified"
        r"|specific|particular|stated|determined|thought)\b"
    ),
    is_of_model=True,
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
        r"|\blimits of use\b|^never$|\bdo(?:n't|n’t"
        r"| not)(?: use\b|$)|\bwhere not to\b"
        r"|\bnot (?:for|suited|suitable|allowed|permitted|recommended|meant)\b|\bdoes not suit\b"
        r"|\bwhat (?:should|must|may|can) (?:i|you|we) not\b|\b(?:i|you|we) (?:should|must"
        r"|may) not\b"
        r"|^(?:forbidden|prohibited|banned)$|^bad (?:for|uses?|fit)$|^don[o'’]?ts?$|^do not$"
        r"|^(?:please )?avoid$|\bred lines?\b"
        r"|\bkeep (?:it )?away from\b|\boff[- ]limits\b|\bunsuited\b"
        + phrases("out_of_scope", "heading")
    ),
    sentences=words(f"{_UNSUITED}|{FORBIDS}{phrases('out_of_scope', 'sentence')}"),
    needs_if_shared=words(
        r"\bnot\b|n't\b|\bout[- ]of[- ]scope\b|\bmisuse|\bprohibit|\bforbid|\bavoid|\bnever\b"
        r"|\bagainst\b|\bviolat"
    ),
    is_of_model=True,
)
