"""The memory that a model takes when it is loaded and called, from what its hub says of it.

Weights in the dtype that they are stored in, the activations of one call, and of a model that
generates text the cache of keys and values. The worker's own floor is in `fit`.
"""

from __future__ import annotations

from collections.abc import Mapping
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
_ACTIVATION_TOKENS = 512
_CACHE_TOKENS = 4096
_CACHE_NUMBER_BYTES = 2
_CACHE_SHARE = 10
"""Where a model's shape is not known: its cache is about a tenth of its weights at 16 bits."""
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
    need = weights + _activation_bytes(weights, config)
    return need + (_cache_bytes(parameters, config) if _generates(config, task) else 0)


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


def _cache_bytes(parameters: int, config: Mapping[str, Any]) -> int:
    """Keys and values of a conversation of 4,096 tokens, or of as many as the model takes."""
    layers = number(config, "num_hidden_layers", "n_layer", "num_layers", "n_layers")
    _, key_heads, size = head_shape(config)
    if not layers or not size:
        return parameters * _CACHE_NUMBER_BYTES // _CACHE_SHARE
    tokens = number(config, "max_position_embeddings", "n_positions") or _CACHE_TOKENS
    return 2 * layers * key_heads * size * min(tokens, _CACHE_TOKENS) * _CACHE_NUMBER_BYTES


def _activation_bytes(weights: int, config: Mapping[str, Any]) -> int:
    """What one call of 512 tokens (or one image) needs beside the weights."""
    hidden = number(config, "hidden_size", "d_model", "dim", "n_embd")
    if not hidden:
        return weights // 10
    inner = number(config, "intermediate_size", "hidden_dim", "d_ff", "n_inner") or 4 * hidden
    heads = head_shape(config)[0] or 1
    tokens = number(config, "max_position_embeddings", "n_positions") or _ACTIVATION_TOKENS
    tokens = min(tokens, _ACTIVATION_TOKENS)
    # Inference frees each layer's activations: a few copies of the widest one remain.
    return 4 * tokens * (6 * hidden + 2 * inner + heads * tokens)
