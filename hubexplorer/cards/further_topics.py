"""What a card should say where it applies: on what it was measured, its hardware, its languages."""

from __future__ import annotations

from hubexplorer.cards.topic import Topic, words
from hubexplorer.records import Gravity

EVALUATION_DATA = Topic(
    kind="evaluation_data",
    label="Evaluation data",
    if_absent=Gravity.NOTE,
    titles=words(
        r"\b(?:test(?:ing)?|eval(?:uation)?|validation|benchmark) (?:data|data ?sets?|sets?)\b"
    ),
    sentences=words(
        r"\b(?:evaluated|tested|measured|reported|obtained|benchmarked)\b.{0,80}\bon\b"
        r"|\bheld[- ]out\b|\b(?:test|validation|dev(?:elopment)?|evaluation) (?:set|split|data)\b"
        r"|\bon (?:the |a |an )?(?:[\w-]+ ){1,4}(?:benchmarks?|data ?sets?|leaderboard|tasks)\b"
        r"|\b(?:accuracy|f1|wer|bleu|score)\b.{0,40}\bon (?:the )?[a-z0-9]"
    ),
)

EMISSIONS = Topic(
    kind="emissions",
    label="Hardware and emissions",
    if_absent=Gravity.NOTE,
    titles=words(
        r"\benvironmental impact\b|\bcarbon\b|\bco2\b|\bemissions?\b|\bhardware type\b"
        r"|\btraining (?:hardware|factors|energy)|^hours used$|\bcompute infrastructure\b"
    ),
    sentences=words(
        r"\bco2(?:eq)?\b|\bcarbon (?:emissions|footprint)\b|\bgpu[- ]hours\b"
        r"|\btrained (?:\w+ ){0,6}on (?:an? |\d+ ?x? ?|one |two |four |eight |a single )?"
        r"(?:\w+ ){0,3}(?:gpus?|tpus?|[avh]100s?|tpu v\d)\b"
    ),
)

LANGUAGES = Topic(
    kind="languages",
    label="Languages",
    if_absent=Gravity.NOTE,
    titles=words(r"^(?:supported )?languages?(?:\(s\))?(?: \(nlp\))?(?: supported)?$"),
    sentences=words(
        r"\b(?:supports?|covers?|trained on|works? (?:in|for)|understands?|speaks?|intended for)\b"
        r".{0,60}\b(?:english|german|french|spanish|italian|portuguese|dutch|chinese|japanese"
        r"|korean|arabic|hindi|russian|turkish|polish|\d+ (?:\w+ )?languages)\b"
        r"|\b(?:english|german|french|spanish|chinese|japanese|arabic)[- ](?:only|language)\b"
    ),
)
