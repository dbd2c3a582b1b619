"""The memory that a model takes when it is loaded and called, from what its hub says of it.

Weights in the dtype that they are stored in, the activations of one call, and of a model that
generates text the cache of keys and values. The worker's own floor is in `fit`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_BITS_BY_DTYPE = {
    "F64": 64,
    "I64": 64,
    "U64": 64,
    "C64": 64,
    "F32": 32,
    "I32": 32,
    "U32": 32,
    "F16": 16,
    "BF16": 16,
    "I16": 16,
    "U16": 16,
    "F8_E4M3": 8,
    "F8_E5M2": 8,
    "F8_E8M0": 8,
    "I8": 8,
    "U8": 8,
    "BOOL": 8,
    "F4": 4,
}
_INPUT_TOKENS = 512
_CHAT_TOKENS = 4096
_FULL_BYTES, _HALF_BYTES = 4, 2
_FULL_BITS = 24
"""Weights of more bits than that on average are computed with at four bytes a number."""
_CACHE_SHARE = 10
"""Where a model's shape is not known: its cache is about a tenth of its weights at 16 bits."""
_UNKNOWN_SHARE, _STAGES_SHARE = 10, 4
"""What a call takes beside the weights is about this part of them."""
_SLOW_ACTIVATIONS = frozenset({"gelu_new", "gelu_fast", "gelu_accurate"})
"""Computed in steps, each of which makes a copy of a layer's widest numbers."""
_WHOLE_ATTENTION = frozenset(
    {"deberta", "deberta-v2", "mpnet", "t5", "mt5", "umt5", "longt5", "switch_transformers"}
)
"""Models that add to the attention between all pairs of tokens, and so hold all of it."""
_GENERATING_TASKS = frozenset({"text-generation", "image-text-to-text", "any-to-any"})
_GENERATING_CLASSES = ("ForCausalLM", "LMHeadModel", "ForConditionalGeneration")


def memory_bytes(
    parameters_by_dtype: Mapping[str, int], config: Mapping[str, Any], *, task: str = ""
) -> int | None:
    """The memory one model takes when loaded and called, without its worker's floor.

    Args:
        parameters_by_dtype: safetensors dtype name (F32, BF16, ...) to number of parameters.
        config: config.json or the hub's excerpt of it; may be empty.
        task: the hub's name of what the model does.

    Returns:
        Bytes, or None where the weights are not described or in a dtype of unknown width.
    """
    if not parameters_by_dtype or not parameters_by_dtype.keys() <= _BITS_BY_DTYPE.keys():
        return None
    bits = sum(_BITS_BY_DTYPE[dtype] * number for dtype, number in parameters_by_dtype.items())
    parameters = sum(parameters_by_dtype.values())
    return running_bytes((bits + 7) // 8, parameters, config, task)


def running_bytes(weights: int, parameters: int, config: Mapping[str, Any], task: str) -> int:
    """The memory of a model whose weights take so many bytes.

    Args:
        parameters: all of them; of a mixture of experts, those of all its experts.
    """
    is_full = 8 * weights > _FULL_BITS * parameters
    call = _Call(_FULL_BYTES if is_full else _HALF_BYTES, _generates(config, task))
    text = config.get("text_config")
    shape = text if isinstance(text, dict) else config
    need = weights + _activation_bytes(weights, shape, call) + _scores_bytes(config, shape)
    return need + (_cache_bytes(parameters, shape, call) if call.generates else 0)


@dataclass(frozen=True, slots=True)
class _Call:
    """How the numbers of a call are kept, and whether it writes a text."""

    number_bytes: int
    generates: bool

    def tokens(self, config: Mapping[str, Any]) -> int:
        """How many the largest usual input has; a chat's are kept while it goes on."""
        side, patch = number(config, "image_size"), number(config, "patch_size")
        if side and patch:
            return (side // patch) ** 2 + 1
        is_chat = self.generates and config.get("is_encoder_decoder") is not True
        most = _CHAT_TOKENS if is_chat else _INPUT_TOKENS
        return min(most, number(config, "max_position_embeddings", "n_positions") or most)


def number(config: Mapping[str, Any], *names: str) -> int:
    """The first of some entries of a config that is a positive whole number, else 0."""
    for name in names:
        value = config.get(name)
        if isinstance(value, int) and value > 0:
            return value
    return 0


def head_shape(config: Mapping[str, Any]) -> tuple[int, int, int]:
    """How many heads a layer has for queries and for keys, and the size of one; 0 for unknown."""
    heads = number(config, "num_attention_heads", "n_heads", "num_heads", "n_head")
    hidden = number(config, "hidden_size", "d_model", "dim", "n_embd")
    size = number(config, "head_dim") or (hidden // heads if heads else 0)
    return heads, number(config, "num_key_value_heads") or heads, size


def _generates(config: Mapping[str, Any], task: str) -> bool:
    names = config.get("architectures")
    names = names if isinstance(names, list) else []
    return task in _GENERATING_TASKS or any(
        isinstance(name, str) and name.endswith(_GENERATING_CLASSES) for name in names
    )


def _cache_bytes(parameters: int, config: Mapping[str, Any], call: _Call) -> int:
    """Keys and values of a conversation of 4,096 tokens, or of as many as the model takes."""
    layers = number(config, "num_hidden_layers", "n_layer", "num_layers", "n_layers")
    _, key_heads, size = head_shape(config)
    if not layers or not size:
        return parameters * call.number_bytes // _CACHE_SHARE
    return 2 * layers * key_heads * size * call.tokens(config) * call.number_bytes


def _scores_bytes(config: Mapping[str, Any], shape: Mapping[str, Any]) -> int:
    """The scores of every word at every place, which a model that fills masks computes."""
    names = config.get("architectures")
    names = names if isinstance(names, list) else []
    if not any(isinstance(name, str) and name.endswith("ForMaskedLM") for name in names):
        return 0
    return _FULL_BYTES * _INPUT_TOKENS * number(shape, "vocab_size")


def _activation_bytes(weights: int, config: Mapping[str, Any], call: _Call) -> int:
    """What one call of 512 tokens, one image, or one chat of 4,096 needs beside the weights."""
    hidden = number(config, "hidden_size", "d_model", "dim", "n_embd")
    if "depths" in config:  # pictures in stages, of which `hidden` is the last one's
        return weights // _STAGES_SHARE
    if not hidden:
        return weights // _UNKNOWN_SHARE
    inner = number(config, "intermediate_size", "hidden_dim", "d_ff", "n_inner") or 4 * hidden
    heads = head_shape(config)[0] or 1
    tokens = call.tokens(config)
    kind, act = (
        config.get("model_type"),
        config.get("hidden_act", config.get("activation_function")),
    )
    # Inference frees each layer's activations: a few copies of the widest ones remain.
    copies = 8 if act in _SLOW_ACTIVATIONS else 4 if call.generates else 2
    pairs = (4 if kind in _WHOLE_ATTENTION else 0 if call.generates else 1) * heads * tokens
    return call.number_bytes * tokens * (6 * hidden + copies * inner + pairs)
