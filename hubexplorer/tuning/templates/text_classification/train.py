"""Fine-tune a text classifier, and measure it before and after on the same held-out rows.

    python train.py params.json

Plain transformers, yours to edit. params.json is in the folder of the run that started it. What
happens is written to the file that it names "events", one JSON object a line.
"""

import json
import sys
import tempfile
from collections import Counter
from itertools import compress
from pathlib import Path

import numpy as np
import torch
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    Trainer,
    TrainerCallback,
    TrainingArguments,
    set_seed,
)

METRICS = ("accuracy", "macro_f1")
RESAMPLES = 2_000
HAS_GPU = torch.cuda.is_available()


def main(params, emit):
    set_seed(params["seed"])
    train, validation, test = (read_rows(params, part) for part in ("train", "validation", "test"))
    labels = sorted({row["label"] for row in train + validation + test})
    truth = [row["label"] for row in test]

    tokenizer, model, knows_labels = load_base(params, labels)
    if knows_labels:
        baseline, before = "the base model's own labels", answers(model, tokenizer, test)
    else:
        majority = Counter(row["label"] for row in train).most_common(1)[0][0]
        baseline, before = "always the most frequent label", [majority] * len(test)
    emit("baseline", what=baseline, **named(scores(truth, before)))

    model = with_labels(model, labels, params)
    fit(model, tokenizer, train, validation, params, emit)
    after = answers(model, tokenizer, test)

    result = {"baseline": baseline, **compare(truth, before, after, params), "languages": {}}
    for language in sorted({row["language"] for row in test} - {""}):
        chosen = [row["language"] == language for row in test]
        parts = [list(compress(column, chosen)) for column in (truth, before, after)]
        result["languages"][language] = compare(*parts, params)

    output = Path(params["output"])
    model.save_pretrained(output)
    tokenizer.save_pretrained(output)
    (output / "results.json").write_text(json.dumps(result, indent=1), "utf-8")
    columns = {"row": [row["row"] for row in test], "label": truth, "before": before}
    (output / "answers.json").write_text(json.dumps({**columns, "after": after}), "utf-8")
    emit("result", **result)


def read_rows(params, part):
    """Rows as {"row", "text", "label", "language"}."""
    with Path(params["rows"], f"{part}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


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


def fit(model, tokenizer, train, validation, params, emit):
    def encode(rows):
        columns = dict(tokenizer([row["text"] for row in rows], truncation=True))
        columns["labels"] = [model.config.label2id[row["label"]] for row in rows]
        values = zip(*columns.values(), strict=True)
        return [dict(zip(columns, row, strict=True)) for row in values]

    steps = params["epochs"] * -(-len(train) // params["batch_size"])
    with tempfile.TemporaryDirectory() as scratch:
        arguments = TrainingArguments(
            output_dir=scratch,
            num_train_epochs=params["epochs"],
            per_device_train_batch_size=params["batch_size"],
            learning_rate=params["learning_rate"],
            weight_decay=0.01,
            warmup_steps=steps // 10,
            seed=params["seed"],
            bf16=HAS_GPU and torch.cuda.is_bf16_supported(),
            dataloader_pin_memory=HAS_GPU,
            logging_steps=max(1, min(50, steps // 100)),
            eval_strategy="steps" if validation else "no",
            eval_steps=max(1, steps // 10),
            save_strategy="no",
            report_to="none",
            disable_tqdm=True,
        )
        rows = (encode(train), encode(validation) if validation else None)
        padded = DataCollatorWithPadding(tokenizer)
        Trainer(model, arguments, padded, *rows, callbacks=[Report(emit)]).train()


class Report(TrainerCallback):
    """Tells whoever watches how the loss goes."""

    def __init__(self, emit):
        self.emit = emit

    def on_log(self, args, state, control, logs=None, **kwargs):
        for kind, name in (("loss", "loss"), ("eval", "eval_loss")):
            if name in logs:
                self.emit(kind, step=state.global_step, total=state.max_steps, loss=logs[name])


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


def scores(truth, predicted):
    """Accuracy, and F1 averaged over the labels that occur in the truth."""
    names, numbers = np.unique([truth, predicted], return_inverse=True)
    truth, predicted = numbers.reshape(2, -1)
    groups = (truth[truth == predicted], truth, predicted)
    hits, support, claims = (np.bincount(group, minlength=len(names)) for group in groups)
    f1 = 2 * hits[support > 0] / (support + claims)[support > 0]
    return np.array([np.mean(truth == predicted), np.mean(f1)])


def compare(truth, before, after, params):
    """Both scores, and a paired bootstrap's 95 % interval of what the training changed."""
    numbers = np.unique([truth, before, after], return_inverse=True)[1].reshape(3, -1)
    chance = np.random.default_rng(params["seed"])
    changes = []
    for _ in range(RESAMPLES):
        t, b, a = numbers[:, chance.integers(len(truth), size=len(truth))]
        changes.append(scores(t, a) - scores(t, b))
    low, high = np.quantile(changes, [0.025, 0.975], axis=0)
    old, new = scores(truth, before), scores(truth, after)
    parts = {"before": old, "after": new, "difference": new - old, "low": low, "high": high}
    return {"rows": len(truth), **{part: named(values) for part, values in parts.items()}}


def named(values):
    return dict(zip(METRICS, values.tolist(), strict=True))


if __name__ == "__main__":
    settings = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    with open(settings["events"], "a", encoding="utf-8", buffering=1) as events:
        write = events.write
        main(settings, lambda kind, **data: write(json.dumps({"kind": kind, "data": data}) + "\n"))
