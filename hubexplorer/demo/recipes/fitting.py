"""A tokenizer from texts, and one plain training loop, shared by every recipe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import torch
from tokenizers import (
    Tokenizer,
    decoders,
    models,
    normalizers,
    pre_tokenizers,
    processors,
)
from torch import Tensor, nn
from transformers import PreTrainedModel, PreTrainedTokenizerFast

from hubexplorer.demo.recipes import EARLY, FINAL, TrainingRun

MAX_TOKENS = 96
MASK_ID = 4
_UNKNOWN = "[UNK]"
_SPECIAL = {
    "pad_token": "[PAD]",
    "unk_token": _UNKNOWN,
    "cls_token": "[CLS]",
    "sep_token": "[SEP]",
    "mask_token": "[MASK]",
}
"""In the order of their ids."""
_WORD_SHARE = 0.7
_LONGEST_PART = 6


def wordpiece(
    texts: Iterable[str], *, vocabulary_size: int, is_lowercase: bool = True
) -> PreTrainedTokenizerFast:
    """A WordPiece tokenizer learned from `texts`, with BERT's special tokens."""
    normalizer = normalizers.BertNormalizer(lowercase=is_lowercase, strip_accents=True)
    splitter = pre_tokenizers.BertPreTokenizer()
    words = Counter(
        word
        for text in texts
        for word, _ in splitter.pre_tokenize_str(normalizer.normalize_str(text))
    )
    pieces = {piece: index for index, piece in enumerate(_vocabulary(words, vocabulary_size))}
    tokenizer = Tokenizer(models.WordPiece(pieces, unk_token=_UNKNOWN))
    tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = splitter
    tokenizer.decoder = decoders.WordPiece()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        model_max_length=MAX_TOKENS,
        # DistilBERT has no token types, and the other models never see sentence pairs.
        model_input_names=["input_ids", "attention_mask"],
        **_SPECIAL,
    )


def _vocabulary(words: Counter[str], size: int) -> list[str]:
    """At most `size` pieces: all characters, the commonest words, beginnings and endings.

    The trainer of `tokenizers` breaks ties by chance, so that no two trainings would agree.
    """
    characters = sorted({character for word in words for character in word})
    pieces = [*_SPECIAL.values(), *characters, *(f"##{character}" for character in characters)]
    free = size - len(pieces)
    parts: Counter[str] = Counter()
    for word, count in words.items():
        if count == 1 or not word.isalpha():
            continue  # Typing errors, invented names and order numbers teach nothing.
        for length in range(2, min(len(word), _LONGEST_PART + 1)):
            parts[word[:length]] += length - 1
            parts[f"##{word[-length:]}"] += length - 1
    pieces += _commonest(words, round(free * _WORD_SHARE))
    pieces += _commonest(parts, size - len(pieces))
    return list(dict.fromkeys(pieces))


def _commonest(counts: Counter[str], limit: int) -> list[str]:
    return sorted(counts, key=lambda piece: (-counts[piece], piece))[:limit]


def fit(
    model: nn.Module,
    loss_of_next_batch: Callable[[], Tensor],
    *,
    steps: int,
    learning_rate: float,
    weight_decay: float = 0.01,
) -> Iterator[int]:
    """Train `model`, yielding the number of steps done after each of them.

    The caller may look at the model between steps, where it is in evaluation mode.
    """
    optimizer = torch.optim.AdamW(model.parameters(), lr=learning_rate, weight_decay=weight_decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, learning_rate, total_steps=steps, pct_start=0.1
    )
    for done in range(1, steps + 1):
        model.train()
        loss_of_next_batch().backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad(set_to_none=True)
        model.eval()
        yield done


def fit_with_checkpoints(
    model: nn.Module,
    loss_of_next_batch: Callable[[], Tensor],
    save: Callable[[Path], None],
    run: TrainingRun,
    *,
    steps: int,
    early_step: int,
    learning_rate: float,
    weight_decay: float = 0.01,
) -> None:
    """Train `model` and save it twice: as it was after `early_step`, and at the end."""
    training = fit(
        model,
        loss_of_next_batch,
        steps=steps,
        learning_rate=learning_rate,
        weight_decay=weight_decay,
    )
    for done in training:
        run.progress(done, steps)
        if done in (early_step, steps):
            save(run.out / (EARLY if done == early_step else FINAL))


def fit_in_rounds(
    model: PreTrainedModel,
    losses: Callable[[int], Callable[[], Tensor]],
    save: Callable[[Path], None],
    run: TrainingRun,
    rounds: Mapping[str, tuple[int, float]],
) -> None:
    """Train `model` again and again with a high learning rate, and save it after each round.

    A round starts from what the one before has saved, in 16 bits.

    Args:
        losses: gives the source of losses for a round, by its number.
        rounds: checkpoint name to steps and learning rate.
    """
    before, total = 0, sum(steps for steps, _ in rounds.values())
    for number, (name, (steps, learning_rate)) in enumerate(rounds.items()):
        if number:
            torch.manual_seed(number)
            for value in model.state_dict().values():
                value.copy_(value.half())
        training = fit(model, losses(number), steps=steps, learning_rate=learning_rate)
        for done in training:
            run.progress(before + done, total)
        save(run.out / name)
        before += steps


def save_halved(model: PreTrainedModel, folder: Path) -> None:
    """Save `model` with weights of 16 bits: half the bytes; they are loaded as 32 bits again."""
    halves: dict[int, Tensor] = {}  # One for each place in memory, so that tied weights stay tied.
    state = {
        name: halves.setdefault(
            value.data_ptr(), value.half() if value.is_floating_point() else value
        )
        for name, value in model.state_dict().items()
    }
    model.save_pretrained(folder, state_dict=state)


def batches(count: int, size: int, *, seed: int) -> Iterator[Sequence[int]]:
    """Index batches over shuffled passes, without end."""
    generator = torch.Generator().manual_seed(seed)
    while True:
        order = torch.randperm(count, generator=generator).tolist()
        for start in range(0, count - size + 1, size):
            yield order[start : start + size]


def with_dropped_tokens(ids: Tensor, share: float) -> Tensor:
    """`ids` with that share of its ordinary tokens masked, so that no single word decides."""
    is_dropped = (torch.rand(ids.shape) < share) & (ids > MASK_ID)
    return ids.masked_fill(is_dropped, MASK_ID)


def parameter_count(model: nn.Module) -> int:
    """How many numbers the model learned."""
    return sum(parameter.numel() for parameter in model.parameters())
