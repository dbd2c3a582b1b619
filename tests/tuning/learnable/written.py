"""Tasks whose answer is a text that is written: another text, an answer to a prompt."""

from __future__ import annotations

from pathlib import Path

from tests.tuning.learnable.task import Task, paired, words_tokenizer, write


def text_to_text(folder: Path, seed: int) -> Task:
    """Name the color that a sentence speaks of, in another language."""
    import torch
    from transformers import T5Config, T5ForConditionalGeneration

    colors = {"red": "rojo", "green": "verde", "blue": "azul", "black": "negro", "white": "blanco"}
    train = ["it is a X car", "the X one please", "X looks good", "paint the door X"]
    test = ["please paint it X", "the X door looks good"]
    rows, held = paired(colors, train, test, seed)
    known = sorted({word for row in rows + held for text in row for word in text.split()})
    tokenizer = words_tokenizer(known, end=True)
    torch.manual_seed(1)
    config = T5Config(
        vocab_size=len(tokenizer),
        d_model=32,
        d_kv=16,
        d_ff=64,
        num_layers=1,
        num_decoder_layers=1,
        num_heads=2,
        dropout_rate=0.0,
        pad_token_id=0,
        eos_token_id=2,
        decoder_start_token_id=0,
    )
    T5ForConditionalGeneration(config).save_pretrained(folder / "model")
    tokenizer.save_pretrained(folder / "model")
    return Task(
        folder / "model",
        write(folder / "train.csv", ("source", "target"), rows),
        write(folder / "test.csv", ("source", "target"), held),
        {"source": "source", "target": "target"},
        {"epochs": 15, "learning_rate": 5e-3, "max_target_length": 6},
        0.10,
    )


def causal_lora(folder: Path, seed: int) -> Task:
    """Answer with the word that belongs to the one that is asked for."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    pairs = {"cat": "meow", "dog": "woof", "cow": "moo", "duck": "quack", "sheep": "baa"}
    train = ["what says the X", "tell me the sound of a X", "X", "a X says"]
    test = ["what is the sound of the X", "tell me what a X says"]
    rows, held = paired(pairs, train, test, seed)
    known = sorted({word for row in rows + held for text in row for word in text.split()} | {"is"})
    tokenizer = words_tokenizer(known)
    tokenizer.chat_template = (
        "{% for m in messages %}{{ '<' + m['role'] + '> ' + m['content'] + ' ' }}"
        "{% if m['role'] == 'assistant' %}{{ eos_token }}{% endif %}{% endfor %}"
        "{% if add_generation_prompt %}{{ '<assistant> ' }}{% endif %}"
    )
    torch.manual_seed(1)
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=48,
        intermediate_size=96,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=2,
        max_position_embeddings=64,
        pad_token_id=0,
        bos_token_id=2,
        eos_token_id=2,
        tie_word_embeddings=False,
    )
    LlamaForCausalLM(config).save_pretrained(folder / "model")
    tokenizer.save_pretrained(folder / "model")
    return Task(
        folder / "model",
        write(folder / "train.csv", ("prompt", "response"), rows),
        write(folder / "test.csv", ("prompt", "response"), held),
        {"prompt": "prompt", "response": "response"},
        {"epochs": 20, "learning_rate": 1e-2, "max_new_tokens": 4},
        0.10,
    )
