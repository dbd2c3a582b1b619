"""Fine-tune a text classifier, and measure it before and after on the same held-out rows.

    python train.py params.json

Plain transformers, yours to edit. params.json says where the base model and the rows are, and
which settings to use; the run that wrote it keeps it in its run folder. What happens is written
to the file named by "events", one JSON object a line.
"""

import json
import sys
import tempfile
from collections import Counter
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
BATCH_OF_ANSWERS = 64


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

    result = {
        "baseline": baseline,
        **compare(truth, before, after, params["seed"]),
        "languages": {},
    }
    for language in sorted({row["language"] for row in test} - {""}):
        at = [i for i, row in enumerate(test) if row["language"] == language]
        sliced = ([column[i] for i in at] for column in (truth, before, after))
        result["languages"][language] = compare(*sliced, params["seed"])
    save(model, tokenizer, params, result, zip(test, before, after, strict=True))
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
    return tokenizer, model, not report["missing_keys"] and set(labels) <= set(names)


def load_model(params, **options):
    return AutoModelForSequenceClassification.from_pretrained(
        params["model_folder"],
        dtype=torch.float32,
        local_files_only=True,
        trust_remote_code=False,
        use_safetensors=True,
        **options,
    )


def label_names(model):
    return [name for _, name in sorted(model.config.id2label.items())]


def with_labels(model, labels, params):
    """The model with a head for these labels: its own head if it is for them, else a new one."""
    names = label_names(model)
    if sorted(names) != labels:
        names, pad = labels, model.config.pad_token_id
        model = load_model(params, num_labels=len(names), ignore_mismatched_sizes=True)
        model.config.pad_token_id = pad
    model.config.id2label = dict(enumerate(names))
    model.config.label2id = {name: number for number, name in enumerate(names)}
    model.config.problem_type = "single_label_classification"
    return model


def fit(model, tokenizer, train, validation, params, emit):
    def encode(rows):
        columns = dict(tokenizer([row["text"] for row in rows], truncation=True))
        columns["labels"] = [model.config.label2id[row["label"]] for row in rows]
        rows = zip(*columns.values(), strict=True)
        return [dict(zip(columns, values, strict=True)) for values in rows]

    steps = params["epochs"] * -(-len(train) // params["batch_size"])
    has_gpu = torch.cuda.is_available()
    with tempfile.TemporaryDirectory() as scratch:
        arguments = TrainingArguments(
            output_dir=scratch,
            num_train_epochs=params["epochs"],
            per_device_train_batch_size=params["batch_size"],
            learning_rate=params["learning_rate"],
            weight_decay=0.01,
            warmup_steps=steps // 10,
            seed=params["seed"],
            bf16=has_gpu and torch.cuda.is_bf16_supported(),
            dataloader_pin_memory=has_gpu,
            logging_steps=max(1, steps // 100),
            eval_strategy="steps" if validation else "no",
            eval_steps=max(1, steps // 10),
            save_strategy="no",
            report_to="none",
            disable_tqdm=True,
        )
        trainer = Trainer(
            model,
            arguments,
            train_dataset=encode(train),
            eval_dataset=encode(validation) if validation else None,
            data_collator=DataCollatorWithPadding(tokenizer),
            callbacks=[Report(emit)],
        )
        trainer.train()


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
    for start in range(0, len(rows), BATCH_OF_ANSWERS):
        texts = [row["text"] for row in rows[start : start + BATCH_OF_ANSWERS]]
        batch = tokenizer(texts, truncation=True, padding=True, return_tensors="pt").to(
            model.device
        )
        found += [model.config.id2label[best] for best in model(**batch).logits.argmax(-1).tolist()]
    return found


def scores(truth, predicted):
    """Accuracy, and F1 averaged over the labels that occur in the truth."""
    names, numbers = np.unique([truth, predicted], return_inverse=True)
    truth, predicted = numbers.reshape(2, -1)
    hits, support, claims = (
        np.bincount(some, minlength=len(names))
        for some in (truth[truth == predicted], truth, predicted)
    )
    occurs = support > 0
    f1 = 2 * hits[occurs] / (support + claims)[occurs]
    return np.array([np.mean(truth == predicted), np.mean(f1)])


def compare(truth, before, after, seed):
    """Both scores, and a paired bootstrap's 95 % interval of what the training changed."""
    columns = np.unique([truth, before, after], return_inverse=True)[1].reshape(3, -1)
    chance = np.random.default_rng(seed)
    changes = []
    for _ in range(RESAMPLES):
        t, b, a = columns[:, chance.integers(len(truth), size=len(truth))]
        changes.append(scores(t, a) - scores(t, b))
    low, high = np.quantile(changes, [0.025, 0.975], axis=0)
    old, new = scores(truth, before), scores(truth, after)
    parts = {"before": old, "after": new, "difference": new - old, "low": low, "high": high}
    return {"rows": len(truth), **{part: named(values) for part, values in parts.items()}}


def named(values):
    return dict(zip(METRICS, values.tolist(), strict=True))


def save(model, tokenizer, params, result, answered):
    output = Path(params["output"])
    model.save_pretrained(output)
    tokenizer.save_pretrained(output)
    (output / "results.json").write_text(json.dumps(result, indent=1), "utf-8")
    with (output / "answers.jsonl").open("w", encoding="utf-8") as file:
        for row, before, after in answered:
            line = {"row": row["row"], "label": row["label"], "before": before, "after": after}
            file.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    settings = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    with open(settings["events"], "a", encoding="utf-8", buffering=1) as events:

        def emit(kind, **data):
            events.write(json.dumps({"kind": kind, "data": data}) + "\n")

        main(settings, emit)
