"""Tiny real models that write text, with random weights, saved by transformers."""

from __future__ import annotations

from pathlib import Path

from tests.runtime.models import WORDS, save_tokenizer

TEMPLATE = (
    "{% for m in messages %}{% if m['role'] == 'system' and loop.index0 > 0 %}"
    "{{ raise_exception('the system comes first') }}{% endif %}"
    "{{ m['role'] }} : {{ m['content'] }} [SEP] {% endfor %}"
    "{% if add_generation_prompt %}assistant :{% endif %}"
)


def save_llama(folder: Path, *, template: str = "", seed: int = 0, **settings: object) -> Path:
    """A decoder that reads 256 tokens and never ends by itself."""
    import torch
    import transformers

    torch.manual_seed(seed)
    shape: dict[str, object] = {
        "vocab_size": len(WORDS),
        "hidden_size": 32,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "intermediate_size": 64,
        "max_position_embeddings": 256,
        "initializer_range": 1.0,
        "eos_token_id": None,
        "bos_token_id": None,
    }
    config = transformers.LlamaConfig(**shape | settings)
    transformers.LlamaForCausalLM(config).save_pretrained(folder)
    save_tokenizer(folder)
    if template:
        (folder / "chat_template.jinja").write_text(template)
    return folder


def save_t5(folder: Path) -> Path:
    """An encoder-decoder that never ends by itself."""
    import torch
    import transformers

    torch.manual_seed(0)
    config = transformers.T5Config(
        vocab_size=len(WORDS),
        d_model=32,
        d_kv=16,
        d_ff=64,
        num_layers=2,
        num_heads=2,
        initializer_factor=5.0,
        decoder_start_token_id=0,
        pad_token_id=0,
        eos_token_id=None,
    )
    transformers.T5ForConditionalGeneration(config).save_pretrained(folder)
    save_tokenizer(folder)
    return folder
