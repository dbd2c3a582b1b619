"""The things a card should say, in the order in which they are asked for."""

from __future__ import annotations

from hubexplorer.cards.bias_topic import BIAS
from hubexplorer.cards.further_topics import EMISSIONS, EVALUATION_DATA, LANGUAGES
from hubexplorer.cards.intended_use_topic import INTENDED_USE
from hubexplorer.cards.license_topic import LICENSE
from hubexplorer.cards.limitations_topic import LIMITATIONS
from hubexplorer.cards.making_topics import EVALUATION, METRIC_COLUMN, TRAINING_DATA
from hubexplorer.cards.out_of_scope_topic import OUT_OF_SCOPE
from hubexplorer.cards.topic import Topic

__all__ = [
    "BIAS",
    "EMISSIONS",
    "EVALUATION",
    "EVALUATION_DATA",
    "INTENDED_USE",
    "IN_PASSING",
    "LANGUAGES",
    "LICENSE",
    "LIMITATIONS",
    "METRIC_COLUMN",
    "NAMED_ONLY",
    "NOT_STATED",
    "OUT_OF_SCOPE",
    "TOPICS",
    "TRAINING_DATA",
    "Topic",
]

# How a finding's title ends where the card is silent, or nearly.
NOT_STATED = "not stated."
IN_PASSING = "mentioned in passing."
NAMED_ONLY = "named, not described."

TOPICS = (LICENSE, LIMITATIONS, INTENDED_USE, OUT_OF_SCOPE, TRAINING_DATA, EVALUATION, BIAS)
