"""Adapters saved by peft: run on their base at a recorded commit, pinned with it, or refused."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from hubexplorer.errors import CannotRunHere, PinError, UnsafeModel
from hubexplorer.hubserver.store import HubStore
from hubexplorer.records import ModelRef
from hubexplorer.runtime.adapters import base_of, check_config
from tests.runtime.models import save_bert
from tests.runtime.writers import save_llama
from tests.workspace.tiny_hub import add, tiny_hub

# What peft asks of a model is deprecated in transformers.
pytestmark = pytest.mark.filterwarnings("ignore:.*is_gradient_checkpointing:FutureWarning")
TEXT = "anna lost my card in berlin"
LABELS = ["card", "refund", "other"]
NAMED = {"bert": "tiny/bert", "llama": "tiny/llama"}


def save_adapter(folder: Path, base: Path, auto_class: str, task_type: str, **options) -> Path:
    """A LoRA with random weights on a saved model, as peft saves it."""
    import peft
    import torch
    import transformers

    torch.manual_seed(7)
    model = getattr(transformers, auto_class).from_pretrained(base, **options)
    targets = ["q_proj", "v_proj"] if "Causal" in auto_class else ["query", "value"]
    config = peft.LoraConfig(task_type=task_type, r=4, target_modules=targets)
    adapted = peft.get_peft_model(model, config)
    for name, weights in adapted.named_parameters():
        if "lora_B" in name or "classifier" in name:
            torch.nn.init.normal_(weights, std=0.5)
    adapted.save_pretrained(folder)
    change(folder, base_model_name_or_path=NAMED[base.name])
    return folder


def change(folder: Path, **keys) -> None:
    path = folder / "adapter_config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | keys))


def by_peft(base: Path, adapter: Path, auto_class: str, **options):
    import peft
    import transformers

    model = getattr(transformers, auto_class).from_pretrained(base, **options)
    tokenizer = transformers.AutoTokenizer.from_pretrained(base)
    return peft.PeftModel.from_pretrained(model, adapter).eval(), tokenizer


@pytest.fixture(scope="module")
def made(shared_settings, tmp_path_factory):
    base = tmp_path_factory.mktemp("adapters")
    bert = save_bert(base / "bert", "BertModel")
    llama = save_llama(base / "llama")
    kinds = {
        "writer": save_adapter(base / "writer", llama, "AutoModelForCausalLM", "CAUSAL_LM"),
        "intent": save_adapter(
            base / "intent", bert, "AutoModelForSequenceClassification", "SEQ_CLS", num_labels=3
        ),
    }
    for name, keys in {
        "prefix": {"peft_type": "PREFIX_TUNING"},
        "hidden": {"megatron_config": {"a": 1}},
        "newer": {"from_the_future": 1},
        "local": {"base_model_name_or_path": "/home/me/model"},
        "lost": {"base_model_name_or_path": "tiny/nowhere"},
        "other": {"base_model_name_or_path": "tiny/bert"},
    }.items():
        kinds[name] = save_adapter(base / name, llama, "AutoModelForCausalLM", "CAUSAL_LM")
        change(kinds[name], **keys)
    kinds["pickled"] = base / "pickled"
    shutil.copytree(kinds["writer"], kinds["pickled"])
    (kinds["pickled"] / "adapter_model.safetensors").rename(kinds["pickled"] / "adapter_model.bin")
    (kinds["intent"] / "config.json").write_text(json.dumps({"id2label": dict(enumerate(LABELS))}))
    models = {name: (folder, "text-generation") for name, folder in kinds.items()}
    models["intent"] = (kinds["intent"], "text-classification")
    models |= {"bert": (bert, "feature-extraction"), "llama": (llama, "text-generation")}
    hub = base / "hub"
    hub.mkdir()
    with tiny_hub(hub, shared_settings, models) as workspace:
        yield workspace, base


def test_a_writer_on_its_base_writes_what_peft_writes(made):
    workspace, base = made
    answer = workspace.run("tiny/writer", TEXT, settings={"max_new_tokens": 12})
    model, tokenizer = by_peft(base / "llama", base / "writer", "AutoModelForCausalLM")
    encoded = tokenizer(TEXT, return_tensors="pt")
    encoded.pop("token_type_ids", None)
    tokens = model.generate(**encoded, do_sample=False, max_new_tokens=12, pad_token_id=0)[0]
    expected = tokenizer.decode(tokens[encoded["input_ids"].shape[-1] :], skip_special_tokens=True)
    assert answer.output["text"] == expected
    plain = workspace.run("tiny/llama", TEXT, settings={"max_new_tokens": 12})
    assert plain.output["text"] != expected
    assert answer.base == str(plain.ref)
    assert plain.base == ""
    assert answer.weights_sha256 != plain.weights_sha256


def test_a_classifier_on_a_base_without_its_head_scores_as_peft_does(made):
    import torch

    workspace, base = made
    answer = workspace.run("tiny/intent", TEXT)
    auto_class = "AutoModelForSequenceClassification"
    model, tokenizer = by_peft(base / "bert", base / "intent", auto_class, num_labels=3)
    with torch.inference_mode():
        expected = model(**tokenizer(TEXT, return_tensors="pt")).logits.softmax(-1)[0].tolist()
    found = {score["label"]: score["score"] for score in answer.output["scores"]}
    assert found == pytest.approx(dict(zip(LABELS, expected, strict=True)), abs=1e-5)


@pytest.mark.parametrize(
    ("name", "error", "says"),
    [
        ("prefix", CannotRunHere, "PREFIX_TUNING"),
        ("hidden", UnsafeModel, "megatron_config"),
        ("newer", UnsafeModel, "from_the_future"),
        ("local", CannotRunHere, "names no base"),
        ("pickled", UnsafeModel, "no adapter_model.safetensors"),
        ("other", CannotRunHere, "does not fit|weights lack"),
    ],
)
def test_adapters_that_are_refused_say_why_and_how_they_are_used(made, name, error, says):
    workspace, _base = made
    with pytest.raises(error, match=says) as caught:
        workspace.run(f"tiny/{name}", TEXT)
    assert caught.value.hint
    assert "AutoPeftModelForCausalLM" in caught.value.snippet


def test_a_pinned_adapter_keeps_to_its_base_s_commit(made):
    workspace, base = made
    pin = workspace.pin("tiny/writer")
    pinned = {one.repo: one for one in workspace.lock.pins}
    assert pinned.keys() == {"tiny/writer", "tiny/llama"}
    assert pin.base == str(pinned["tiny/llama"].ref)
    assert pinned["tiny/writer"].base == pin.base
    assert "model.safetensors" in pinned["tiny/llama"].files
    assert all(check.is_ok for check in workspace.verify())
    # The base moves on; the pinned adapter does not.
    with HubStore(base / "hub" / "store") as store:
        add(store, "llama", save_llama(base / "later" / "llama", seed=5), "text-generation")
        head = store.head("tiny/llama")
    assert head != pinned["tiny/llama"].commit
    answer = workspace.run("tiny/writer", TEXT, settings={"max_new_tokens": 2})
    assert answer.base == pin.base
    workspace.pins.remove("tiny/writer")
    workspace.pins.remove("tiny/llama")
    moved = workspace.run("tiny/writer", TEXT, settings={"max_new_tokens": 2})
    assert ModelRef.parse(moved.base).commit == head


def test_a_pin_s_base_edited_by_hand_is_refused(made):
    workspace, _base = made
    pin = workspace.pin("tiny/intent")
    text = workspace.lock_path.read_text()
    commit = ModelRef.parse(pin.base).commit
    workspace.lock_path.write_text(text.replace(f'@{commit}"', f'@{commit[::-1]}"'))
    with pytest.raises(PinError, match="base"):
        workspace.run("tiny/intent", TEXT)
    workspace.lock_path.unlink()


@pytest.mark.parametrize("name", [None, 3, "", "../up", "/abs/path", "a/b/c"])
def test_a_base_that_no_hub_can_have(name):
    with pytest.raises(CannotRunHere):
        base_of({"base_model_name_or_path": name})


def test_a_named_commit_is_kept_and_a_branch_is_not():
    commit = "a" * 40
    assert base_of({"base_model_name_or_path": "a/b", "revision": commit}).revision == commit
    assert base_of({"base_model_name_or_path": "a/b", "revision": "main"}).revision == ""


@pytest.mark.parametrize("kind", [None, "XLORA", "PROMPT_TUNING", {}, "lora"])
def test_other_kinds_of_adapters_are_named(kind):
    with pytest.raises(CannotRunHere, match="do not run here"):
        check_config({"peft_type": kind})
