"""What a model takes in memory, from metadata alone."""

from __future__ import annotations

import pytest

from hubexplorer.runtime.needs import memory_bytes

BERT_BASE = {
    "hidden_size": 768,
    "intermediate_size": 3072,
    "num_attention_heads": 12,
    "max_position_embeddings": 512,
}


def test_weights_count_by_their_dtype() -> None:
    assert memory_bytes({"F32": 1000}, {}) == 4400
    assert memory_bytes({"BF16": 1000, "I8": 1000}, {}) == 3300


def test_a_call_needs_memory_too() -> None:
    need = memory_bytes({"F32": 110_000_000}, BERT_BASE)
    assert need is not None
    assert 440e6 < need < 480e6


@pytest.mark.parametrize("parameters", [{}, {"Q4_K": 1000}])
def test_what_is_not_described_is_unknown(parameters: dict[str, int]) -> None:
    assert memory_bytes(parameters, {}) is None


def test_odd_configurations_do_not_matter() -> None:
    odd = {"hidden_size": "768", "num_attention_heads": None, "intermediate_size": [1]}
    assert memory_bytes({"F32": 1000}, odd) == 4400


LLAMA_3_8B = {
    "architectures": ["LlamaForCausalLM"],
    "hidden_size": 4096,
    "intermediate_size": 14336,
    "num_attention_heads": 32,
    "num_key_value_heads": 8,
    "num_hidden_layers": 32,
    "max_position_embeddings": 8192,
}


def test_a_model_that_generates_keeps_keys_and_values() -> None:
    weights = {"BF16": 8_030_261_248}
    need = memory_bytes(weights, LLAMA_3_8B)
    plain = memory_bytes(weights, {**LLAMA_3_8B, "architectures": ["LlamaModel"]})
    assert need is not None
    assert plain is not None
    kept = 2 * 32 * 8 * 128 * 4096 * 2
    assert kept < need - plain < 3 * kept, "keys and values of 4,096 tokens, 16 bits, and a call"
    short = memory_bytes(weights, {**LLAMA_3_8B, "max_position_embeddings": 1024})
    assert short is not None
    assert need - short > 3 * kept // 4
    full = memory_bytes({"F32": 8_030_261_248}, LLAMA_3_8B)
    assert full == 2 * need


def test_where_the_shape_is_not_known_a_share_stands_for_it() -> None:
    assert memory_bytes({"F32": 1000}, {}, task="text-generation") == 4400 + 400
    assert memory_bytes({"BF16": 1000}, {"architectures": ["XForCausalLM", 7]}) == 2200 + 200
    assert memory_bytes({"F32": 1000}, {}, task="fill-mask") == 4400


def test_a_model_of_several_parts_is_sized_by_what_reads_the_text() -> None:
    nested = {"text_config": {**LLAMA_3_8B, "architectures": []}, "vision_config": {}}
    nested["architectures"] = ["LlavaForConditionalGeneration"]
    assert memory_bytes({"BF16": 10**9}, nested) == memory_bytes({"BF16": 10**9}, LLAMA_3_8B)


def test_words_at_every_place_count_where_masks_are_filled() -> None:
    config = {**BERT_BASE, "vocab_size": 30_000, "architectures": ["BertForMaskedLM"]}
    masks = memory_bytes({"F32": 10**8}, config)
    other = memory_bytes({"F32": 10**8}, {**config, "architectures": ["BertModel"]})
    assert masks is not None
    assert other is not None
    assert masks - other == 4 * 512 * 30_000
