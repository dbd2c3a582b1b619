"""Fine-tune sentence embeddings on pairs that belong together, measured before and after.

    python train.py params.json

Plain sentence-transformers, yours to edit. A pair learns to be near, and far from all others of
its batch. params.json is in the folder of the run that started it. What happens is written to
the file that it names "events", one JSON object a line.
"""

import numpy as np
import torch
from before_after import compare, score
from datasets import Dataset
from sentence_transformers import (
    SentenceTransformer,
    SentenceTransformerTrainer,
    SentenceTransformerTrainingArguments,
)
from sentence_transformers.losses import MultipleNegativesRankingLoss
from training import HAS_GPU, RANK, common, read_rows, run, save, train


def main(params, emit):
    rows, watched, test = (read_rows(params, part) for part in ("train", "validation", "test"))
    model = SentenceTransformer(
        params["model_folder"],
        device="cuda" if HAS_GPU else "cpu",
        local_files_only=True,
        trust_remote_code=False,
        model_kwargs={"use_safetensors": True, "dtype": torch.float32},
    )
    model.max_seq_length = min(model.max_seq_length or 10**9, params["max_length"])
    if RANK == 0:
        before = ranks(model, test)
        baseline = "the base model's own embeddings"
        emit("baseline", what=baseline, **score(count_ranks(before), rank_metrics))

    fit(model, rows, watched, params, emit)
    if RANK > 0:
        return
    after = ranks(model, test)

    numbers = (count_ranks(places) for places in (before, after))
    result = {"baseline": baseline, **compare(test, *numbers, rank_metrics, params["seed"])}
    given = {"row": [row["row"] for row in test], "rank before": before, "rank after": after}
    save(params, emit, result, given, model)


def fit(model, rows, watched, params, emit):
    def pairs(part):
        return Dataset.from_list(
            [{"anchor": row["anchor"], "positive": row["positive"]} for row in part]
        )

    arguments = SentenceTransformerTrainingArguments(**common(params, rows, watched))
    trainer = SentenceTransformerTrainer(
        model,
        arguments,
        train_dataset=pairs(rows),
        eval_dataset=pairs(watched) if watched else None,
        loss=MultipleNegativesRankingLoss(model),
    )
    train(trainer, params, emit)


def ranks(model, rows):
    """At which place each row's own positive comes among those of all rows; 1 is the first."""
    model.eval()
    columns = ([row[name] for row in rows] for name in ("anchor", "positive"))
    anchors, positives = (
        model.encode(texts, normalize_embeddings=True, show_progress_bar=False)
        for texts in columns
    )
    near = anchors @ positives.T
    own = np.diag(near)[:, None]
    # The same positive in several rows is the same answer.
    texts = np.array([row["positive"] for row in rows])
    return (1 + ((near > own) & (texts[None] != texts[:, None])).sum(1)).tolist()


def count_ranks(places):
    """Of each row: whether its positive comes first, and one over its place."""
    places = np.array(places, dtype=float)
    return np.stack([places == 1, 1 / places], axis=1)


def rank_metrics(sums, rows):
    """Retrieval at 1, and the mean reciprocal rank."""
    return {"retrieval_at_1": sums[..., 0] / rows, "mrr": sums[..., 1] / rows}


if __name__ == "__main__":
    run(main)
