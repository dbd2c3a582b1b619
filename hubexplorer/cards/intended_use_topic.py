"""What a card should say to whoever wants to use the model: for what."""

from __future__ import annotations

from hubexplorer.cards.out_of_scope_topic import REFUSES
from hubexplorer.cards.phrases import phrases
from hubexplorer.cards.topic import Topic, words
from hubexplorer.cards.wording import IT, starting
from hubexplorer.records import Gravity

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
        starting(
            r"(?<!not )(?<!n't )\bintended (?:for|to|use)\b|\b(?:is|are) meant (?:for|to)\b"
            r"|(?:is|was|are|were) designed (?:for|to)\b"
            r"|can be used (?:for|to|in|as)\b(?! (?:follows|shown|described|below|above|usual"
            r"|the same"
            r"|this way|the following|python|transformers|combination|conjunction|an? (?:pipeline"
            r"|drop)))"
            r"|(?:its|the) purpose (?:is|of (?:this|the) model)\b|\bprimary (?:use|purpose)\b"
            r"|(?:had|have|with) (?:[\w-]+ ){1,4}in mind\b|\b(?:was|were) (?:written|built|made"
            r"|trained) to help\b"
            r"|(?:anyone|everybody|researchers|people|teams|students|teachers) .{0,40}\b(?:can"
            r"|may) use it\b"
            rf"|{IT} (?:supports|assists) \w+ (?:in|with|when)\b|\b{IT} serves (?:as|to)\b"
            r"|(?:built|made) (?:it )?so that\b|\b(?:good|natural|perfect) fit for\b"
            rf"|we (?:built|made|designed|trained|wrote|created) {IT} (?:for|to help)\b(?! (?:\d"
            rf"|an? (?:hour|day)))"
            rf"|{IT} helps?\b(?! (?:you )?(?:install|load))"
            rf"|{IT} (?:is|was) (?:there|built|made|aimed|suited|suitable|useful|ideal|handy|good"
            rf"|best)"
            r" (?:for|to|at|when|in)\b(?! (?:of|from|with|on|by)\b)"
            r"|we (?:foresee|envision|envisage|see|intend|recommend|suggest) (?:its |the |it "
            r"|using "
            r"|an? )"
            r"(?:\w+ )?(?:use|uses|used|for|as|in)\b|\b(?:target|intended|primary) (?:audience"
            r"|users?)\b"
            r"|(?<!not )(?<!n't )(?<!never )(?<!how to )\buse (?:it|this model) (?:for|to|when"
            r"|if)\b"
            r"|think of (?:it|this model) as\b|handy (?:when|if|where|for)\b"
            r"|(?:its|the model's|our) (?:job|task|aim|goal|role|mission|idea) is to\b|the aim is"
            r" to\b"
            r"|use cases (?:are|include)\b|(?:it|this model) suits \w+"
            r"|(?:you|one|they|teams|editors|people) (?:can|could|would|might|may) use (?:it"
            r"|this(?: model)?)"
            r" (?:for|to|as|when)\b"
            r"|we use it (?:\w+ )?(?:to|for|in) (?!gpu|train)\w+"
            r"|(?:it|this model|this) is for (?:people|those|anyone|everybody|\w+s who)\b"
            r"|for (?:researchers|developers|students|teachers|teams|engineers|hobbyists"
            r"|anyone) who\b"
        )
        + r"|(?:^|[.!?] )\W{0,3}(?:(?:meant|suitable|developed|built|made|useful|ideal|good)"
        r" (?:as an?|for"
        r"|to)|helps (?!you install)\w+ (?:to )?(?:\w+)) (?!\d)"
        + phrases("intended_use", "sentence")
    ),
    denied=words(
        rf"{REFUSES}|(?:n't|\b(?:no|not|never|nobody|no one))\b.{{0,40}}\b(?:written"
        rf"|decided?|defined?|specified"
        r"|specific|particular|stated|determined|thought)\b"
    ),
    is_of_model=True,
)
