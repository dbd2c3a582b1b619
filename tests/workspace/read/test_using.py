"""Code to use a model elsewhere: its own library, its own commit, whatever its names hold."""

from __future__ import annotations

import ast

import pytest

from hubexplorer.errors import CannotRunHere, UnsafeModel
from hubexplorer.records import FileEntry, FitClass, HubModel, LicenseClass, ModelPage, ModelRef
from hubexplorer.workspace.read.libraries import LIBRARIES
from hubexplorer.workspace.read.using import HUGGING_FACE, library_of, use_code
from tests.runtime.models import save_bert
from tests.runtime.writers import save_t5
from tests.workspace.tiny_hub import tiny_hub

COMMIT = "0123456789abcdef0123456789abcdef01234567"
REPO = "team/some-model"
ELSEWHERE = "https://hub.example.org"
KINDS = {
    # what the hub says of it and its files -> what its code has to hold
    "classifier": ("transformers", "text-classification", ["config.json"], "pipeline("),
    "summarizer": ("transformers", "summarization", ["config.json"], "AutoModelForSeq2SeqLM"),
    "reader": ("transformers", "question-answering", ["config.json"], "AutoModelForQuestionAns"),
    "untagged": ("transformers", "", ["config.json"], "AutoModel.from_pretrained"),
    "embedder": ("sentence-transformers", "", ["config.json"], "SentenceTransformer("),
    "pictures": ("diffusers", "text-to-image", ["model_index.json"], "DiffusionPipeline"),
    "unstated": ("", "text-to-image", ["model_index.json"], "DiffusionPipeline"),
    "timm": ("timm", "image-classification", ["config.json"], "hf_hub:"),
    "spacy": ("spacy", "token-classification", ["meta.json", "config.cfg"], "spacy.load(folder)"),
    "gguf": ("", "text-generation", ["m.Q8_0.gguf", "m.q4_k_m.gguf"], "Llama(model_path=path)"),
    "adapter": ("peft", "text-generation", ["adapter_config.json"], "AutoPeftModelForCausalLM"),
    "sklearn": ("sklearn", "tabular-classification", ["model.joblib"], "joblib.load(path)"),
    "keras": ("keras", "image-classification", ["model.keras"], "load_model(path)"),
    "nemo": ("nemo", "automatic-speech-recognition", ["a.nemo"], "ModelPT.restore_from(path)"),
    "onnx": ("onnx", "", ["onnx/model.onnx"], "InferenceSession(path)"),
    "clip": ("open_clip", "zero-shot-image-classification", ["x.safetensors"], "local-dir:"),
    "few-shot": ("setfit", "text-classification", ["config.json"], "SetFitModel"),
    "yolo": ("ultralytics", "object-detection", ["best.pt"], "YOLO(path)"),
    "nobody's": ("somelib", "robotics", ["policy.bin"], "snapshot_download("),
}


def page(library="", task="", paths=(), hub="huggingface", architectures=()):
    ref = ModelRef(hub, REPO, COMMIT)
    config = {"architectures": list(architectures)}
    model = HubModel(hub, REPO, COMMIT, task=task, library=library, config=config)
    files = tuple(FileEntry(path, 10) for path in paths)
    known = {"license_class": LicenseClass.UNKNOWN, "memory_bytes": None, "fit": FitClass.UNKNOWN}
    return ModelPage(ref, model, files, (), {}, "", (), (), **known)


def literals(code):
    return [node.value for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Constant)]


def masked(code):
    tree = ast.parse(code)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            node.value = 0
    return ast.dump(tree)


@pytest.mark.parametrize("endpoint", [HUGGING_FACE, ELSEWHERE])
@pytest.mark.parametrize("kind", KINDS)
def test_the_code_loads_this_commit_with_its_own_library(kind, endpoint):
    library, task, paths, holds = KINDS[kind]
    code = use_code(page(library, task, paths), endpoint)
    found = literals(code)
    if kind == "timm":
        holds = holds if endpoint == HUGGING_FACE else "local-dir:"
    assert holds in code
    assert any(COMMIT in str(value) for value in found)
    assert any(REPO in str(value) for value in found)
    assert (ELSEWHERE in found) == (endpoint == ELSEWHERE)


def test_the_smaller_weights_of_several_are_chosen():
    code = use_code(page(paths=["m.Q8_0.gguf", "m.q4_k_m.gguf"]), HUGGING_FACE)
    assert "m.q4_k_m.gguf" in literals(code)


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("endpoint", [HUGGING_FACE, ELSEWHERE])
def test_every_library_s_code_can_be_compiled(library, endpoint):
    paths = [f"model{suffix}" for suffix in LIBRARIES[library].suffixes] or ["config.json"]
    code = use_code(page(library, "text-classification", paths), endpoint)
    compile(code, library, "exec")
    assert "model" in {n.id for n in ast.walk(ast.parse(code)) if isinstance(n, ast.Name)}


@pytest.mark.parametrize("kind", ["classifier", "gguf", "sklearn", "nobody's", "timm"])
def test_names_from_a_hub_stay_literals(kind):
    library, task, paths, _holds = KINDS[kind]
    hostile = "x'\"\n{repo}{0}\\\u2028\nimport os; os.abort()#"
    ends = [f"{hostile}{path}" for path in paths] if kind in ("gguf", "sklearn") else paths
    plain = use_code(page(library, task, paths), ELSEWHERE)
    evil = use_code(page(library, hostile if kind == "nobody's" else task, ends), ELSEWHERE)
    assert masked(plain) == masked(evil)


def test_a_classifier_by_its_architecture_where_there_is_no_tag():
    code = use_code(page("transformers", "", ["config.json"], architectures=["BertForMaskedLM"]),
                    HUGGING_FACE)  # fmt: skip
    assert "AutoModelForMaskedLM.from_pretrained" in code
    assert library_of(page("", "", ["config.json"])) == "transformers"


def test_an_adapter_beside_the_model_it_was_merged_into_is_that_model():
    paths = ["adapter_config.json", "adapter_model.safetensors", "config.json"]
    assert library_of(page("transformers", "text-generation", paths)) == "peft"
    whole = [*paths, "model.safetensors"]
    assert library_of(page("transformers", "text-generation", whole)) == "transformers"


@pytest.fixture(scope="module")
def tiny(shared_settings, tmp_path_factory):
    base = tmp_path_factory.mktemp("using")
    made = {
        "intent": save_bert(base / "intent", "BertForSequenceClassification", ["a", "b"]),
        "t5": save_t5(base / "t5"),
    }
    models = {
        "intent": (made["intent"], "text-classification"),
        "t5": (made["t5"], "summarization"),
    }
    for kind in ("timm", "spacy", "gguf", "nemo", "sklearn", "unstated", "nobody's"):
        library, task, paths, _holds = KINDS[kind]
        name = kind.removesuffix("'s")
        for path in paths:
            (base / name).mkdir(exist_ok=True)
            (base / name / path).write_bytes(b"{}")
        models[name] = (base / name, f"{task}\nlibrary_name: {library or 'null'}")
    quantized = save_bert(base / "quantized", "BertForMaskedLM")
    config = (quantized / "config.json").read_text()
    rest = config.lstrip()[1:]
    (quantized / "config.json").write_text('{"quantization_config": {"bits": 4},' + rest)
    models["quantized"] = (quantized, "fill-mask")
    hub = base / "hub"
    hub.mkdir()
    with tiny_hub(hub, shared_settings, models) as workspace:
        yield workspace


@pytest.mark.parametrize(
    "name", ["timm", "spacy", "gguf", "nemo", "sklearn", "unstated", "nobody", "quantized"]
)
def test_what_cannot_run_here_says_why_and_how_it_can_elsewhere(tiny, name):
    with pytest.raises((CannotRunHere, UnsafeModel)) as caught:
        tiny.run(f"tiny/{name}", "hello")
    error = caught.value
    assert error.hint
    assert tiny.card(f"tiny/{name}").ref.commit in literals(error.snippet)
    assert f"tiny/{name}" in literals(error.snippet)
    frame = tiny.compare([f"tiny/{name}"], "hello").to_pandas()
    assert error.message in frame["error"][0]


@pytest.mark.parametrize(("name", "task"), [("intent", "text-classification"), ("t5", "")])
def test_the_code_of_a_transformers_model_works(tiny, name, task, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    page = tiny.card(f"tiny/{name}")
    space = {}
    exec(compile(tiny.runner.snippet(page), "snippet", "exec"), space)
    if task:
        assert space["model"].task == task
    else:
        assert "T5" in type(space["model"]).__name__
        assert space["tokenizer"]("my card")["input_ids"]
