"""Models of many architectures and sizes with random weights, and the largest call of each.

`python -m tests.runtime.zoo FOLDER NAME...` saves some of them, in a process that may import torch.
"""

from __future__ import annotations

import io
import random
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image

from tests.runtime.models import save_tokenizer

TOKENS = 512
_VOCABULARY = 30_000
_SIDE = 224


@dataclass(frozen=True, slots=True)
class Specimen:
    """One model: a transformers class, the shape of its configuration, and its task."""

    name: str
    model_class: str
    config_class: str
    shape: Mapping[str, Any] = field(default_factory=dict)
    task: str = ""
    dtype: str = "float32"

    @property
    def reads_pictures(self) -> bool:
        return "ImageClassification" in self.model_class

    @property
    def writes(self) -> bool:
        return (
            "CausalLM" in self.model_class
            or "LMHead" in self.model_class
            or ("ConditionalGeneration" in self.model_class)
        )


def _encoder(hidden: int, layers: int, **more: Any) -> dict[str, Any]:
    return {
        "vocab_size": _VOCABULARY,
        "hidden_size": hidden,
        "num_hidden_layers": layers,
        "num_attention_heads": max(2, hidden // 64),
        "intermediate_size": 4 * hidden,
        "max_position_embeddings": TOKENS + 2,
        "pad_token_id": 0,
        **more,
    }


def _decoder(hidden: int, layers: int, **more: Any) -> dict[str, Any]:
    own = {"num_key_value_heads": max(1, hidden // 128), "max_position_embeddings": 2 * TOKENS}
    return _encoder(hidden, layers, **{**own, "intermediate_size": 3 * hidden, **more})


_OPT = {
    "vocab_size": _VOCABULARY,
    "hidden_size": 512,
    "ffn_dim": 2048,
    "word_embed_proj_dim": 512,
    "num_hidden_layers": 8,
    "num_attention_heads": 8,
    "max_position_embeddings": 2 * TOKENS,
}
_GPT2 = {"vocab_size": _VOCABULARY, "n_positions": 2 * TOKENS}
_T5 = {"vocab_size": _VOCABULARY, "pad_token_id": 0, "decoder_start_token_id": 0}
_BART = {
    "vocab_size": _VOCABULARY,
    "max_position_embeddings": TOKENS,
    "pad_token_id": 0,
    "decoder_start_token_id": 2,
    "forced_eos_token_id": None,
}
_VIT = {"image_size": 224, "patch_size": 16, "num_labels": 10}


def _classifier(name: str, family: str, shape: Mapping[str, Any], **more: Any) -> Specimen:
    return Specimen(name, f"{family}ForSequenceClassification", f"{family}Config", shape, **more)


def _language(name: str, family: str, shape: Mapping[str, Any], **more: Any) -> Specimen:
    return Specimen(name, f"{family}ForCausalLM", f"{family}Config", shape, **more)


SPECIMENS = (
    _classifier("bert-tiny", "Bert", _encoder(128, 2)),
    _classifier("bert-small", "Bert", _encoder(512, 4)),
    _classifier("bert-base", "Bert", _encoder(768, 12)),
    _classifier("roberta-base", "Roberta", _encoder(768, 8)),
    _classifier(
        "distilbert",
        "DistilBert",
        {"vocab_size": _VOCABULARY, "dim": 512, "n_layers": 6, "n_heads": 8, "hidden_dim": 2048},
    ),
    _classifier("electra", "Electra", _encoder(256, 12, embedding_size=128)),
    _classifier("xlm-roberta", "XLMRoberta", _encoder(384, 6, vocab_size=120_000)),
    _classifier("mpnet", "MPNet", _encoder(384, 6)),
    _classifier("deberta", "DebertaV2", _encoder(384, 6)),
    _classifier("albert", "Albert", _encoder(768, 12, embedding_size=128)),
    Specimen("bert-ner", "BertForTokenClassification", "BertConfig", _encoder(384, 6)),
    Specimen("bert-mask", "BertForMaskedLM", "BertConfig", _encoder(256, 4)),
    _language("llama-30m", "Llama", _decoder(384, 6)),
    _language("llama-105m", "Llama", _decoder(640, 16)),
    _language("qwen2", "Qwen2", _decoder(512, 8, tie_word_embeddings=True)),
    _language("mistral-bf16", "Mistral", _decoder(768, 8), dtype="bfloat16"),
    _language("gpt-neox", "GPTNeoX", _encoder(512, 8, max_position_embeddings=2 * TOKENS)),
    _language("opt", "OPT", _OPT),
    Specimen(
        "gpt2", "GPT2LMHeadModel", "GPT2Config", {**_GPT2, "n_embd": 512, "n_layer": 8, "n_head": 8}
    ),
    Specimen(
        "t5",
        "T5ForConditionalGeneration",
        "T5Config",
        {**_T5, "d_model": 384, "d_ff": 1024, "num_layers": 6, "num_heads": 6},
    ),
    Specimen(
        "bart",
        "BartForConditionalGeneration",
        "BartConfig",
        {**_BART, "d_model": 512, "encoder_layers": 4, "decoder_layers": 4}
        | {"encoder_ffn_dim": 2048, "decoder_ffn_dim": 2048}
        | {"encoder_attention_heads": 8, "decoder_attention_heads": 8},
    ),
    Specimen(
        "vit-tiny",
        "ViTForImageClassification",
        "ViTConfig",
        {**_VIT, "hidden_size": 192, "num_attention_heads": 3, "intermediate_size": 768},
    ),
    Specimen("vit-base", "ViTForImageClassification", "ViTConfig", _VIT),
    Specimen("convnext", "ConvNextForImageClassification", "ConvNextConfig", {"num_labels": 10}),
    Specimen("swin", "SwinForImageClassification", "SwinConfig", {"num_labels": 10}),
    Specimen("resnet", "ResNetForImageClassification", "ResNetConfig", {"num_labels": 10}),
)


def call_of(specimen: Specimen) -> tuple[dict[str, Any], dict[str, Any]]:
    """Inputs and settings of the largest call that an estimate is for."""
    if specimen.reads_pictures:
        return {"image": _picture()}, {}
    if specimen.model_class.endswith("MaskedLM"):
        return {"text": "[MASK] " + "card " * (TOKENS - 4)}, {}
    if specimen.writes:
        tokens = (
            TOKENS - 4
            if "encoder_layers" in specimen.shape or "d_ff" in specimen.shape
            else 2 * TOKENS - 20
        )
        return {"text": "card " * tokens}, {"max_new_tokens": 8}
    return {"text": "card " * (TOKENS - 4)}, {}


def _picture() -> bytes:
    """A PNG of noise."""
    out = io.BytesIO()
    noise = random.Random(0).randbytes(3 * _SIDE * _SIDE)
    Image.frombytes("RGB", (_SIDE, _SIDE), noise).save(out, "PNG")
    return out.getvalue()


def save(specimen: Specimen, folder: Path) -> Path:
    """The model as a hub would hand it over."""
    import torch
    import transformers

    torch.manual_seed(0)
    config = getattr(transformers, specimen.config_class)(**specimen.shape)
    model = getattr(transformers, specimen.model_class)(config)
    model.to(getattr(torch, specimen.dtype)).save_pretrained(folder)
    if specimen.reads_pictures:
        transformers.ViTImageProcessorPil(size={"height": 224, "width": 224}).save_pretrained(
            folder
        )
    else:
        save_tokenizer(folder)
    return folder


if __name__ == "__main__":
    by_name = {specimen.name: specimen for specimen in SPECIMENS}
    for name in sys.argv[2:]:
        save(by_name[name], Path(sys.argv[1]) / name)
