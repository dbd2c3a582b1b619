"""Answers are asked for once, in batches of like lengths, and kept whatever ends the run."""

from __future__ import annotations

import hashlib
import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubexplorer.bench.run import BATCH_ROWS, batches, complete, predictor
from hubexplorer.bench.store import Reply, Store, json_lines, key_of, sha256_of
from hubexplorer.errors import DataError

ROWS = [{"text": "x" * random.Random(n).randint(1, 300)} for n in range(500)]


class Model:
    """Answers with the length of a text, and may end at a call."""

    def __init__(self, ends_at=None):
        self.asked = []
        self.ends_at = ends_at

    def __call__(self, rows):
        if len(self.asked) == self.ends_at:
            raise KeyboardInterrupt
        self.asked.append(len(rows))
        return Reply([len(row["text"]) for row in rows], 0.5, 2.0, labels=["a", "b"])


def test_every_row_is_answered_in_its_place(tmp_path):
    store, told = Store.open(tmp_path / "s.jsonl", len(ROWS)), []
    complete(Model(), ROWS, store, progress=told.append)
    assert [store.answers[place] for place in range(500)] == [len(r["text"]) for r in ROWS]
    assert told[0] == 0
    assert told[-1] == 500
    assert len(store.alone_s) == 20
    assert (store.speed.load_s, store.speed.rows_per_s) == (2.0, 500 / (0.5 * 8))
    assert store.labels == ("a", "b")


def test_batches_hold_rows_of_like_lengths():
    found = list(batches(ROWS, range(len(ROWS))))
    assert sorted(place for batch in found for place in batch) == list(range(500))
    lengths = [[len(ROWS[place]["text"]) for place in batch] for batch in found]
    assert all(len(batch) <= BATCH_ROWS for batch in found)
    assert max(lengths[0]) <= min(lengths[-1])
    assert [len(b) for b in batches([{"text": "x" * 150_000}] * 3, [0, 1, 2])] == [1, 1, 1]


def test_what_was_answered_is_not_asked_again(tmp_path):
    path = tmp_path / "s.jsonl"
    complete(Model(), ROWS, Store.open(path, len(ROWS)))
    again = Model()
    complete(again, ROWS, Store.open(path, len(ROWS)))
    assert again.asked == []


@pytest.mark.parametrize("ends_at", [0, 1, 4, 8, 9, 12])
def test_a_run_goes_on_where_it_ended(tmp_path, ends_at):
    path = tmp_path / "s.jsonl"
    with pytest.raises(KeyboardInterrupt):
        complete(Model(ends_at), ROWS, Store.open(path, len(ROWS)))
    kept = len(Store.open(path, len(ROWS)).answers)
    second = Model()
    store = Store.open(path, len(ROWS))
    complete(second, ROWS, store)
    assert store.is_whole
    singles = 1 + 2 + 20
    assert sum(second.asked) - singles == 500 - kept


def test_a_line_cut_short_costs_one_batch(tmp_path):
    path = tmp_path / "s.jsonl"
    complete(Model(), ROWS, Store.open(path, len(ROWS)))
    content = path.read_bytes()
    for cut in random.Random(1).sample(range(len(content)), 40):
        path.write_bytes(content[:cut])
        store = Store.open(path, len(ROWS))
        whole = [
            json.loads(line)
            for line in content[:cut].splitlines(keepends=True)
            if line.endswith(b"\n")
        ]
        assert len(store.answers) == sum(len(line.get("places", ())) for line in whole)
        store.keep_alone([0.1])
        assert Store.open(path, len(ROWS)).alone_s == (0.1,)


def test_labels_that_do_not_fit_stop_it_before_the_work(tmp_path):
    def refuse(labels):
        raise DataError(f"{labels} are not ours")

    model = Model()
    with pytest.raises(DataError, match="not ours"):
        complete(model, ROWS, Store.open(tmp_path / "s.jsonl", len(ROWS)), check=refuse)
    assert model.asked == [1]


def test_a_store_belongs_to_a_commit_its_settings_and_the_inputs():
    keys = {
        key_of("hub:a/b@1", "text-classification", sha256_of(ROWS), {}),
        key_of("hub:a/b@2", "text-classification", sha256_of(ROWS), {}),
        key_of("hub:a/b@1", "text-classification", sha256_of(ROWS[1:]), {}),
        key_of("hub:a/b@1", "text-classification", sha256_of(ROWS), {"dtype": "float16"}),
    }
    assert len(keys) == 4


def test_keys_of_answers_kept_before_stay_as_they_are():
    assert sha256_of(
        [{"text": 'say "hi"\n', "context": "zurück"}, {"text": "", "context": "\\"}]
    ) == ("d80620cc8b0b3ea62f5a2925ad1c1b636c2de43cfeb77f0b4ce6568946fb4cdc")
    assert sha256_of([{"text": "a"}]) == (
        "7c24616314d4c7ddcc755cd2cb42baf4e49ac41b1492fa02c30adc34e1cb2e5d"
    )


@settings(max_examples=200, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(["text", "other"]), st.text(), max_size=2)))
def test_inputs_are_written_as_json_writes_each(rows):
    for sort_keys in (False, True):
        each = "".join(json.dumps(row, sort_keys=sort_keys) + "\n" for row in rows)
        assert "".join(json_lines(rows, sort_keys=sort_keys)) == each


def test_the_digest_of_many_inputs_is_that_of_each_in_turn():
    rows = [{"text": f"row {n}", "context": 'a "quote"\n'} for n in range(10_000)]
    each = "".join(json.dumps(row, sort_keys=True) + "\n" for row in rows)
    assert sha256_of(rows) == hashlib.sha256(each.encode()).hexdigest()


def test_functions_and_objects_are_candidates():
    class Pipeline:
        def predict(self, texts):
            return [text.upper() for text in texts]

    for candidate in (str.upper, Pipeline()):
        reply = predictor(candidate, str, "text")([{"text": "a"}, {"text": "b"}])
        assert list(reply.answers) == ["A", "B"]
    both = predictor(lambda row: row["text"] + row["context"], str, "text")
    assert list(both([{"text": "a", "context": "b"}]).answers) == ["ab"]
    with pytest.raises(TypeError, match="no candidate"):
        predictor(3, str, "text")
    Pipeline.predict = lambda self, texts: texts[1:]
    with pytest.raises(ValueError, match="1 answers to 2 rows"):
        predictor(Pipeline(), str, "text")([{"text": "a"}, {"text": "b"}])
