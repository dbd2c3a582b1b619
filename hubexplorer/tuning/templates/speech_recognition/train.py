"""Fine-tune a speech recognizer (CTC or Whisper), measured before and after on held-out rows.

    python train.py params.json

Plain transformers, yours to edit. params.json is in the folder of the run that started it. What
happens is written to the file that it names "events", one JSON object a line.
"""

import wave

import jiwer
import numpy as np
import torch
from before_after import compare, score
from training import HAS_GPU, RANK, common, read_rows, run, save, train
from transformers import (
    AutoConfig,
    AutoModelForCTC,
    AutoModelForSpeechSeq2Seq,
    AutoProcessor,
    Trainer,
    TrainingArguments,
)

IGNORED = -100
"""The label of padding, that no loss is counted for."""


def main(params, emit):
    rows, watched, test = (read_rows(params, part) for part in ("train", "validation", "test"))
    truth = [row["text"] for row in test]

    processor = AutoProcessor.from_pretrained(params["model_folder"], local_files_only=True)
    model, is_ctc = load_model(params)
    if RANK == 0:
        baseline = "the base model's own transcripts"
        before = answers(model, processor, test, params, is_ctc)
        if score(count_edits(truth, before), error_rates)["wer"] > 1:
            baseline = "nothing is written down, as the base model does worse than that"
            before = [""] * len(test)
        emit("baseline", what=baseline, **score(count_edits(truth, before), error_rates))

    fit(model, processor, rows, watched, params, emit)
    if RANK > 0:
        return
    after = answers(model, processor, test, params, is_ctc)

    numbers = (count_edits(truth, given) for given in (before, after))
    result = {"baseline": baseline, **compare(test, *numbers, error_rates, params["seed"])}
    given = {"row": [row["row"] for row in test], "text": truth, "before": before, "after": after}
    save(params, emit, result, given, model, processor)


def load_model(params):
    """The model, and whether it writes by CTC rather than word by word."""
    config = AutoConfig.from_pretrained(params["model_folder"], local_files_only=True)
    is_ctc = any(name.endswith("ForCTC") for name in config.architectures or ())
    kind = AutoModelForCTC if is_ctc else AutoModelForSpeechSeq2Seq
    options = {"local_files_only": True, "use_safetensors": True, "trust_remote_code": False}
    model = kind.from_pretrained(params["model_folder"], dtype=torch.float32, **options)
    if is_ctc:
        model.config.ctc_zero_infinity = True  # recordings too short for their text
    return model.to("cuda" if HAS_GPU else "cpu"), is_ctc


def sound(row, rate):
    """A recording (WAV, 16 bit) as samples between -1 and 1 at this rate, its channels mixed."""
    with wave.open(row["audio"], "rb") as file:
        own, channels = file.getframerate(), file.getnchannels()
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    samples = samples.reshape(-1, channels).mean(1) / 32768
    if own != rate:
        count = round(len(samples) * rate / own)
        samples = np.interp(np.arange(count) * own / rate, np.arange(len(samples)), samples)
    return samples.astype(np.float32)


class Recordings(torch.utils.data.Dataset):
    """Rows whose recordings are read when they are needed."""

    def __init__(self, rows):
        self.rows = rows

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, index):
        return self.rows[index]


def fit(model, processor, rows, watched, params, emit):
    extractor, tokenizer = processor.feature_extractor, processor.tokenizer

    def together(batch):
        heard = features(extractor, batch)
        texts = tokenizer([row["text"] for row in batch], padding=True, return_tensors="pt")
        labels = texts["input_ids"].masked_fill(texts["attention_mask"] == 0, IGNORED)
        return {**heard, "labels": labels}

    arguments = TrainingArguments(
        **common(params, rows, watched),
        average_tokens_across_devices=False,  # the loss is a mean of rows
        remove_unused_columns=False,
    )
    parts = [Recordings(part) for part in (rows, watched)]
    trainer = Trainer(
        model,
        arguments,
        data_collator=together,
        train_dataset=parts[0],
        eval_dataset=parts[1] if watched else None,
    )
    train(trainer, params, emit)


def features(extractor, rows):
    rate = extractor.sampling_rate
    sounds = [sound(row, rate) for row in rows]
    padding = {} if hasattr(extractor, "n_fft") else {"padding": True}  # Whisper pads by itself
    return extractor(sounds, sampling_rate=rate, return_tensors="pt", **padding)


@torch.inference_mode()
def answers(model, processor, rows, params, is_ctc):
    """What the model hears in each row's recording."""
    model.eval()
    found = []
    for start in range(0, len(rows), 16):
        batch = features(processor.feature_extractor, rows[start : start + 16]).to(model.device)
        if is_ctc:
            made = model(**batch).logits.argmax(-1)
        else:
            made = model.generate(**batch, max_new_tokens=params["max_new_tokens"])
        found += processor.batch_decode(made, skip_special_tokens=True)
    return found


def count_edits(truth, given):
    """Of each row: edits and words, edits and letters; case and spaces at the ends aside."""
    lines = []
    for true, one in zip(truth, given, strict=True):
        parts = []
        for count in (jiwer.process_words, jiwer.process_characters):
            found = count(true.strip().casefold(), one.strip().casefold())
            wrong = found.substitutions + found.deletions
            parts += [wrong + found.insertions, found.hits + wrong]
        lines.append(parts)
    return np.array(lines, dtype=float)


def error_rates(sums, rows):
    """Word and character error rate: edits for each true word or letter."""
    return {
        "wer": sums[..., 0] / np.maximum(sums[..., 1], 1),
        "cer": sums[..., 2] / np.maximum(sums[..., 3], 1),
    }


if __name__ == "__main__":
    run(main)
