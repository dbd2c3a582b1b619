"""Using a model elsewhere: code that loads exactly its commit with the library it was made for."""

from __future__ import annotations

from hubexplorer.records import ModelPage
from hubexplorer.workspace.read.libraries import LIBRARIES, Library, from_pretrained

HUGGING_FACE = "https://huggingface.co"
_PIPELINES = frozenset(
    {"any-to-any", "audio-classification", "automatic-speech-recognition", "depth-estimation"}
    | {"document-question-answering", "feature-extraction", "fill-mask", "image-classification"}
    | {"image-feature-extraction", "image-segmentation", "image-text-to-text", "keypoint-matching"}
    | {"mask-generation", "object-detection", "table-question-answering", "text-classification"}
    | {"sentiment-analysis", "ner", "text-generation", "text-to-audio", "text-to-speech"}
    | {"token-classification", "video-classification", "zero-shot-audio-classification"}
    | {"zero-shot-classification", "zero-shot-image-classification"}
    | {"zero-shot-object-detection"}
)
"""What transformers 5 has a pipeline for; of the others, it has the classes."""
_AUTO_CLASSES = (
    ("ForCausalLM", "AutoModelForCausalLM"),
    ("LMHeadModel", "AutoModelForCausalLM"),
    ("ForConditionalGeneration", "AutoModelForSeq2SeqLM"),
    ("ForQuestionAnswering", "AutoModelForQuestionAnswering"),
    ("ForSequenceClassification", "AutoModelForSequenceClassification"),
    ("ForTokenClassification", "AutoModelForTokenClassification"),
    ("ForMaskedLM", "AutoModelForMaskedLM"),
)
_BY_TASK = {
    "question-answering": "AutoModelForQuestionAnswering",
    "visual-question-answering": "AutoModelForVisualQuestionAnswering",
    "image-to-text": "AutoModelForImageTextToText",
    "image-to-image": "AutoModelForImageToImage",
    "summarization": "AutoModelForSeq2SeqLM",
    "translation": "AutoModelForSeq2SeqLM",
    "text2text-generation": "AutoModelForSeq2SeqLM",
    "time-series-forecasting": "AutoModelForTimeSeriesPrediction",
}
_WITH_PROCESSOR = frozenset(
    {"AutoModelForVisualQuestionAnswering", "AutoModelForImageTextToText"}
    | {"AutoModelForImageToImage"}
)
_WHOLE = frozenset({"model.safetensors", "model.safetensors.index.json"})
"""Beside an adapter, these are the model that it was merged into."""
_PEFT_CLASSES = {
    "text-generation": "ForCausalLM",
    "text-classification": "ForSequenceClassification",
    "token-classification": "ForTokenClassification",
    "question-answering": "ForQuestionAnswering",
    "feature-extraction": "ForFeatureExtraction",
    "summarization": "ForSeq2SeqLM",
    "translation": "ForSeq2SeqLM",
    "text2text-generation": "ForSeq2SeqLM",
}
_ELSEWHERE = (
    "    endpoint={endpoint},",
    "    cache_dir={cache},  # one cache a hub: ids can repeat between hubs",
    "    token=False,",
)


def library_of(page: ModelPage) -> str:
    """The library that a model is loaded with, by the hub's word, else by its files; may be ""."""
    paths = {entry.path for entry in page.files}
    if "adapter_config.json" in paths and not paths & _WHOLE:
        return "peft"
    stated = page.model.library.lower()
    if stated in LIBRARIES or (stated == "transformers" and "config.json" in paths):
        return stated
    if "model_index.json" in paths:
        return "diffusers"
    if {"meta.json", "config.cfg"} <= paths:
        return "spacy"
    if "config.json" in paths:
        return "transformers"
    for suffix, library in ((".gguf", "gguf"), (".nemo", "nemo"), (".onnx", "onnx")):
        if any(path.endswith(suffix) for path in paths):
            return library
    return stated


def use_code(page: ModelPage, endpoint: str) -> str:
    """Code that loads exactly this commit with its own library, whatever runs here.

    Args:
        endpoint: the address of the model's hub.
    """
    library = _recipe(page, library_of(page))
    files = sorted(entry.path for entry in page.files)
    file = next((p for suffix in library.suffixes for p in files if p.endswith(suffix)), "")
    # The names come from a hub: ascii() keeps them literals whatever they hold.
    facts = {
        "repo": ascii(page.ref.repo),
        "commit": ascii(page.ref.commit),
        "at_commit": ascii(f"{page.ref.repo}@{page.ref.commit}"),
        "task": ascii(page.model.task or None),
        "file": ascii(file),
        "endpoint": ascii(endpoint),
        "cache": ascii(f"models-{page.ref.hub}"),
    }
    if library.by_name and endpoint == HUGGING_FACE:
        lines = [library.imports, "", library.by_name]
    else:
        name, first = (
            ("hf_hub_download", "{repo},\n    {file},")
            if file
            else ("snapshot_download", "{repo},")
        )
        load = library.by_file if file else library.by_folder
        lines = [
            f"from huggingface_hub import {name}",
            *([library.imports] if load else []),
            "",
            f"{'path' if file else 'folder'} = {name}(",
            f"    {first}",
            "    revision={commit},",
            *([] if endpoint == HUGGING_FACE else _ELSEWHERE),
            ")",
            *([load] if load else []),
        ]
    return "\n".join(lines).format(**facts) + "\n"


def _recipe(page: ModelPage, name: str) -> Library:
    """How the library of this name loads this model; of an unknown one, its files alone."""
    if name == "transformers":
        return _transformers(page)
    if name == "peft":
        kind = _PEFT_CLASSES.get(page.model.task, "")
        return from_pretrained("peft", f"AutoPeftModel{kind}")
    return LIBRARIES.get(name, Library())


def _transformers(page: ModelPage) -> Library:
    task = page.model.task
    if task in _PIPELINES:
        return Library(
            "from transformers import pipeline",
            "model = pipeline(\n    {task},\n    model={repo},\n    revision={commit},\n)",
            "model = pipeline({task}, model=folder)",
        )
    names = [name for name in page.model.config.get("architectures") or () if type(name) is str]
    by_name = (auto for name in names for end, auto in _AUTO_CLASSES if name.endswith(end))
    auto = _BY_TASK.get(task) or next(by_name, "AutoModel")
    reader = "AutoProcessor" if auto in _WITH_PROCESSOR else "AutoTokenizer"
    variable = "processor" if auto in _WITH_PROCESSOR else "tokenizer"
    at = "{repo}, revision={commit}"
    return Library(
        f"from transformers import {auto}, {reader}",
        f"model = {auto}.from_pretrained({at})\n{variable} = {reader}.from_pretrained({at})",
        f"model = {auto}.from_pretrained(folder)\n{variable} = {reader}.from_pretrained(folder)",
    )
