"""What a card says of its model, and what it says of something else, sentence by sentence."""

import pytest

from hubexplorer.cards import parse_card, review
from hubexplorer.records import Finding, HubModel


def finding_on(kind: str, text: str) -> Finding:
    found = review(parse_card(text), model=HubModel(hub="demo", repo="acme/model"))
    return next(finding for finding in found if finding.kind == kind)


@pytest.mark.parametrize(
    ("text", "kind", "is_said"),
    [
        ("## Limitations\n\nSee section 3 of the paper.", "limitations", False),
        ("## Limitations\n\nWe will describe them here.", "limitations", False),
        ("## Limitations\n\nLong inputs will be reported as errors by it.", "limitations", True),
        ("Earlier models have known limitations: they fail on tables.", "limitations", False),
        ("It has known limitations: it fails on tables.", "limitations", True),
        ("State of the art, without any bias towards a vendor, no social bias.", "bias", False),
        ("It carries the social bias of its sources.", "bias", True),
        ("## Ethical considerations\n\nNo picture shows a face.", "bias", False),
        ("<summary>Limitations</summary>\n\nSnow.  It is taken for bark.", "limitations", True),
        ("## Einschränkungen\n\nSchnee gilt ihm als Rinde.", "limitations", True),
        ("## Bias\n\nNot assessed.", "bias", False),
        ("## Training set metrics\n\n| Words | 2 | 40 |", "training_data", False),
        ("## 训练数据\n\n两千张照片。", "training_data", True),
        ("## Limitations\n\n[describe where it fails]", "limitations", False),
        ("## Limitations\n\n- [ ] Say where it fails", "limitations", False),
        ("## Limitations\n\nDescribed in [our paper](https://example.org).", "limitations", False),
        ("## Limitations\n\nNone that we know of.", "limitations", False),
        ("## Limitations\n\nPlease do not use it to judge people.", "limitations", False),
        ("## Limitations\n\nPlease do not use it to judge people.", "out_of_scope", True),
        ("## Notes\n\nThe archive is not included.", "limitations", False),
        ("## Notes\n\nHandwriting is not read.", "limitations", True),
        ("## Limitations of the demo\n\nIt fails on large pictures.", "limitations", False),
        ("Requests to the public API are limited to 60 a minute.", "limitations", False),
        ("## Einschränkungen\n\nNoch nicht untersucht.", "limitations", False),
        ("## Sesgos\n\nPendiente de estudiar.", "bias", False),
        ("The tokenizer can be used for any other model.", "intended_use", False),
        ("Inputs must not be longer than 512 tokens.", "out_of_scope", False),
        ("Under no circumstances may it steer a vehicle.", "out_of_scope", True),
        ("## Source of the recordings\n\n61 hours of field trips.", "training_data", True),
        ("Trained on 4 A100 GPUs for 12 hours.", "training_data", False),
        ("El modelo se entrenó con 5.000 recetas.", "training_data", True),
        ("| Split | F1 |\n|---|---|\n| dev | 79.2 |", "evaluation", True),
        ("| Precision | Memory |\n|---|---|\n| fp16 | 2.8 GB |", "evaluation", False),
        ("Texts by non-native writers get lower grades.", "bias", True),
        ("Half of the speakers were women.", "bias", False),
        ("## Out of its depth\n\nLegal texts.", "limitations", True),
        ("## Limiti\n\nNessuno noto.", "limitations", False),
        ("Handwritten forms are out of reach.", "limitations", True),
        ("It is slower than the base model.", "limitations", False),
        ("## Who this helps\n\nNurses on night shift.", "intended_use", True),
        ("The model is not approved for clinical use.", "out_of_scope", True),
        ("It should not take longer than a minute to load.", "out_of_scope", False),
        ("We let it learn from 9,000 chess games.", "training_data", True),
        ("| Metric | dev |\n|---|---|\n| acc | 0.81 |", "evaluation", True),
        ("## Performance\n\n120 tokens per second on one GPU.", "evaluation", False),
        ("Boys' voices are recognized better than girls'.", "bias", True),
        ("## License of the corpus\n\nCC BY 4.0", "license", False),
        ("MIT licensed.", "license", True),
        ("We removed pictures that were often misread by annotators.", "limitations", False),
        ("## Limitations\n\nWe are working on this section.", "limitations", False),
        ("Here is how to use it for a batch of pictures:", "intended_use", False),
        ("Training used the AdamW optimizer with 500 warmup steps.", "training_data", False),
        ("It was trained with a batch size of 32 sentences.", "training_data", False),
        ("## Training data\n\nInternal data.", "training_data", False),
        ("Score threshold: 0.5", "evaluation", False),
        ("Accuracy is much lower for poems.", "limitations", True),
        ("Made with museum staff in mind.", "intended_use", True),
        ("## Example use\n\nWe set it to True.", "intended_use", False),
        ("We used 9,000 stamps for training.", "training_data", True),
        ("The error is 3.1 cm on average.", "evaluation", True),
        ("The accuracy of 4-bit weights is being measured.", "evaluation", False),
        # Uses, refused in no fixed words: a duty, a role, a place, whoever else has to decide.
        ("Nobody should navigate by these charts.", "out_of_scope", True),
        ("The answers do not constitute medical advice.", "out_of_scope", True),
        ("It can’t replace a translator for contracts.", "out_of_scope", True),
        ("The model has no place in a courtroom.", "out_of_scope", True),
        ("Using it to identify protesters is against our terms.", "out_of_scope", True),
        ("Leave dosage to a pharmacist.", "out_of_scope", True),
        ("Meant for hobbyists, not for hospitals.", "out_of_scope", True),
        ("Meant for hobbyists, not for hospitals.", "intended_use", True),
        ("It is **not** meant to judge people.", "out_of_scope", True),
        ("## When to look elsewhere\n\nYou need certified figures.", "out_of_scope", True),
        ("### Can I use it for medical advice?\n\nNo.", "out_of_scope", True),
        ("> It must\n> not be put on a vehicle.", "out_of_scope", True),
        ("Do not use the slow tokenizer.", "out_of_scope", False),
        ("It must not be used for commercial purposes.", "out_of_scope", False),
        ("You should not see any warning.", "out_of_scope", False),
        ("Nothing is sent to a server.", "out_of_scope", False),
        # Failings, by what is denied to the model, and strengths, by what is denied to a failing.
        ("It does not know streets that were renamed after 2021.", "limitations", True),
        ("It only understands Portuguese from Portugal.", "limitations", True),
        ("Anything beyond 512 tokens is cut off silently.", "limitations", True),
        ("Recall for rare species is poor.", "limitations", True),
        ("> [!WARNING]\n> Gothic type is read\n> wrongly.", "limitations", True),
        ("## It doesn’t know everything\n\nWords from after 2020.", "limitations", True),
        ("### Does it read handwriting?\n\nNot yet.", "limitations", True),
        ("Be aware of the risks, biases and limitations. It fails on snow.", "limitations", True),
        ("It does not need a GPU.", "limitations", False),
        ("It never forgets a name.", "limitations", False),
        ("It flags unreliable sources.", "limitations", False),
        ("The old tagger was made in 2015. It does not know verbs.", "limitations", False),
        ("The demo is on a small machine. It cannot take long files.", "limitations", False),
        ("## Limitations\n\nNo model is perfect. Please use it responsibly.", "limitations", False),
        ("## Limitations\n\nProvided as is, without any warranty.", "limitations", False),
        # Bias, by groups and figures.
        ("Men are recognized in 96 % of clips, women in 81 %.", "bias", True),
        ("Doctors are drawn as men nine times out of ten.", "bias", True),
        ("Names from Nigeria are flagged more often than names from Norway.", "bias", True),
        ("It recognizes women's and men's shoes.", "bias", False),
        ("It detects stereotypes in advertising.", "bias", False),
        ("It translates between African languages.", "bias", False),
        ("The model learned on letters of three hotels.", "training_data", True),
        ("Its job is to route mail.", "intended_use", True),
    ],
)
def test_what_counts_as_said_of_this_model(text: str, kind: str, is_said: bool) -> None:
    found = finding_on(kind, f"# A\n\n{text}\n")
    assert ("not stated" not in found.title) is is_said, found


@pytest.mark.parametrize(
    ("kind", "quote"),
    [("intended_use", "sorting mail"), ("out_of_scope", "court"), ("limitations", "Gothic")],
)
def test_a_table_with_a_topic_for_every_column(kind: str, quote: str) -> None:
    table = (
        "| Good for | Not for | Weak at |\n|---|---|---|\n| sorting mail | court | Gothic type |"
    )
    found = finding_on(kind, f"# A\n\n{table}\n")
    assert found.title.endswith(": stated.")
    assert quote in found.quote
    empty = finding_on(kind, f"# A\n\n{table.rpartition('|---|')[0]}|---|\n| TBD | TBD | TBD |\n")
    assert "not stated" in empty.title


def test_a_quote_is_found_behind_marks_of_emphasis() -> None:
    text = (
        "# A\n\nIt **reads** _Latin_ **letters**.\nIt should **not** be used to *grade* pupils.\n"
    )
    found = finding_on("out_of_scope", text)
    assert (found.line, found.quote) == (4, "It should **not** be used to *grade* pupils.")


@pytest.mark.parametrize(
    "seed", ["1.", "1,000 ", "trained on the ", "| 1 ", "it is not ", "women "]
)
def test_repeated_words_are_read_to_their_end(seed: str) -> None:
    line = seed * (1_900 // len(seed))
    text = "\n".join(["# A", *[line] * 10, "", "The model fails on snow."])
    assert finding_on("limitations", text).quote.endswith("fails on snow.")
