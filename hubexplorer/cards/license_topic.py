"""What a card should say about its license."""

from __future__ import annotations

from hubexplorer.cards.phrases import phrases
from hubexplorer.cards.topic import Topic, words
from hubexplorer.records import Gravity

_LICENSE_NAME = (
    r"(?:apache|mit\b|bsd\b|cc0\b|cc[- ]by|[al]?gpl\b|mpl\b|eupl\b|isc\b|\w*openrail|unlicense"
    r"|creative commons|public domain)"
)

LICENSE = Topic(
    kind="license",
    label="License",
    if_absent=Gravity.GRAVE,
    titles=words(
        r"^(?!.*\b(?:data|data ?sets?|corpus|images|pictures|texts|examples?"
        r"|demo)\b)(?:.*\blicen[cs](?:e|es|ing)\b)" + phrases("license", "heading")
    ),
    wide_titles=words(
        r"^(?:terms|terms of (?:use|service)|copying|copyright|legal|rights|usage rights"
        r"|permissions?|conditions(?: of use)?)$"
    ),
    sentences=words(
        r"\b(?:released|licen[cs]ed|distributed|available|published|provided|shared"
        r"|open[- ]sourced)"
        rf" (?:\w+ ){{0,3}}under\b.{{0,60}}(?:licen[cs]e|{_LICENSE_NAME})"
        rf"|\bunder (?:the |an? |terms of the )*{_LICENSE_NAME}"
        rf"|\blicen[cs]e ?(?:[:=]|is|\(s\):) ?(?:\*\*)? ?(?:the |an? )?{_LICENSE_NAME}"
        rf"|\b{_LICENSE_NAME}[- ](?:[\w.-]+[- ]){{0,2}}licen[cs]ed?\b|\b(?:in|into"
        rf"|under) the public domain\b"
        r"|\byou (?:may|can) use (?:it|this model|the (?:model|weights))\b.{0,80}\bas long as\b"
    ),
    needs_if_wide=words(
        rf"\blicen[cs]|\b{_LICENSE_NAME}|\bcommercial|\b(?:may|can|must) (?:not )?be (?:used|copied"
        r"|shared)|\b(?:may|can) (?:use|copy|share)\b|\bfree (?:to|for)\b|\b(?:use|research) only\b"
    ),
    denied=words(
        r"^\W*(?:the |this |all |its |our |a )?(?:\w+ ){0,3}?(?:data ?sets?|data|corpus|corpora"
        r"|pictures|images|photos|recordings|texts|examples?|demo|documentation)\b"
        r"(?!.{0,200}\b(?:models?|weights|checkpoints?|adapter)\b).{0,80}\b(?:is|are|was|were"
        r"|under)\b"
    ),
)
