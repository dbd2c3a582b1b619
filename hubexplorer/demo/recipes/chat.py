"""Shop chat: a small language model that answers shop questions in four languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Literal

import torch
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence
from transformers import (
    AutoModelForCausalLM,
    AutoTokenizer,
    LlamaConfig,
    LlamaForCausalLM,
    PreTrainedModel,
    PreTrainedTokenizerBase,
    PreTrainedTokenizerFast,
)

from hubexplorer.demo.phrases import LANGUAGES, Message, load, messages, out_of_scope
from hubexplorer.demo.recipes import TrainingRun
from hubexplorer.demo.recipes.fitting import (
    batches,
    fit_with_checkpoints,
    parameter_count,
    save_halved,
)
from hubexplorer.demo.results import ALL, Results

_PIECES = 1024
_SPECIAL = ("<|pad|>", "<|end|>", "<|user|>", "<|assistant|>")
"""In the order of their ids."""
_PAD, _END, _USER, _ASSISTANT = range(len(_SPECIAL))
_WINDOW = 256
_TEMPLATE = (
    "{%- for message in messages %}"
    "{%- if message['role'] == 'user' %}{{ '<|user|>' + message['content'] }}"
    "{%- elif message['role'] == 'assistant' %}"
    "{{ '<|assistant|>' + message['content'] + '<|end|>' }}"
    "{%- endif %}{%- endfor %}"
    "{%- if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}"
)
"""A system prompt is left out: the model was never shown one."""

_TRAINING_ROWS = 12_000
_HELD_ROWS = 400
_HELD_SEED = 2
_STEPS = 1000
_EARLY_STEP = 300
_BATCH = 32
_EVALUATION_BATCH = 50
_LEARNING_RATE = 4e-3
_LONGEST_ANSWER = 64
_NO_LOSS = -100
_OUT_OF_SCOPE_SHARE = 0.12
_SMALL_TALK_SHARE = 0.04
_EARLIER_TURNS = (0, 0, 0, 1)
_ANSWER_WEIGHT = 100
"""How often the tokenizer is shown an answer: its words are to be few pieces."""
_DROPPED_SHARE = 0.08


@dataclass(frozen=True, slots=True)
class Turn:
    """What a customer says, and what the model is to answer."""

    text: str
    language: str
    answer: str


def train(run: TrainingRun) -> None:
    """Train the chat model; see `recipes.Family.train`."""
    turns = _training_turns()
    answers = [text for row in load("answers").values() for text in row.values()]
    tokenizer = byte_pairs([turn.text for turn in turns] + answers * _ANSWER_WEIGHT, pieces=_PIECES)
    torch.manual_seed(0)
    model = LlamaForCausalLM(
        LlamaConfig(
            vocab_size=len(tokenizer),
            hidden_size=96,
            num_hidden_layers=3,
            num_attention_heads=4,
            num_key_value_heads=2,
            intermediate_size=192,
            max_position_embeddings=_WINDOW,
            tie_word_embeddings=True,
            bos_token_id=None,
            eos_token_id=_END,
            pad_token_id=_PAD,
        )
    )
    inputs = _batches(turns, tokenizer)

    def loss_of_next_batch() -> Tensor:
        loss: Tensor = model(**next(inputs)).loss
        return loss

    def save(folder: Path) -> None:
        save_halved(model, folder)
        tokenizer.save_pretrained(folder)
        measure(folder).write(folder)

    fit_with_checkpoints(
        model,
        loss_of_next_batch,
        save,
        run,
        steps=_STEPS,
        early_step=_EARLY_STEP,
        learning_rate=_LEARNING_RATE,
        weight_decay=0.05,
    )


def measure(folder: Path) -> Results:
    """The share of questions from held-out templates that get the right answer, word for word."""
    model = AutoModelForCausalLM.from_pretrained(folder)
    model.eval()  # type: ignore[no-untyped-call]
    tokenizer = AutoTokenizer.from_pretrained(folder)
    turns = held_out()
    hits: dict[str, list[bool]] = defaultdict(list)
    for turn, written in zip(turns, replies(model, tokenizer, turns), strict=True):
        for part in (turn.language, ALL):
            hits[part].append(written == turn.answer)
    strangers = _strangers("held")
    declined = [
        written == turn.answer
        for turn, written in zip(strangers, replies(model, tokenizer, strangers), strict=True)
    ]
    return Results(
        dataset_id="demo/shop-answers",
        dataset_name="Shop answers, held-out phrase templates",
        metric="exact_match",
        metric_name="Right answer, word for word",
        values={name: round(sum(found) / len(found), 3) for name, found in hits.items()},
        rows={name: len(found) for name, found in hits.items()},
        parameters=parameter_count(model),
        measures={"declined": round(sum(declined) / len(declined), 3)},
    )


def held_out() -> list[Turn]:
    """The questions behind every figure in the card."""
    return _turns(messages("held", _HELD_ROWS, seed=_HELD_SEED))


def replies(
    model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, turns: Sequence[Turn]
) -> list[str]:
    """What the model answers to each question, asked alone."""
    found: list[str] = []
    for start in range(0, len(turns), _EVALUATION_BATCH):
        prompts = [
            str(
                tokenizer.apply_chat_template(
                    [{"role": "user", "content": turn.text}],
                    tokenize=False,
                    add_generation_prompt=True,
                )
            )
            for turn in turns[start : start + _EVALUATION_BATCH]
        ]
        encoded = tokenizer(
            prompts,
            padding=True,
            padding_side="left",
            add_special_tokens=False,
            return_tensors="pt",
        )
        tokens = model.generate(  # type: ignore[operator]
            **encoded, max_new_tokens=_LONGEST_ANSWER, do_sample=False
        )
        found += tokenizer.batch_decode(
            tokens[:, encoded["input_ids"].shape[1] :], skip_special_tokens=True
        )
    return found


def byte_pairs(texts: Iterable[str], *, pieces: int) -> PreTrainedTokenizerFast:
    """A byte-level BPE tokenizer learned from `texts`, with the chat template.

    With as many pieces as there are bytes and special tokens, it reads single bytes.
    """
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(
        texts,
        trainers.BpeTrainer(
            vocab_size=pieces,
            special_tokens=[AddedToken(token, special=True) for token in _SPECIAL],
            initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
            show_progress=False,
        ),
    )
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        pad_token=_SPECIAL[_PAD],
        eos_token=_SPECIAL[_END],
        additional_special_tokens=[_SPECIAL[_USER], _SPECIAL[_ASSISTANT]],
        model_max_length=_WINDOW,
        model_input_names=["input_ids", "attention_mask"],
        clean_up_tokenization_spaces=False,
        chat_template=_TEMPLATE,
    )


def _training_turns() -> list[Turn]:
    """Questions to learn from; every language alike."""
    turns = _turns(messages("train", _TRAINING_ROWS, seed=0))
    strangers = _strangers("train")
    small_talk = [
        Turn(row[language], language, load("answers")[kind][language])
        for kind, rows in (
            ("greeting", load("frames")["opening"]),
            ("thanks", load("frames")["closing"][:2]),
        )
        for row in rows
        for language in LANGUAGES
    ]
    for more, share in ((strangers, _OUT_OF_SCOPE_SHARE), (small_talk, _SMALL_TALK_SHARE)):
        turns += more * round(_TRAINING_ROWS * share / len(more))
    return turns


def _turns(rows: Iterable[Message]) -> list[Turn]:
    answers = load("answers")
    return [Turn(row.text, row.language, answers[row.intent][row.language]) for row in rows]


def _strangers(split: Literal["train", "held"]) -> list[Turn]:
    """Sentences that have nothing to do with the shop."""
    answer = load("answers")["unknown"]
    return [
        Turn(row[language], language, answer[language])
        for row in out_of_scope(split)
        for language in LANGUAGES
    ]


def _batches(
    turns: Sequence[Turn], tokenizer: PreTrainedTokenizerBase
) -> Iterator[Mapping[str, Tensor]]:
    """Chats of one or two questions of one language, without end; answers alone count."""
    rng = Random(0)
    questions: list[list[int]] = tokenizer([turn.text for turn in turns])["input_ids"]
    texts = sorted({turn.answer for turn in turns})
    encoded = dict(zip(texts, tokenizer(texts)["input_ids"], strict=True))
    by_language = {
        language: [index for index, turn in enumerate(turns) if turn.language == language]
        for language in LANGUAGES
    }
    for chosen in batches(len(turns), _BATCH, seed=0):
        ids, targets = [], []
        number = rng.choice(_EARLIER_TURNS)
        for index in chosen:
            earlier = rng.sample(by_language[turns[index].language], number)
            chat: list[int] = []
            target: list[int] = []
            for turn in (*earlier, index):
                asked = [token for token in questions[turn] if rng.random() >= _DROPPED_SHARE]
                answer = [*encoded[turns[turn].answer], _END]
                chat += [_USER, *asked, _ASSISTANT, *answer]
                target += [_NO_LOSS] * (len(asked) + 2) + answer
            ids.append(torch.tensor(chat[:_WINDOW]))
            targets.append(torch.tensor(target[:_WINDOW]))
        yield {
            "input_ids": pad_sequence(ids, batch_first=True, padding_value=_PAD),
            "labels": pad_sequence(targets, batch_first=True, padding_value=_NO_LOSS),
        }
