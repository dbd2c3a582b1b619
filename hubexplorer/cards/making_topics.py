"""What a card should say of how a model came about: its data, its figures."""

from __future__ import annotations

from hubexplorer.cards.phrases import phrases
from hubexplorer.cards.topic import Topic, words
from hubexplorer.cards.wording import starting
from hubexplorer.records import Gravity

_METRIC = (
    r"accuracy|(?:micro|macro)?[- ]?f1(?:[ -]score)?|bleu|wer|cer|rouge(?:-\w)?|perplexity|auc|map"
    r"|exact match|precision|recall|spearman|pearson|(?:eval(?:uation)? )?loss|m?iou|mae|rmse|mrr"
    r"|ndcg|chrf|sari|error rate|mean (?:absolute |squared )?error|dice|cider|meteor|fid|s?mape"
    r"|mase"
    r"|auroc|auprc|mcc|eer|mos|uas|mota|(?:cohen'?s )?kappa|abs-?rel|psnr|ssim|lpips|si-sdr|pesq"
    r"|stoi|bertscore|comet"
    r"|pass@\d+|win rate|clip (?:score|similarity)|r2|r²|top-[15]|(?:m?ap|hits|mrr|ndcg|recall)@\d+"
    r"|m?ap[57][05]?(?:-95)?|correlation"
)
# Short or ambiguous ones head columns of other things too.
_COLUMN = (
    r"accuracy|acc\.?|f1|bleu|wer|cer|rouge|perplexity|ppl|auc|auroc|spearman|pearson|m?iou|mae"
    r"|rmse"
    r"|mse|mrr|ndcg|chr-?f|sari|error|errors|error rate|mean (?:absolute |squared )?error|dice"
    r"|cider"
    r"|meteor|fid|s?mape|mase|mcc|kappa|psnr|ssim|exact match|recall|correct|right|metrics?|r2|r²"
    r"|scores?|em"
    r"|m?ap(?:@?\d+(?:[-:]\d+)?|\b)|pass@\d+|top-[15]|zero-shot"
)
_NUMBER = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twenty|fifty|hundred)"
_OUT_OF = rf"\b{_NUMBER} (?:out of|of|in) (?:the )?(?:last )?(?:a )?{_NUMBER}\b"
_FIGURE = (
    r"\b\d[\d.,]{0,15} ?%|\|[\s*_~<>±+-]{0,8}\d|(?<!\d)0?\.\d|<t[dh][^>]{0,80}>\s*[\d.]"
    rf"|\b(?:{_METRIC}|score)\b[^.|]{{0,40}}?\b\d|{_OUT_OF}|\bof \d+ [^.]{{0,30}}\b\d"
)
_HOW_MANY = (
    r"\d[\d.,]{0,15}(?: \d{3}){0,4}"
    r"(?: ?(?:k|m|b|tn|million|billion|thousand|hundred|trillion)\b)?"
)
_ROWS = (
    r"(?:data|data ?sets?|corp(?:us|ora)|examples|sentences|pairs|images|pictures|photos"
    r"|photographs"
    r"|scans|hours|minutes|tokens|words|texts|tickets|articles|documents|samples|rows|records"
    r"|reviews"
    r"|tweets|posts|comments|messages|questions|answers|dialog(?:ue)?s|conversations|recordings"
    r"|clips"
    r"|songs|videos|frames|pages|books|papers|abstracts|letters|cards|files|functions|sequences"
    r"|structures|molecules|proteins|series|levels|measurements|readings|sensors|stations|captions"
    r"|notes|reports|transcripts|utterances|speakers|interviews|debates|newspapers|news|crawl|web"
    r"|material|invoices|receipts|forms|menus|prescriptions|contracts|queries|people|works"
    r"|prints"
    r"|objects|items|products|titles|prompts|patients|cases|games|episodes|trajectories|annotations"
    r"|labels|sheets|maps|patents|rulings|judge?ments|issues|dictionar(?:y|ies)|lyrics|poems|logs"
    r"|tiles|bulletins"
    r"|reports|emails|e-mails|snippets|repositories|issues|queries|passages|terms|names|faces"
    r"|wikipedia|squad|imagenet|mnli|sst-?2|coco|benchmark|common ?crawl|oscar|mc4|c4)"
)
_GATHERED = (
    r"(?:collected|crawled|scraped|gathered|recorded|downloaded|harvested|sampled|annotated"
    r"|labell?ed"
    r"|transcribed|photographed|filmed|drawn|taken|sourced|digiti[sz]ed|donated|written)"
)
_MEASURED_ON = (
    r"\b(?:tested|evaluat\w+|held[- ](?:out|back)|unseen|benchmark\w*"
    r"|validat\w+|test (?:set|split))\b"
)

# Its data by another subject than the model, or another verb than to train.
_FED = "|" + starting(
    rf"(?:learned|learnt|grew up|built|made|distilled|tuned further),? (?:on|from|with|out of)"
    rf" (?!gpu|tpu)(?:[\w-]+ ){{0,4}}?(?!hours|minutes|words|files|labels|functions"
    rf"|layers){_ROWS}\b"
    rf"|(?:fed|showed) (?:it|them|the (?:model|network)) (?:\w+ ){{0,5}}?{_ROWS}\b"
    rf"|for (?:the )?(?:pre-?|fine-?)?(?:training|tuning),? (?:we|it|there) (?:had|used|took"
    rf"|collected"
    rf"|gathered|were|was)\b[^.;]{{0,40}}\b(?!hours on){_ROWS}\b"
    rf"|training (?:was|is) on (?:the )?(?:\w+ ){{0,4}}(?:part|split|set|portion|half) of\b"
    rf"|its (?:data|material|corpus|texts|pictures|training \w+) (?:is|are|was|were|comes?|came)"
    rf" (?!not|split|shuffled|stored|available|described|listed|shown|on the)\w+"
    rf"|\d[\d.,]{{0,5}} ?% of (?:the|its|this) (?:material|data|corpus|texts|tokens|pictures)"
    rf" (?:is|are"
    rf"|was|were|comes?|came)\b"
    rf"|(?:was|were) (?:the|its|our) (?:only |main |sole )?sources?\b"
    rf"|{_ROWS} for (?:it|this model|the model) (?:was|were|c[ao]me)\b"
)

TRAINING_DATA = Topic(
    kind="training_data",
    label="Training data",
    if_absent=Gravity.WARNING,
    titles=words(
        r"\b(?:pre-?|fine-?)?(?:train(?:ing|ed)?|tuning)\b(?!.*\bmetrics\b).{0,30}"
        r"\b(?:data(?:sets?)?|corp(?:us|ora)|set|texts?|material|examples)\b"
        r"|^(?:the |its |our )?(?:data(?: ?sets?)?|corp(?:us|ora))(?: (?:used|sources?))?$"
        r"|\b(?:trained|tuned|fine-?tuned|fitted|learn(?:ed|t|s)?|raised|taught) (?:on|from|with"
        r"|to)\b"
        r"|\b(?:learning|study) (?:data|material)\b|\bsources? of (?:the|its|our) \w+"
        r"|\bwhere (?:we|it) .{0,20}\b(?:got|get|took|found|collected)\b|\bdata (?:sources?"
        r"|collection|provenance)\b"
        r"|\bwhere (?:does|do|did|is|are|was|were) .{0,30}\b(?:data|knowledge"
        r"|texts?) (?:come )?from\b"
        r"|\bwhere (?:it|its|the|they|our|all) .{0,30}\b(?:come|comes|came|are|is|were"
        r"|stems?) from$"
        r"|\bwhat (?:it|the model|this model|we) (?:\w+ )?(?:read|saw|seen|learn(?:s|ed|t)?|fed"
        r"|eats|ate"
        r"|studied|was (?:fed|shown|given))\b.*|\bwhat went in(?:to it)?\b"
        r"|\b(?:origins?|provenance) of (?:the|its|our) \w+|^what is inside$|\bexamples it saw\b"
        + phrases("training_data", "heading")
    ),
    wide_titles=words(
        r"^(?:raw |source )?(?:materials?|sources?|texts?|images|pictures|recordings|diet"
        r"|ingredients"
        r"|food|fuel|collection|provenance|origins?|how it (?:learned|learnt)|basis|foundations?"
        r"|data and training)$"
    ),
    sentences=words(
        starting(
            r"(?:pre-?|fine-?)?(?:trained|tuned|fitted|taught|distilled)(?: \w+){0,6}?"
            rf" (?:on|with|using|from|to)\b(?:(?!gpu|tpu|[avh]100|epoch|batch).){{0,80}}?\b(?!hours"
            rf"|minutes){_ROWS}\b"
            r"|(?:trained|tuned|fitted)(?: (?:it|them|(?:the|our|this) \w+))? (?:on|with"
            r"|to) (?:about |over |some |more than |up to )?"
            r"\d[\d,.]{0,15}+"
            r"(?! ?(?:x |\w{0,12} ?){0,2}(?:gpus?|tpus?|[avh]100s?|cores|nodes|epochs|steps"
            r"|accelerators"
            r"|days|hours(?! of)|bit|layers|stages|threads|machines|workers|batch))"
            rf"|{_GATHERED} (?:about |over |some |more than )?{_HOW_MANY} (?!stars|likes|votes"
            rf"|downloads)[a-z]{{3}}"
            r"|(?:pre-?|fine-?)?(?:training|tuning) (?:used|uses|drew on|ran on|was (?:done"
            rf"|run) (?:on|with)) (?:[\w.-]+ ){{0,5}}?(?!hours|minutes|words){_ROWS}\b"
            rf"|learn(?:ed|t|s)? (?:it )?(?:from|on|with) (?:about |over |more than |the "
            rf"|some )?{_HOW_MANY}"
            r"|(?:training|its own|source) (?:data|set|corpus|material|texts?)(?: \w+){0,3} "
            r"(?:is|are|was|were|consists?|contains?|comes?|includes?|covers?)\b(?! (?:split"
            r"|shuffled"
            r"|not))"
            r"|(?:trained|tuned) on the \S+ (?:\w+ )?(?:data ?set|corpus|data|task)\b"
            r"|\d.{0,60}\bused (?:to (?:train|(?:fine-?)?tune)|for (?:training|fine-?tuning))"
            r" (?:it|the|this)\b"
            rf"|(?:was|were|been|got) (?:shown|fed|given) (?:\w+ ){{0,3}}?{_HOW_MANY}"
            rf"|(?:it|the model|the network) (?:saw|has seen|has read|has heard) {_HOW_MANY}"
            rf"|(?:trained|learned|learnt)\b[^.]{{0,40}}\b(?:from"
            rf"|showing it) (?:about )?{_HOW_MANY} [a-z]{{4}}"
            rf"|(?:used|took) {_HOW_MANY} (?:[\w-]+ ){{1,4}}(?:for|as) (?:pre-?)?training\b"
            r"|served as (?:the )?training \w+|\b(?:corpus|collection|training data) (?:has|holds"
            r"|counts) \w"
            rf"|adapted (?:to|on|with) {_HOW_MANY}|\b{_ROWS} (?:that )?it (?:was trained|learned"
            rf"|learnt) (?:on|from)\b"
            rf"|{_ROWS} for training (?:c[ao]me|are|were)\b"
            rf"|(?:saw|has seen|have seen|read|has read|heard|has heard"
            rf"|went through) (?:\w+ ){{0,2}}?"
            rf"{_HOW_MANY} (?:[\w-]+ ){{0,3}}?{_ROWS}\b"
            rf"|{_ROWS} (?:all )?(?:c[ao]mes?|stems?|originates?|(?:was|were) {_GATHERED}) (?:\w+"
            rf" )?"
            r"(?:from|in|by|at|between|off)\b"
            rf"|{_HOW_MANY} (?:[\w-]+ ){{0,3}}?{_ROWS}\b[^.]{{0,60}}\b{_GATHERED} (?:from|in|by|at"
            rf"|between"
            r"|off|until|since|with)\b"
        )
        + _FED
        + phrases("training_data", "sentence")
    ),
    needs_if_wide=words(rf"\d|\b{_ROWS}\b|[^\x00-\u02af]"),
    denied=words(
        r"^(?!.*\b(?:we|our|was|were)\b).*\b(?:your|you)\b"
        rf"|^(?!.*(?:train|tuned|learn)).*{_MEASURED_ON}"
        r"|^(?!.*\d).*(?:n't|\b(?:not|never|cannot|nobody|no))\b.{0,40}\b(?:disclosed?|documented"
        r"|known"
        r"|told|tell|say|shared?|revealed?|published?|recorded|released?|public|available|specified"
        r"|described|provided)\b|\b(?:unknown|undisclosed|unspecified) (?:data|corpus|source)"
        r"|^(?!.*\d)\W*(?:an? |our |the )?(?:internal|private|proprietary|confidential|in-house)"
        r" (?:data\w*|corpus|sources?)\W*$|\bsame (?:data\w*|corpus) as\b"
    ),
)

EVALUATION = Topic(
    kind="evaluation",
    label="Evaluation",
    if_absent=Gravity.WARNING,
    titles=words(
        r"\bevaluat(?:ions?|ed)\b|\bresults?\b|\bperformance\b|\bbenchmarks?\b|\bmetrics\b"
        r"|\baccuracy\b"
        r"|\bscores?\b(?! (?:threshold|range|function))|\beval\b|\bhow (?:good|well|accurate)\b"
        r"|\bhow (?:it|we|this) (?:was |is "
        r"|has been )?"
        r"(?:measured|tested|checked|judged|does|did|fares|performs)\b"
        r"|\b(?:tested|checked|measured|judged|validated) on\b|\breport card\b|\btrack record\b"
        r"|\bleaderboard\b|\bdoes it work\b|\bagreement with\b|\bcompar(?:ed|ison) (?:with|to)\b"
        rf"|^(?:mean |average |median )?(?:{_METRIC})\b" + phrases("evaluation", "heading")
    ),
    wide_titles=words(
        r"^(?:validation|quality|tests?|testing|measurements?|checks(?: we (?:ran|made))?|exams?"
        r"|(?:the |in )?(?:numbers"
        r"|figures))$"
    ),
    sentences=words(
        starting(
            rf"(?:{_METRIC})\b[^.|]{{0,50}}?\b\d(?!-? ?(?:bit|class|way|shot))"
            rf"|(?<!version )(?<!v)\b\d[\d.]{{0,15}} ?%?(?: \w+)? (?:{_METRIC})\b"
            r"|(?:finds|detects|recogni[sz]es|identifies|classifies|answers|solves|gets|predicts"
            r"|reads"
            r"|labels|names|spots|misses|catches|transcribes|hits)\b.{0,30}(?:\b\d[\d.,]{0,15} ?%"
            r"|\d+ (?:out )?of \d)"
            r"|\d[\d.,]{0,15} ?% (?:of )?[^.%]{0,40}\b(?:right|correct(?:ly)?)\b"
            rf"|(?:beat|beats|won|wins|solved|found|passed|detected|right|correct\w*"
            rf"|judged)\b[^.]{{0,60}}?{_OUT_OF}"
            rf"|{_OUT_OF}[^.]{{0,60}}?\b(?:right|correct\w*|solved|found|passed|detected"
            rf"|recogni[sz]ed)\b"
            rf"|(?:it|model|network) (?:reaches|achieves|scores"
            rf"|attains) (?:an? )?\d[\d.,]{{0,9}}\b(?! ?(?:x|ms|fps|tokens|frames|seconds|images"
            rf"|hz)\b)"
            r"|agrees? with\b[^.]{0,60}\d ?%|\b\d+ (?:right|correct(?:ly)?)\b|\btimes out of\b"
            r"|right \d+ times (?:in|out of) \d+|preferred\b[^.;]{0,40}\b\d+ of \d+"
            r"|(?:two thirds|half|a third|a quarter|three quarters|four fifths) of (?:the|all)"
            r" [\w ]{3,40}"
            r" (?:is|are|was|were) (?:found|detected|right|correct\w*|recogni[sz]ed|solved|read)\b"
            r"|error (?:is|was|of) (?:\w+ ){0,2}\d"
            r"|(?:mmlu|gsm8k|hellaswag|winogrande|truthfulqa|humaneval|mbpp|mteb"
            r"|beir)\b[^.|]{0,30}?\d\d"
            r"|(?:right|correct) (?:in|on|for) \d[\d.,]{0,15} ?%"
        )
        + phrases("evaluation", "sentence")
    ),
    needs=words(_FIGURE),
    denied=words(r"^\W*the (?:base(?:line)?|original|teacher|parent) (?:model|network|system)?\b"),
)
METRIC_COLUMN = words(
    rf"(?<!training )(?<!train )\b(?:{_COLUMN})(?![\w-])"
    r"|\bp\b[ |]{1,20}\br\b[ |]{1,20}\bf1?\b" + phrases("evaluation", "column")
)
