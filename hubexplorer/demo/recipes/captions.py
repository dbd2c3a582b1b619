"""Two shapes in words: a ViT that looks and a GPT-2 that says how they lie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import torch
from PIL import Image
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from torch import Tensor, nn
from transformers import (
    AutoImageProcessor,
    AutoModelForImageTextToText,
    AutoTokenizer,
    GPT2Config,
    PreTrainedConfig,
    PreTrainedTokenizerFast,
    VisionEncoderDecoderConfig,
    VisionEncoderDecoderModel,
    ViTConfig,
)
from transformers.models.vit.image_processing_pil_vit import ViTImageProcessorPil

from hubexplorer.demo.pairs import Split, caption, described
from hubexplorer.demo.recipes import TrainingRun
from hubexplorer.demo.recipes.fitting import (
    batches,
    fit_with_checkpoints,
    parameter_count,
    save_halved,
)
from hubexplorer.demo.results import ALL, Results
from hubexplorer.demo.shapes import NAMES, Scene

_SIDE = 48
_PATCH = 8
_WIDTH = 48
_HEADS = 3
_SPECIAL = ("[PAD]", "[UNK]", "[BOS]", "[EOS]")
_WORDS = (
    *("a", "red", "green", "blue", "yellow", "circle", "square", "triangle"),
    *("left", "of", "above"),
)
_PAD, _UNKNOWN, _START, _END = range(len(_SPECIAL))
_LONGEST_CAPTION = 12
_TRAINING_ROWS = 10_000
_HELD_ROWS = 200
_STEPS = 3000
_EARLY_STEP = 1000
_BATCH = 48
_LEARNING_RATE = 2e-3
_NO_LOSS = -100


def train(run: TrainingRun) -> None:
    """Train the model that describes pictures; see `recipes.Family.train`."""
    processor = ViTImageProcessorPil(
        size={"height": _SIDE, "width": _SIDE}, resample=Image.Resampling.BILINEAR
    )
    tokenizer = words()
    torch.manual_seed(0)
    model = VisionEncoderDecoderModel(config=_config())
    model.generation_config.max_new_tokens = _LONGEST_CAPTION
    names = nn.Linear(_WIDTH, 1 + len(NAMES))  # Teaches the encoder, and is not kept.
    model_and_names = nn.ModuleList([model, names])
    inputs = _batches(scenes("train", _TRAINING_ROWS), processor, tokenizer)

    def loss_of_next_batch() -> Tensor:
        pixels, labels, patches = next(inputs)
        seen = model(pixel_values=pixels, labels=labels)
        named = names(seen.encoder_last_hidden_state[:, 1:])
        loss: Tensor = seen.loss + nn.functional.cross_entropy(
            named.flatten(0, 1), patches.flatten()
        )
        return loss

    def save(folder: Path) -> None:
        save_halved(model, folder)
        processor.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        measure(folder).write(folder)

    fit_with_checkpoints(
        model_and_names,
        loss_of_next_batch,
        save,
        run,
        steps=_STEPS,
        early_step=_EARLY_STEP,
        learning_rate=_LEARNING_RATE,
    )


def measure(folder: Path) -> Results:
    """The share of pictures, of pairs never shown in training, that are said word for word."""
    model: Any = AutoModelForImageTextToText
    model = model.from_pretrained(folder).eval()
    processor: Any = AutoImageProcessor
    processor = processor.from_pretrained(folder, backend="pil")
    tokenizer = AutoTokenizer.from_pretrained(folder)
    rows = scenes("held", _HELD_ROWS)
    with torch.inference_mode():
        tokens = model.generate(
            **processor([row.picture() for row in rows], return_tensors="pt"), do_sample=False
        )
    said = [text.strip() for text in tokenizer.batch_decode(tokens, skip_special_tokens=True)]
    exact = sum(one == caption(row) for one, row in zip(said, rows, strict=True)) / len(rows)
    named = [
        shape.name in text for row, text in zip(rows, said, strict=True) for shape in row.shapes
    ]
    return Results(
        dataset_id="demo/described-shapes",
        dataset_name="Described shapes, held-out pairs",
        metric="exact_match",
        metric_name="Exact match",
        values={ALL: round(exact, 3)},
        rows={ALL: len(rows)},
        parameters=parameter_count(model),
        measures={"named": round(sum(named) / len(named), 3)},
    )


def scenes(split: Split, count: int) -> list[Scene]:
    """Pictures that can be said in words, always the same ones."""
    rng = Random(split)
    return [described(rng, split) for _ in range(count)]


def words() -> PreTrainedTokenizerFast:
    """A tokenizer with a token for every word of a caption."""
    pieces = {piece: index for index, piece in enumerate((*_SPECIAL, *_WORDS))}
    tokenizer = Tokenizer(models.WordLevel(pieces, unk_token=_SPECIAL[_UNKNOWN]))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="$A [EOS]", special_tokens=[("[EOS]", _END)]
    )
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        pad_token=_SPECIAL[_PAD],
        unk_token=_SPECIAL[_UNKNOWN],
        bos_token=_SPECIAL[_START],
        eos_token=_SPECIAL[_END],
        model_max_length=_LONGEST_CAPTION,
    )


def _config() -> PreTrainedConfig:
    encoder = ViTConfig(
        hidden_size=_WIDTH,
        intermediate_size=2 * _WIDTH,
        num_hidden_layers=3,
        num_attention_heads=_HEADS,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        initializer_range=0.1,
        image_size=_SIDE,
        patch_size=_PATCH,
    )
    decoder = GPT2Config(
        vocab_size=len(_SPECIAL) + len(_WORDS),
        n_positions=_LONGEST_CAPTION + 1,
        n_embd=_WIDTH,
        n_inner=_WIDTH,
        n_layer=2,
        n_head=_HEADS,
        resid_pdrop=0.0,
        embd_pdrop=0.0,
        attn_pdrop=0.0,
        initializer_range=0.1,
        bos_token_id=_START,
        eos_token_id=_END,
        add_cross_attention=True,
    )
    config = VisionEncoderDecoderConfig.from_encoder_decoder_configs(encoder, decoder)
    config.decoder_start_token_id = _START
    config.pad_token_id = _PAD
    config.eos_token_id = _END
    return config


def _batches(
    rows: Sequence[Scene], processor: ViTImageProcessorPil, tokenizer: PreTrainedTokenizerFast
) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    # As 16 bits: all pictures are kept.
    pixels = torch.cat(
        [processor(row.picture(_SIDE), return_tensors="pt")["pixel_values"].half() for row in rows]
    )
    labels = tokenizer([caption(row) for row in rows], padding=True, return_tensors="pt")
    ids = labels["input_ids"].masked_fill(labels["attention_mask"] == 0, _NO_LOSS)
    patches = torch.tensor([_patches(row) for row in rows])
    for chosen in batches(len(rows), _BATCH, seed=0):
        yield pixels[chosen].float(), ids[chosen], patches[chosen]


def _patches(row: Scene) -> list[int]:
    """What lies in the middle of each patch: 0 for the ground, else one more than a name."""
    across = _SIDE // _PATCH
    kinds = [0] * across**2
    for shape in row.shapes:
        left, top, right, bottom = (across * part for part in shape.box)
        for number in range(across**2):
            if left <= number % across + 0.5 < right and top <= number // across + 0.5 < bottom:
                kinds[number] = 1 + NAMES.index(shape.name)
    return kinds
