"""Fine-tune an encoder-decoder (T5 and its like), measured before and after on held-out rows.

    python train.py params.json

Plain transformers, yours to edit. params.json is in the folder of the run that started it. What
happens is written to the file that it names "events", one JSON object a line.
"""

import torch
from before_after import compare, count_texts, score, text_metrics
from training import HAS_GPU, RANK, common, read_rows, run, save, train
from transformers import (
    AutoModelForSeq2SeqLM,
    AutoTokenizer,
    DataCollatorForSeq2Seq,
    Trainer,
    TrainingArguments,
)


def main(params, emit):
    rows, watched, test = (read_rows(params, part) for part in ("train", "validation", "test"))
    truth = [row["target"] for row in test]

    options = {"local_files_only": True, "use_safetensors": True, "trust_remote_code": False}
    tokenizer = AutoTokenizer.from_pretrained(params["model_folder"], local_files_only=True)
    model = AutoModelForSeq2SeqLM.from_pretrained(
        params["model_folder"], dtype=torch.float32, **options
    ).to("cuda" if HAS_GPU else "cpu")
    if RANK == 0:
        before = answers(model, tokenizer, test, params)
        baseline = "the base model's own texts"
        emit("baseline", what=baseline, **score(count_texts(truth, before), text_metrics))

    fit(model, tokenizer, rows, watched, params, emit)
    if RANK > 0:
        return
    after = answers(model, tokenizer, test, params)

    numbers = (count_texts(truth, given) for given in (before, after))
    result = {"baseline": baseline, **compare(test, *numbers, text_metrics, params["seed"])}
    given = {"row": [row["row"] for row in test], "target": truth, "before": before, "after": after}
    save(params, emit, result, given, model, tokenizer)


def fit(model, tokenizer, rows, watched, params, emit):
    def encode(row):
        source = tokenizer(row["source"], truncation=True, max_length=params["max_length"])
        target = tokenizer(
            text_target=row["target"], truncation=True, max_length=params["max_target_length"]
        )
        return {**source, "labels": target["input_ids"]}

    arguments = TrainingArguments(
        **common(params, rows, watched),
        average_tokens_across_devices=True,  # targets have unequal numbers of tokens
    )
    parts = ([encode(row) for row in rows], [encode(row) for row in watched] or None)
    padded = DataCollatorForSeq2Seq(tokenizer, model)
    train(Trainer(model, arguments, padded, *parts), params, emit)


@torch.inference_mode()
def answers(model, tokenizer, rows, params):
    """The text that the model makes of each row's source."""
    model.eval()
    found = []
    for start in range(0, len(rows), 32):
        batch = tokenizer(
            [row["source"] for row in rows[start : start + 32]],
            truncation=True,
            max_length=params["max_length"],
            padding=True,
            return_token_type_ids=False,
            return_tensors="pt",
        )
        made = model.generate(
            **batch.to(model.device),
            max_new_tokens=params["max_target_length"],
            do_sample=False,
            num_beams=1,
        )
        found += tokenizer.batch_decode(made, skip_special_tokens=True)
    return found


if __name__ == "__main__":
    run(main)
