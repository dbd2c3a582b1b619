"""Fine-tune an image classifier, and measure it before and after on the same held-out rows.

    python train.py params.json

Plain transformers, yours to edit. params.json is in the folder of the run that started it. What
happens is written to the file that it names "events", one JSON object a line.
"""

from collections import Counter

import torch
from before_after import compare, count_labels, label_metrics, score
from PIL import Image
from training import HAS_GPU, RANK, common, read_rows, run, save, train
from transformers import (
    AutoImageProcessor,
    AutoModelForImageClassification,
    Trainer,
    TrainingArguments,
)

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP")
"""Of those that Pillow reads; some others run a program to be read."""


def main(params, emit):
    rows, watched, test = (read_rows(params, part) for part in ("train", "validation", "test"))
    labels = sorted({row["label"] for row in rows + watched + test})
    truth = [row["label"] for row in test]

    processor = AutoImageProcessor.from_pretrained(params["model_folder"], local_files_only=True)
    model, report = load_model(params, output_loading_info=True)
    model.to("cuda" if HAS_GPU else "cpu")
    if RANK == 0:
        if not report["missing_keys"] and {*labels} <= {*label_names(model)}:
            baseline, before = "the base model's own labels", answers(model, processor, test)
        else:
            majority = Counter(row["label"] for row in rows).most_common(1)[0][0]
            baseline, before = "always the most frequent label", [majority] * len(test)
        emit("baseline", what=baseline, **score(count_labels(truth, before, labels), label_metrics))

    model = with_labels(model, labels, params)
    fit(model, processor, rows, watched, params, emit)
    if RANK > 0:
        return
    after = answers(model, processor, test)

    numbers = (count_labels(truth, given, labels) for given in (before, after))
    result = {"baseline": baseline, **compare(test, *numbers, label_metrics, params["seed"])}
    given = {"row": [row["row"] for row in test], "label": truth, "before": before, "after": after}
    save(params, emit, result, given, model, processor)


def load_model(params, **options):
    options |= {"local_files_only": True, "use_safetensors": True, "trust_remote_code": False}
    return AutoModelForImageClassification.from_pretrained(
        params["model_folder"], dtype=torch.float32, **options
    )


def label_names(model):
    return [name for _, name in sorted(model.config.id2label.items())]


def with_labels(model, labels, params):
    """The model with a head for these labels: its own head if it is for them, else a new one."""
    names = label_names(model)
    if sorted(names) != labels:
        names, head = labels, {"num_labels": len(labels), "ignore_mismatched_sizes": True}
        model = load_model(params, **head)
    model.config.id2label = dict(enumerate(names))
    model.config.label2id = {name: number for number, name in enumerate(names)}
    return model


class Pictures(torch.utils.data.Dataset):
    """Rows whose pictures are read when they are needed."""

    def __init__(self, rows, processor, numbers):
        self.rows, self.processor, self.numbers = rows, processor, numbers

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, index):
        row = self.rows[index]
        pixels = self.processor(picture(row), return_tensors="pt")["pixel_values"][0]
        return {"pixel_values": pixels, "labels": self.numbers[row["label"]]}


def picture(row):
    with Image.open(row["image"], formats=FORMATS) as image:
        return image.convert("RGB")


def fit(model, processor, rows, watched, params, emit):
    parts = [Pictures(part, processor, model.config.label2id) for part in (rows, watched)]
    arguments = TrainingArguments(
        **common(params, rows, watched),
        average_tokens_across_devices=False,  # the loss is a mean of rows
        remove_unused_columns=False,
    )
    trainer = Trainer(
        model, arguments, train_dataset=parts[0], eval_dataset=parts[1] if watched else None
    )
    train(trainer, params, emit)


@torch.inference_mode()
def answers(model, processor, rows):
    """The label that the model gives to each row's picture."""
    model.eval()
    found = []
    for start in range(0, len(rows), 32):
        pictures = [picture(row) for row in rows[start : start + 32]]
        batch = processor(pictures, return_tensors="pt").to(model.device)
        best = model(**batch).logits.argmax(-1)
        found += [model.config.id2label[number] for number in best.tolist()]
    return found


if __name__ == "__main__":
    run(main)
