"""Fine-tune a model that marks words, and measure it before and after on the same held-out rows.

    python train.py params.json

Plain transformers, yours to edit. params.json is in the folder of the run that started it. What
happens is written to the file that it names "events", one JSON object a line.
"""

import numpy as np
import torch
from before_after import compare, score
from training import HAS_GPU, RANK, common, read_rows, run, save, train
from transformers import (
    AutoModelForTokenClassification,
    AutoTokenizer,
    DataCollatorForTokenClassification,
    Trainer,
    TrainingArguments,
)

OUTSIDE = "O"
IGNORED = -100
"""The label of word pieces that no loss is counted for."""
BEGIN, INSIDE = "B-", "I-"


def main(params, emit):
    rows, watched, test = (read_rows(params, part) for part in ("train", "validation", "test"))
    tags = sorted({tag for row in rows + watched + test for tag in row["tags"]} | {OUTSIDE})
    truth = [row["tags"] for row in test]

    tokenizer, model, knows_tags = load_base(params, tags)
    if RANK == 0:
        if knows_tags:
            baseline, before = "the base model's own marks", answers(model, tokenizer, test)
        else:
            baseline, before = "nothing is marked", [[OUTSIDE] * len(row) for row in truth]
        emit("baseline", what=baseline, **score(count_spans(truth, before), span_metrics))

    model = with_tags(model, tags, params)
    fit(model, tokenizer, rows, watched, params, emit)
    if RANK > 0:
        return
    after = answers(model, tokenizer, test)

    numbers = (count_spans(truth, given) for given in (before, after))
    result = {"baseline": baseline, **compare(test, *numbers, span_metrics, params["seed"])}
    given = {"row": [row["row"] for row in test], "tags": truth, "before": before, "after": after}
    save(params, emit, result, given, model, tokenizer)


def load_base(params, tags):
    """The tokenizer, the model, and whether it was trained to answer with these very tags."""
    tokenizer = AutoTokenizer.from_pretrained(
        params["model_folder"], local_files_only=True, add_prefix_space=True
    )
    model, report = load_model(params, output_loading_info=True)
    limit = getattr(model.config, "max_position_embeddings", params["max_length"])
    tokenizer.model_max_length = min(tokenizer.model_max_length, limit, params["max_length"])
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token
    knows_tags = not report["missing_keys"] and {*tags} <= {*model.config.id2label.values()}
    return tokenizer, model.to("cuda" if HAS_GPU else "cpu"), knows_tags


def load_model(params, **options):
    options |= {"local_files_only": True, "use_safetensors": True, "trust_remote_code": False}
    return AutoModelForTokenClassification.from_pretrained(
        params["model_folder"], dtype=torch.float32, **options
    )


def with_tags(model, tags, params):
    """The model with a head for these tags: its own head if it has them all, else a new one."""
    names = [name for _, name in sorted(model.config.id2label.items())]
    if not {*tags} <= {*names}:
        names = sorted({*tags} | {inner(tag) for tag in tags})
        model = load_model(params, num_labels=len(names), ignore_mismatched_sizes=True)
    model.config.id2label = dict(enumerate(names))
    model.config.label2id = {name: number for number, name in enumerate(names)}
    return model


def inner(tag):
    """The tag of a word's second and later pieces: programs that use the model read them all."""
    return INSIDE + tag.removeprefix(BEGIN) if tag.startswith(BEGIN) else tag


def fit(model, tokenizer, rows, watched, params, emit):
    def encode(row):
        pieces = tokenizer(row["tokens"], is_split_into_words=True, truncation=True)
        labels, last = [], None
        for word in pieces.word_ids():
            tag = OUTSIDE if word is None else row["tags"][word]
            known = model.config.label2id.get(inner(tag) if word == last else tag, IGNORED)
            labels.append(IGNORED if word is None else known)
            last = word
        return {**pieces, "labels": labels}

    arguments = TrainingArguments(
        **common(params, rows, watched),
        average_tokens_across_devices=True,  # rows have unequal numbers of words
    )
    parts = ([encode(row) for row in rows], [encode(row) for row in watched] or None)
    train(
        Trainer(model, arguments, DataCollatorForTokenClassification(tokenizer), *parts),
        params,
        emit,
    )


@torch.inference_mode()
def answers(model, tokenizer, rows):
    """The tag that the model gives to each word of each row; words that are not read have none."""
    model.eval()
    found = []
    for start in range(0, len(rows), 32):
        batch = [row["tokens"] for row in rows[start : start + 32]]
        pieces = tokenizer(
            batch, is_split_into_words=True, truncation=True, padding=True, return_tensors="pt"
        )
        best = model(**pieces.to(model.device)).logits.argmax(-1).tolist()
        for number, tokens in enumerate(batch):
            tags = [OUTSIDE] * len(tokens)
            for place, word in reversed(list(enumerate(pieces.word_ids(number)))):
                if word is not None:
                    tags[word] = model.config.id2label[best[number][place]]
            found.append(tags)
    return found


def spans(tags):
    """The marked stretches as (first word, last word, kind); I- without a beginning begins one."""
    found, start, kind = [], None, None
    for place, tag in enumerate([*tags, OUTSIDE]):
        prefix, _, name = tag.partition("-")
        if start is not None and (prefix != "I" or name != kind):
            found.append((start, place - 1, kind))
            start = None
        if prefix in ("B", "I") and start is None:
            start, kind = place, name
    return set(found)


def count_spans(truth, given):
    """Of each row: the spans that were found, that were claimed, and that are true."""
    pairs = [(spans(true), spans(one)) for true, one in zip(truth, given, strict=True)]
    return np.array([[len(a & b), len(b), len(a)] for a, b in pairs], dtype=float)


def span_metrics(sums, rows):
    """F1 of whole spans with their kind, and what it is made of."""
    found, claimed, true = (sums[..., column] for column in range(3))
    return {
        "span_f1": 2 * found / np.maximum(claimed + true, 1),
        "span_precision": found / np.maximum(claimed, 1),
        "span_recall": found / np.maximum(true, 1),
    }


if __name__ == "__main__":
    run(main)
