"""How large models are, by what hubs really say of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hubexplorer.records import HubModel
from hubexplorer.runtime.sizes import Size, parameters_by_config, parameters_by_name, size_of

BERT = {
    "model_type": "bert", "hidden_size": 768, "intermediate_size": 3072, "hidden_act": "gelu",
    "num_attention_heads": 12, "num_hidden_layers": 12, "vocab_size": 30522,
    "max_position_embeddings": 512,
}  # fmt: skip
GPT_2 = {
    "model_type": "gpt2", "n_embd": 768, "n_layer": 12, "n_head": 12, "n_positions": 1024,
    "vocab_size": 50257, "n_inner": None, "activation_function": "gelu_new",
}  # fmt: skip
DISTILBERT = {
    "model_type": "distilbert", "dim": 768, "hidden_dim": 3072, "n_heads": 12, "n_layers": 6,
    "vocab_size": 30522, "max_position_embeddings": 512, "activation": "gelu",
}  # fmt: skip
LLAMA_2_7B = {
    "model_type": "llama", "hidden_size": 4096, "intermediate_size": 11008, "hidden_act": "silu",
    "num_attention_heads": 32, "num_key_value_heads": 32, "num_hidden_layers": 32,
    "vocab_size": 32000, "tie_word_embeddings": False, "max_position_embeddings": 4096,
    "torch_dtype": "float16", "architectures": ["LlamaForCausalLM"],
}  # fmt: skip
LLAMA_3_8B = {
    **LLAMA_2_7B, "intermediate_size": 14336, "num_key_value_heads": 8, "vocab_size": 128256,
}  # fmt: skip
QWEN_2_5_HALF_B = {
    "model_type": "qwen2", "hidden_size": 896, "intermediate_size": 4864, "hidden_act": "silu",
    "num_attention_heads": 14, "num_key_value_heads": 2, "num_hidden_layers": 24,
    "vocab_size": 151936, "tie_word_embeddings": True,
}  # fmt: skip
GEMMA_2B = {
    "model_type": "gemma", "hidden_size": 2048, "intermediate_size": 16384, "head_dim": 256,
    "num_attention_heads": 8, "num_key_value_heads": 1, "num_hidden_layers": 18,
    "vocab_size": 256000, "hidden_act": "gelu",
}  # fmt: skip
MIXTRAL = {
    **LLAMA_2_7B, "model_type": "mixtral", "intermediate_size": 14336, "num_key_value_heads": 8,
    "num_local_experts": 8, "num_experts_per_tok": 2,
}  # fmt: skip
QWEN_3_30B_A3B = {
    "model_type": "qwen3_moe", "hidden_size": 2048, "intermediate_size": 6144, "head_dim": 128,
    "moe_intermediate_size": 768, "num_experts": 128, "num_attention_heads": 32,
    "num_key_value_heads": 4, "num_hidden_layers": 48, "vocab_size": 151936,
    "tie_word_embeddings": False, "hidden_act": "silu",
}  # fmt: skip


@pytest.mark.parametrize(
    ("config", "published"),
    [
        (BERT, 109.5e6), (GPT_2, 124.4e6), (DISTILBERT, 66.4e6), (LLAMA_2_7B, 6.738e9),
        (LLAMA_3_8B, 8.030e9), (QWEN_2_5_HALF_B, 494e6), (GEMMA_2B, 2.506e9),
        (MIXTRAL, 46.70e9), (QWEN_3_30B_A3B, 30.5e9),
    ],
)  # fmt: skip
def test_configs_of_known_models(config: dict[str, object], published: float) -> None:
    assert parameters_by_config(config) == pytest.approx(published, rel=0.03)


@pytest.mark.parametrize(
    "config",
    [
        {},
        {"architectures": ["BertModel"], "model_type": "bert"},
        {**BERT, "vocab_size": "30522"},
        {**BERT, "is_encoder_decoder": True},
        {**BERT, "model_type": "albert"},
    ],
)
def test_configs_that_do_not_tell(config: dict[str, object]) -> None:
    assert parameters_by_config(config) == 0


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("Llama-2-7b-chat-hf", 7e9),
        ("opt-350m", 350e6),
        ("Mixtral-8x7B-Instruct-v0.1", 56e9),
        ("Qwen2.5-1.5B-Instruct", 1.5e9),
        ("Qwen2.5-7B-Instruct-1M", 7e9),
        ("Qwen3-30B-A3B", 30e9),
        ("bloom-1b7", 1.7e9),
        ("bloomz-7b1-mt", 7.1e9),
        ("TinyLlama-1.1B-intermediate-step-1431k-3T", 1.1e9),
        ("m2m100_418M", 418e6),
        ("nllb-200-distilled-600M", 600e6),
        ("wav2vec2-xls-r-300m", 300e6),
        ("llama-7b-4bit", 7e9),
        ("CLIP-ViT-B-32-laion2B-s34B-b79K", 0),
        ("gemma-3n-E4B-it", 0),
        ("Phi-3-mini-128k-instruct", 0),
        ("bert-base-uncased", 0),
        ("yolo11m", 0),
        ("vit_base_patch16_224", 0),
        ("9999x9999B", 0),
    ],
)
def test_names(name: str, parameters: float) -> None:
    assert parameters_by_name(name) == parameters


def test_what_is_stated_comes_before_what_is_guessed() -> None:
    bare = HubModel("hub", "org/Some-7B")
    by_name = size_of(bare)
    assert (by_name.parameters, by_name.source) == (7_000_000_000, "name")
    by_config = size_of(replace(bare, config=LLAMA_3_8B))
    assert by_config.source == "config"
    by_gguf = size_of(replace(bare, config=LLAMA_3_8B, gguf_parameters=8_030_261_312))
    assert (by_gguf.parameters, by_gguf.source) == (8_030_261_312, "stated")
    stated = size_of(replace(bare, gguf_parameters=1, parameters_by_dtype={"BF16": 100}))
    assert stated == Size(100, "stated", 220)
    assert size_of(HubModel("hub", "org/some-model")) == Size(None, "", None)


def test_names_without_an_owner_and_owners_with_sizes() -> None:
    assert size_of(HubModel("hub", "gpt-7b")).source == "name"
    assert size_of(HubModel("hub", "org-7b/model")) == Size(None, "", None)


@pytest.mark.parametrize(
    ("changes", "bits"),
    [
        ({}, 16),
        ({"config": {"torch_dtype": "float32"}}, 32),
        ({"config": {"dtype": "torch.bfloat16"}}, 16),
        ({"config": {"torch_dtype": 7, "quantization_config": "x"}}, 16),
        ({"config": {"quantization_config": {"quant_method": "gptq", "bits": 8}}}, 8.5),
        ({"config": {"quantization_config": {"load_in_4bit": True}}}, 4.5),
        ({"config": {"quantization_config": {"load_in_8bit": True}}}, 8.5),
        ({"repo": "org/m-10B-Q4_K_M-GGUF"}, 4.9),
        ({"repo": "org/m-10B.q8_0"}, 8.5),
        ({"repo": "org/m-10B-AWQ"}, 4.5),
        ({"repo": "org/m-10B-GPTQ-Int8"}, 8.5),
        ({"repo": "org/m-10B-w8a8"}, 8.5),
        ({"repo": "org/m-10B-int8"}, 8.5),
        ({"repo": "org/m-10B-bnb-4bit"}, 4.5),
        ({"repo": "org/m-10B-3.5bpw-exl2"}, 3.5),
        ({"repo": "org/m-10B-fp16"}, 16),
        ({"quantizations": ("F16", "Q2_K", "Q4_K_M", "Q8_0")}, 4.9),
        ({"quantizations": ("IQ1_S", "Q2_K")}, 3.2),
        ({"quantizations": ("Q7_X",)}, 16),
    ],
)
def test_weights_that_nobody_states_go_by_their_bits(
    changes: dict[str, object], bits: float
) -> None:
    model = replace(HubModel("hub", "org/m-10B", task="fill-mask"), **changes)
    weights = 10e9 * bits / 8
    assert size_of(model).memory_bytes == pytest.approx(weights * 1.1)


def test_a_mixture_of_experts_needs_the_memory_of_all_of_them() -> None:
    need = size_of(HubModel("hub", "mistralai/Mixtral-8x7B", config=MIXTRAL)).memory_bytes
    assert need is not None
    assert 93e9 < need < 96e9
