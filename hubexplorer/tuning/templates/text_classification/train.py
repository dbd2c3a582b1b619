"""Fine-tune a text classifier, and measure it before and after on the same held-out rows.

    python train.py params.json

Plain transformers, yours to edit. params.json is in the folder of the run that started it. What
happens is written to the file that it names "events", one JSON object a line.
"""

from collections import Counter

import torch
from before_after import compare, count_labels, label_metrics, score
from training import HAS_GPU, RANK, common, read_rows, run, save, train
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    Trainer,
    TrainingArguments,
)


def main(params, emit):
    rows, watched, test = (read_rows(params, part) for part in ("train", "validation", "test"))
    labels = sorted({row["label"] for row in rows + watched + test})
    truth = [row["label"] for row in test]

    tokenizer, model, knows_labels = load_base(params, labels)
    if RANK == 0:
        if knows_labels:
            baseline, before = "the base model's own labels", answers(model, tokenizer, test)
        else:
            majority = Counter(row["label"] for row in rows).most_common(1)[0][0]
            baseline, before = "always the most frequent label", [majority] * len(test)
        emit("baseline", what=baseline, **score(count_labels(truth, before, labels), label_metrics))

    model = with_labels(model, labels, params)
    fit(model, tokenizer, rows, watched, params, emit)
    if RANK > 0:
        return
    after = answers(model, tokenizer, test)

    numbers = (count_labels(truth, given, labels) for given in (before, after))
    result = {"baseline": baseline, **compare(test, *numbers, label_metrics, params["seed"])}
    given = {"row": [row["row"] for row in test], "label": truth, "before": before, "after": after}
    save(params, emit, result, given, model, tokenizer)


def load_base(params, labels):
    """The tokenizer, the model, and whether it was trained to answer with these very labels."""
    tokenizer = AutoTokenizer.from_pretrained(params["model_folder"], local_files_only=True)
    model, report = load_model(params, output_loading_info=True)
    limit = getattr(model.config, "max_position_embeddings", params["max_length"])
    tokenizer.model_max_length = min(tokenizer.model_max_length, limit, params["max_length"])
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token
    model.config.pad_token_id = tokenizer.pad_token_id

    spelling = {label.casefold(): label for label in labels}
    names = [spelling.get(name.casefold(), name) for name in label_names(model)]
    model.config.id2label = dict(enumerate(names))
    knows_labels = not report["missing_keys"] and {*labels} <= {*names}
    return tokenizer, model.to("cuda" if HAS_GPU else "cpu"), knows_labels


def load_model(params, **options):
    options |= {"local_files_only": True, "use_safetensors": True, "trust_remote_code": False}
    return AutoModelForSequenceClassification.from_pretrained(
        params["model_folder"], dtype=torch.float32, **options
    )


def label_names(model):
    return [name for _, name in sorted(model.config.id2label.items())]


def with_labels(model, labels, params):
    """The model with a head for these labels: its own head if it is for them, else a new one."""
    names = label_names(model)
    if sorted(names) != labels:
        names, head = labels, {"num_labels": len(labels), "ignore_mismatched_sizes": True}
        model = load_model(params, **head, pad_token_id=model.config.pad_token_id)
    model.config.id2label = dict(enumerate(names))
    model.config.label2id = {name: number for number, name in enumerate(names)}
    model.config.problem_type = "single_label_classification"
    return model


def fit(model, tokenizer, rows, watched, params, emit):
    def encode(rows):
        columns = dict(tokenizer([row["text"] for row in rows], truncation=True))
        columns["labels"] = [model.config.label2id[row["label"]] for row in rows]
        values = zip(*columns.values(), strict=True)
        return [dict(zip(columns, row, strict=True)) for row in values]

    arguments = TrainingArguments(
        **common(params, rows, watched),
        average_tokens_across_devices=False,  # it would double the loss of a classification head
    )
    parts = (encode(rows), encode(watched) if watched else None)
    train(Trainer(model, arguments, DataCollatorWithPadding(tokenizer), *parts), params, emit)


@torch.inference_mode()
def answers(model, tokenizer, rows):
    """The label that the model gives to each row's text."""
    model.eval()
    found = []
    for start in range(0, len(rows), 64):
        texts = [row["text"] for row in rows[start : start + 64]]
        batch = tokenizer(texts, truncation=True, padding=True, return_tensors="pt")
        best = model(**batch.to(model.device)).logits.argmax(-1)
        found += [model.config.id2label[number] for number in best.tolist()]
    return found


if __name__ == "__main__":
    run(main)
