"""The parts of which sentences on a model's use and failings are made: who, whether, what for.

A sentence is read by its parts, each a pattern for `lowered` text, rather than known as a whole:
"nobody should count animals with it" is a denied agent, a duty and a verb. That lets words meet
that no card had put together before, and keeps one list of them for all topics.
"""

from __future__ import annotations


def starting(pattern: str) -> str:
    """Alternatives that start with a word: tried where one starts, not at every letter."""
    return rf"\b(?:{pattern})"


IT = (
    r"(?:it|they|this|(?:the|this|our) (?:\w+ )?(?:model|network|system|adapter|checkpoint"
    r"|weights)s?)"
)
"""The model, as a subject."""

OUTPUT = (
    r"(?:(?:its|the|these|those|all|any|generated) )?(?:\w+ )?"
    r"(?:outputs?|answers?|predictions?|scores?|results?|labels?|estimates?|suggestions?|ratings?"
    r"|probabilit(?:y|ies)|voices?|translations?|transcripts?|summar(?:y|ies)|completions?"
    r"|recommendations?|readings?|forecasts?|rankings?|pictures?|images?|texts?|likenesses)"
)
"""What the model gives, as a subject."""

NOT = r"(?:\bnot|\bnever|n't|\bcannot|\bneither|\bnor|\bno)"
"""A word that turns what follows it round, or the end of one."""

MUST_NOT = r"\b(?:(?:should|must|shall|may|ought to)(?: \w+ly)? (?:not|never)|(?:should|must)n't)"
"""A duty, denied."""

SELDOM = r"(?:rarely|seldom|hardly|barely|scarcely|never)"

OFTEN = (
    r"(?:often|sometimes|occasionally|frequently|usually|easily|mostly|always|regularly|silently"
    r"|quickly|commonly|typically|still|now and then|at times|from time to time|as a rule)"
)
"""How often something goes wrong."""

WITHIN = r"[^.;:!?]"
"""A sign of the same clause."""

TECHNICAL = (
    r"\b(?:tokeni[sz]ers?|gpus?|cpus?|python|librar(?:y|ies)|packages?|versions?|flags?|arguments?"
    r"|batch(?:es)?|dtypes?|fp16|bf16|fp8|\d+[ -]?bit|(?:the|your) prompts? must|(?:special"
    r"|access|secret|eos"
    r"|padding) tokens?|tokens|api|config\w*|parameters?|learning rates?|padding|torch|pytorch"
    r"|transformers|lora|epochs|steps|encoder|decoder|eval\(\)|cuda|onnx|gguf|vllm"
    r"|llama\.cpp|branch|repo(?:sitory)?|pull requests?|issues?|notebooks?|colab|docker|pip"
    r"|quoti?(?:e|ng|ation) marks?|normali[sz]\w*|resiz\w*|install\w*|download\w*|compil\w*"
    r"|attention|mask|spaces?|quotes)\b"
)
"""Words of sentences that tell how to handle files and code."""
