"""The things a card should say, and the words by which cards say them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hubexplorer.records import Gravity

_METRIC = (
    r"accuracy|f1(?:[ -]score)?|bleu|wer|cer|rouge(?:-\w)?|perplexity|auc|exact match|map"
    r"|precision|recall|spearman|pearson|(?:eval(?:uation)? )?loss|iou|mae|rmse|mrr|ndcg|chrf|sari"
    r"|error rate|mean (?:absolute |squared )?error"
)
_FIGURE = (
    r"\b\d[\d.,]* ?%|\|[\s*_~<>±+-]{0,8}\d|(?<!\d)0?\.\d|<t[dh][^>]{0,80}>\s*[\d.]"
    rf"|\b(?:{_METRIC}|score)\b[^.|]{{0,40}}?\b\d"
)


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# How a finding's title ends where the card is silent, or nearly.
NOT_STATED = "not stated."
IN_PASSING = "mentioned in passing."
NAMED_ONLY = "named, not described."


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing a card should say."""

    kind: str
    label: str
    if_absent: Gravity
    titles: re.Pattern[str]
    """Headings (or bold labels) under which it is said."""
    sentences: re.Pattern[str]
    """Plain sentences that say it, wherever they stand."""
    needs: re.Pattern[str] | None = None
    """What a line below such a heading must hold to count."""
    needs_if_shared: re.Pattern[str] | None = None
    """The same, where the heading announces another topic as well."""
    is_shared: re.Pattern[str] | None = None
    """Headings that are wider than the topic, though they announce no other one."""


LICENSE = Topic(
    kind="license",
    label="License",
    if_absent=Gravity.GRAVE,
    titles=_words(r"\blicen[cs](?:e|es|ing)\b|\blizenz(?:en)?\b|\blicencias?\b|许可|ライセンス"),
    sentences=_words(
        r"\b(?:released|licen[cs]ed|distributed|available|published) under\b.{0,60}"
        r"(?:licen[cs]e|apache|mit\b|bsd|cc[- ]by|gpl|creative commons)"
        r"|\byou (?:may|can) use (?:it|this model|the (?:model|weights))\b.{0,80}\bas long as\b"
    ),
)

LIMITATIONS = Topic(
    kind="limitations",
    label="Limitations",
    if_absent=Gravity.WARNING,
    titles=_words(
        r"\blimitations?\b|\bknown (?:issues|problems|failures|weaknesses)\b|\bcaveats?\b"
        r"|\bshortcomings?\b|\bweaknesses\b|\bfailure (?:modes|cases)\b"
        r"|\bwhere it (?:fails|struggles)\b"
        r"|\bweak (?:spots?|points?)\b|\bwhat (?:goes|can go|may go) wrong\b"
        r"|^(?:known |potential )?risks?$"
        r"|\beinschränkungen\b|\bschwächen\b|\bgrenzen\b|\blimites\b|\bfaiblesses\b"
        r"|\blimitaciones\b|\blimitações\b|\blimitazioni\b|\blimiti\b|局限|限制|限界|制限"
    ),
    sentences=_words(
        r"\b(?:main|known|key|important|current|some|several|its|following) limitations?\b"
        r"|\blimitations? (?:of|is|are|include)\b"
        r"|\b(?:model|it|performance|coverage|vocabulary|accuracy|quality|knowledge|support)"
        r" (?:is|are) limited (?:to|by|in)\b"
        r"|\bdoes not (?:work|perform|generali[sz]e|handle|support) \w+"
        r"|\b(?:performs?|works?) (?:poorly|badly|worse|less well)\b"
        r"|\bmay (?:fail|produce (?:incorrect|wrong|inaccurate))"
        r"|\bstruggles? (?:with|on|to)\b|\bfails? (?:on|to|when|for)\b|\bnot (?:reliable|robust)\b"
        r"|\bwill (?:mis|fail)\w*|\b(?:overlooks|misreads|confuses|hallucinates|makes up)\b"
        r"|\b(?:is|are) (?:often |sometimes |usually |easily )?"
        r"(?:missed|overlooked|confused|misread|misclassified|mistaken)\b"
    ),
    needs_if_shared=_words(
        r"\blimit|\bnot\b|n't\b|\bcannot\b|\bmay\b|\bmight\b|\bfail|\bonly\b|\bhowever\b|\bpoor"
        r"|\bworse\b|\berror|\bincorrect|\bstruggl|\brisk|\black(?:s|ing)?\b|\bunreliable"
    ),
)

INTENDED_USE = Topic(
    kind="intended_use",
    label="Intended use",
    if_absent=Gravity.WARNING,
    titles=_words(
        r"^(?!.*\b(?:out[- ]of[- ]scope|not intended|misuse)\b)(?:.*\bintended\b"
        r"|.*\bdirect use\b(?! for inference)"
        r"|.*\bdownstream use\b|.*\buse[- ]cases?\b|uses$|applications?$|.*\bpurpose\b"
        r"|.*\brecommended uses?\b|.*\bevaluated use\b|.*\bwhat (?:it is|is it) for\b"
        r"|.*\bmodel use$|scope$|who (?:it is|is it|this is) for\W*$"
        r"|.*\bwhat (?:can|could|may|should) (?:i|you|we) use\b(?!.*\bnot\b)"
        r"|.*\bverwendungszweck\b|.*\beinsatz(?:zweck|bereich|gebiet)e?\b|.*\banwendungsfälle\b"
        r"|.*\b(?:utilisations?|usages?) prévue?s?\b|.*\bcas d.(?:usage|utilisation)\b"
        r"|.*\busos? previstos?\b|.*\bcasos de uso\b|.*\bcasi d.uso\b"
        r"|.*(?:预期|主要)用途|.*想定用途)"
        r"|\bintended\b.*\b(?:and|&) (?:out[- ]of[- ]scope|misuse)"
    ),
    sentences=_words(
        r"(?<!not )(?<!n't )\bintended (?:for|to|use)\b|\b(?:is|are) meant (?:for|to)\b"
        r"|\b(?:is|was|are|were) designed (?:for|to)\b|\bcan be used (?:for|to|in|as)\b"
        r"|\b(?:built|made) (?:it )?so that\b"
    ),
)

OUT_OF_SCOPE = Topic(
    kind="out_of_scope",
    label="Out-of-scope use",
    if_absent=Gravity.NOTE,
    titles=_words(
        r"\bout[- ]of[- ]scope\b|\bmisuse\b|\bnot intended\b|\bprohibited uses?\b"
        r"|\bwhat (?:it is|is it) not for\b|\bwhen not to use\b|\bdo not use\b"
        r"|\bwhat (?:should|must|may) (?:i|you|we) not use\b|^do not$|不适用"
    ),
    sentences=_words(
        r"\bnot intended (?:for|to|use)\b|\b(?:should|must|may) not be used\b"
        r"|\bnot (?:suitable|suited|meant|designed|appropriate) (?:for|to)\b"
        r"|\bdo not use (?:it|this|the model)\b|\b(?:caution|recommend|advise) against\b"
        r"|\bout[- ]of[- ]scope\b|\bdo not rely on (?:it|this|the model)\b"
    ),
    needs_if_shared=_words(
        r"\bnot\b|n't\b|\bout[- ]of[- ]scope\b|\bmisuse|\bprohibit|\bforbid|\bavoid|\bnever\b"
        r"|\bagainst\b|\bviolat"
    ),
)

TRAINING_DATA = Topic(
    kind="training_data",
    label="Training data",
    if_absent=Gravity.WARNING,
    titles=_words(
        r"\b(?:pre-?|fine-?)?(?:train(?:ing|ed)?|tuning)\b(?!.*\bmetrics\b).{0,30}"
        r"\b(?:data(?:sets?)?|corp(?:us|ora)|set)\b"
        r"|^(?:the )?(?:data(?: ?sets?)?|corp(?:us|ora))(?: used)?$|^data sources?$|\btrained on\b"
        r"|\bwhere (?:does|do|did) .{0,30}\b(?:data|knowledge|texts?) come from\b"
        r"|\btrainings(?:daten|datensatz|korpus)\b|\b(?:données|corpus) d.entra[iî]nement\b"
        r"|\bdatos de entrenamiento\b|\bdados de trein(?:o|amento)\b"
        r"|\bdati di (?:addestramento|training)\b|训练(?:数据|语料)|(?:学習|訓練)データ"
    ),
    sentences=_words(
        r"\b(?:pre-?|fine-?)?(?:trained|tuned)(?: \w+){0,6}? (?:on|with|using|from)\b.{0,80}"
        r"\b(?:data|data ?sets?|corp(?:us|ora)|examples|sentences|pairs|images|hours|tokens|texts"
        r"|tickets|articles|documents|samples|rows|reviews|tweets|wikipedia|squad|imagenet|mnli"
        r"|sst-?2|coco|benchmark|words|common ?crawl|oscar|mc4|c4)\b"
        r"|\b(?:trained|tuned)(?: it| them)? on (?:about |over |some |more than |up to )?\d[\d,.]*+"
        r"(?! ?(?:x |\w{0,12} ?){0,2}(?:gpus?|tpus?|[avh]100s?|cores|nodes|epochs|steps))"
        r"|\blearn(?:ed|t) from (?:about |over |more than )?\d"
        r"|\btraining (?:data|set|corpus)(?: \w+){0,3} "
        r"(?:is|are|was|were|consists?|contains?|comes?|includes?|covers?)\b"
        r"|\b(?:trained|tuned) on the \S+ (?:dataset|corpus|data)\b"
        r"|\d.{0,60}\bused (?:to (?:train|(?:fine-?)?tune)|for (?:training|fine-?tuning))"
        r" (?:it|the|this)\b"
    ),
)

EVALUATION = Topic(
    kind="evaluation",
    label="Evaluation",
    if_absent=Gravity.WARNING,
    titles=_words(
        r"\bevaluations?\b|\bevaluated\b|\bresults?\b|\bperformance\b|\bbenchmarks?\b|\bmetrics\b"
        r"|\baccuracy\b|\bscores?\b|\beval\b|\bhow (?:good|well|accurate)\b|^validation$"
        r"|\btested on\b|\bergebnisse\b|\bevaluierung\b|\bévaluation\b|\brésultats\b"
        r"|\bevaluación\b|\bresultados\b|\bavaliação\b|\bvalutazione\b|\brisultati\b"
        r"|评估|评测|结果|評価"
    ),
    sentences=_words(
        rf"\b(?:{_METRIC})\b[^.|]{{0,40}}?\b\d"
        rf"|\b\d[\d.]* ?%?(?: \w+)? (?:{_METRIC})\b"
        r"|\b(?:finds|detects|recogni[sz]es|identifies|classifies|answers)\b.{0,20}\b\d[\d.,]* ?%"
    ),
    needs=_words(_FIGURE),
)

BIAS = Topic(
    kind="bias",
    label="Bias",
    if_absent=Gravity.NOTE,
    titles=_words(
        r"\bbias(?:es)?\b|\bfairness\b|\bethic(?:s|al)\b|\bstereotyp"
        r"|\bbroader (?:impact|implication)"
        r"|\bverzerrung(?:en)?\b|\bbiais\b|\bsesgos?\b|偏见|バイアス"
    ),
    is_shared=_words(r"^(?!.*\b(?:bias|fair)).*\b(?:ethic|broader)"),
    sentences=_words(
        r"\b(?:social|gender|racial|cultural|societal|religious|political|harmful|such|its|these|any"
        r"|contains?|reflects?|inherits?|exhibits?|amplif\w+|produce) bias(?:es)?\b"
        r"|\b(?:may|can|might|could|will|is|are|be) (?:\w+ )?biased\b|\bstereotyp\w+"
        r"|\bdiscriminat(?:ory|es? against)\b|\bunfair(?:ly|ness)?\b"
        r"|\bbias(?:es)? (?:of|in|from|towards?|against|present)\b|\bunder-?represented\b"
        r"|\bdisparate (?:performance|impact)\b"
    ),
    needs_if_shared=_words(
        r"\bbias|\bfair|\bstereotyp|\bdiscriminat|\bgender|\brac(?:e|ial)\b|\bcultur|\bgroups?\b"
        r"|\bdisparate\b|\bunevenly\b|\bdemographic|\bethic|\bharm|\boffensive|\bdialect|\brepresent|\bdivers"
    ),
)

EVALUATION_DATA = Topic(
    kind="evaluation_data",
    label="Evaluation data",
    if_absent=Gravity.NOTE,
    titles=_words(
        r"\b(?:test(?:ing)?|eval(?:uation)?|validation|benchmark) (?:data|data ?sets?|sets?)\b"
    ),
    sentences=_words(
        r"\b(?:evaluated|tested|measured|reported|obtained|benchmarked)\b.{0,80}\bon\b"
        r"|\bheld[- ]out\b|\b(?:test|validation|dev(?:elopment)?|evaluation) (?:set|split|data)\b"
        r"|\bon (?:the |a |an )?(?:[\w-]+ ){1,4}(?:benchmarks?|data ?sets?|leaderboard|tasks)\b"
        r"|\b(?:accuracy|f1|wer|bleu|score)\b.{0,40}\bon (?:the )?[A-Z0-9]"
    ),
)

EMISSIONS = Topic(
    kind="emissions",
    label="Hardware and emissions",
    if_absent=Gravity.NOTE,
    titles=_words(
        r"\benvironmental impact\b|\bcarbon\b|\bco2\b|\bemissions?\b|\bhardware type\b"
        r"|\btraining (?:hardware|factors|energy)|^hours used$|\bcompute infrastructure\b"
    ),
    sentences=_words(
        r"\bco2(?:eq)?\b|\bcarbon (?:emissions|footprint)\b|\bgpu[- ]hours\b"
        r"|\btrained (?:\w+ ){0,6}on (?:an? |\d+ ?x? ?|one |two |four |eight |a single )?"
        r"(?:\w+ ){0,3}(?:gpus?|tpus?|[avh]100s?|tpu v\d)\b"
    ),
)

LANGUAGES = Topic(
    kind="languages",
    label="Languages",
    if_absent=Gravity.NOTE,
    titles=_words(r"^(?:supported )?languages?(?:\(s\))?(?: \(nlp\))?(?: supported)?$"),
    sentences=_words(
        r"\b(?:supports?|covers?|trained on|works? (?:in|for)|understands?|speaks?|intended for)\b"
        r".{0,60}\b(?:english|german|french|spanish|italian|portuguese|dutch|chinese|japanese"
        r"|korean|arabic|hindi|russian|turkish|polish|\d+ (?:\w+ )?languages)\b"
        r"|\b(?:english|german|french|spanish|chinese|japanese|arabic)[- ](?:only|language)\b"
    ),
)

TOPICS = (LICENSE, LIMITATIONS, INTENDED_USE, OUT_OF_SCOPE, TRAINING_DATA, EVALUATION, BIAS)

# Below these, nothing counts for the heading above them.
ELSEWHERE = _words(
    r"\bhow to\b|\bfor inference\b|\busage\b|\bget(?:ting)? started\b|\bquick ?start\b"
    r"|\bcitation\b|\bciting\b|\bcite\b"
    r"|\bbibtex\b|\binstall|\bexamples?\b|\bhyper-?\s?parameters?\b|\bframework versions\b"
    r"|\b(?:test(?:ing)?|evaluation|eval|validation) (?:data|data ?sets?|sets?)\b|\bhardware\b"
    r"|\benvironmental\b|\bcontact\b|\backnowledg|\breferences\b|\bauthors?\b|\brequirements\b"
)

# A sentence that speaks of other models, or says that there is nothing to say.
NOT_OF_THIS = _words(
    r"^\W*(?:older|earlier|previous|prior|other|existing|most|many|traditional|conventional)\b"
    r".{0,40}\b(?:models?|works?|systems?|approaches|methods|networks?)\b"
)
DENIED = _words(r"\b(?:no|without(?: any)?|free (?:of|from)|zero|un)[ -]?$")


def is_topic(title: str) -> bool:
    """Whether a heading announces any of the topics."""
    return any(topic.titles.search(title) for topic in TOPICS)
