"""How large a model is, and how that is known: stated, from its config, or from its name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hubexplorer.records import HubModel
from hubexplorer.runtime.needs import head_shape, memory_bytes, number, running_bytes

_COUNT = re.compile(
    r"(?<![A-Za-z0-9.])(?:(?P<experts>\d{1,3})x)?(?P<count>\d{1,4}(?:\.\d{1,3})?)"
    r"(?P<unit>[bm])(?P<tenth>\d)?(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_UNITS = {"b": 10**9, "m": 10**6}
_LARGEST = 10**13
_BITS_IN_NAME = re.compile(
    r"(?<![A-Za-z0-9])(?:(?P<exact>\d(?:\.\d{1,2})?)_?bpw|(?:w|int|nf|fp|mxfp|bnb[-_])?(?P<bits>[2-8])"
    r"[-_]?(?:bits?|a16|a8)|(?:int|nf|fp|mxfp)(?P<packed>[2-8])|(?P<method>awq|gptq))(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_SCALES_BITS = 0.5
"""Numbers of few bits come in groups, each with a scale of its own."""
_USUAL_BITS = 4
_BITS_BY_TYPE = {"float64": 64, "float32": 32, "float16": 16, "bfloat16": 16, "float8": 8}
_DEFAULT_BITS = 16
# Bits a weight of whole files, the tables included: llama.cpp's README, of Llama 3.1 8B.
# fmt: off
_GGUF_BITS = {
    "IQ1_S": 2.0, "IQ1_M": 2.2, "IQ2_XXS": 2.4, "IQ2_XS": 2.6, "IQ2_S": 2.8, "IQ2_M": 3.0,
    "IQ3_XXS": 3.3, "IQ3_XS": 3.5, "IQ3_S": 3.7, "IQ3_M": 3.8, "IQ4_XS": 4.5, "IQ4_NL": 4.7,
    "Q2_K_S": 3.0, "Q2_K": 3.2, "Q3_K_S": 3.7, "Q3_K_M": 4.0, "Q3_K_L": 4.3, "Q3_K": 4.0,
    "Q4_0": 4.7, "Q4_1": 5.1, "Q4_K_S": 4.7, "Q4_K_M": 4.9, "Q4_K_L": 5.0, "Q4_K": 4.9,
    "Q5_0": 5.6, "Q5_1": 6.0, "Q5_K_S": 5.6, "Q5_K_M": 5.7, "Q5_K_L": 5.8, "Q5_K": 5.7,
    "Q6_K": 6.6, "Q6_K_L": 6.7, "Q8_0": 8.5, "F16": 16.0, "BF16": 16.0, "F32": 32.0,
}
# fmt: on
_GGUF_NAME = re.compile(
    f"(?<![A-Za-z0-9])({'|'.join(sorted(_GGUF_BITS, key=len, reverse=True))})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_LEAST_USUAL_BITS = 4.0


@dataclass(frozen=True, slots=True)
class Size:
    """What is known of a model's size."""

    parameters: int | None
    """All of them; of a mixture of experts, those of all its experts."""
    source: str
    """stated (by the hub, of safetensors or GGUF files), config, name, or empty for unknown."""
    memory_bytes: int | None
    """When loaded and called, without the worker's own floor."""


def size_of(model: HubModel) -> Size:
    """A model's size by the best that its hub says of it."""
    by_dtype, config = model.parameters_by_dtype, model.config
    if by_dtype:
        need = memory_bytes(by_dtype, config, task=model.task)
        return Size(sum(by_dtype.values()), "stated", need)
    for source, parameters in (
        ("stated", model.gguf_parameters),
        ("config", parameters_by_config(config)),
        ("name", parameters_by_name(model.repo.rpartition("/")[2])),
    ):
        if parameters:
            weights = int(parameters * _bits(model) / 8)
            return Size(parameters, source, running_bytes(weights, parameters, config, model.task))
    return Size(None, "", None)


def parameters_by_name(name: str) -> int:
    """The number of parameters that a name tells ("7B", "350m", "8x7B", "bloom-1b7"), or 0.

    Billions come before millions, which may count something else; so may what has a letter
    before it ("A3B": so many of them are in use at a time).
    """
    found = [match for match in _COUNT.finditer(name) if _parameters(match)]
    found.sort(key=lambda match: match["unit"].lower() != "b")
    return _parameters(found[0]) if found else 0


def parameters_by_config(config: Mapping[str, Any]) -> int:
    """The number of parameters of a transformer of one stack, within some percent; 0 for others."""
    hidden = number(config, "hidden_size", "d_model", "dim", "n_embd")
    layers = number(config, "num_hidden_layers", "n_layer", "n_layers")
    vocabulary = number(config, "vocab_size")
    heads, key_heads, head_size = head_shape(config)
    is_odd = config.get("is_encoder_decoder") is True or config.get("model_type") == "albert"
    if is_odd or not (hidden and layers and vocabulary and heads):
        return 0
    attention = 2 * hidden * head_size * (heads + key_heads)
    inner = number(config, "intermediate_size", "hidden_dim", "n_inner", "ffn_dim") or 4 * hidden
    is_gated = _is_gated(config)
    experts = number(config, "num_local_experts", "num_experts", "n_routed_experts")
    if experts:
        inner = number(config, "moe_intermediate_size") or inner
        inner *= experts + number(config, "n_shared_experts")
    layer = attention + (3 if is_gated else 2) * hidden * inner
    tables = 2 if config.get("tie_word_embeddings") is False else 1
    places = 0 if is_gated else number(config, "max_position_embeddings", "n_positions")
    return layers * layer + (tables * vocabulary + places) * hidden


def _is_gated(config: Mapping[str, Any]) -> bool:
    """Whether its layers multiply two projections, as those of all newer language models do."""
    kind = config.get("model_type")
    names = ("hidden_act", "hidden_activation", "activation_function")
    return any(config.get(name) in ("silu", "swiglu") for name in names) or (
        isinstance(kind, str) and kind.startswith("gemma")
    )


def _parameters(match: re.Match[str]) -> int:
    count = float(match["count"] + (f".{match['tenth']}" if match["tenth"] else ""))
    parameters = int(count * _UNITS[match["unit"].lower()]) * int(match["experts"] or 1)
    return parameters if parameters < _LARGEST else 0


def _bits(model: HubModel) -> float:
    """How many bits a weight takes, which nobody states."""
    name, config = model.repo.rpartition("/")[2], model.config
    if match := _GGUF_NAME.search(name):
        return _GGUF_BITS[match[1].upper()]
    if model.quantizations:
        known = [_GGUF_BITS.get(name, _DEFAULT_BITS) for name in model.quantizations]
        # Of many, most people take the smallest one that is not much worse.
        return min((bits for bits in known if bits > _LEAST_USUAL_BITS), default=max(known))
    # A method ("GPTQ-Int8") says less than the number behind it.
    said = sorted(_BITS_IN_NAME.finditer(name), key=lambda match: bool(match["method"]))
    for match in said[:1]:
        if match["exact"]:
            return float(match["exact"])
        return int(match["bits"] or match["packed"] or _USUAL_BITS) + _SCALES_BITS
    quantized = config.get("quantization_config")
    if isinstance(quantized, dict):
        is_4, is_8 = (quantized.get(f"load_in_{bits}bit") is True for bits in (4, 8))
        bits = number(quantized, "bits") or (8 if is_8 and not is_4 else _USUAL_BITS)
        return min(bits, _DEFAULT_BITS) + _SCALES_BITS
    dtype = config.get("torch_dtype", config.get("dtype"))
    dtype = dtype.partition("_")[0].removeprefix("torch.") if isinstance(dtype, str) else ""
    return _BITS_BY_TYPE.get(dtype, _DEFAULT_BITS)
