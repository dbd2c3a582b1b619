"""How each library of the hubs loads a model: the data of `using`, one entry a library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Library:
    """Code that loads a model: by its name on Hugging Face, from a folder, or from one file.

    The code is a template: {repo}, {commit}, {at_commit} ("REPO@COMMIT") and {task} are literals.
    `folder` and `path` are variables that hold what was fetched.
    """

    imports: str = ""
    by_name: str = ""
    """Empty where the library cannot be told a commit: then the files are fetched first."""
    by_folder: str = ""
    by_file: str = ""
    suffixes: tuple[str, ...] = ()
    """How the file ends that `by_file` loads."""


def from_pretrained(module: str, loader: str) -> Library:
    """A library whose loader takes a repository and a revision, or a folder."""
    return Library(
        f"from {module} import {loader}",
        f"model = {loader}.from_pretrained({{repo}}, revision={{commit}})",
        f"model = {loader}.from_pretrained(folder)",
    )


def _from_folder(imports: str, code: str) -> Library:
    return Library(imports, by_folder=code)


def _from_file(imports: str, code: str, *suffixes: str) -> Library:
    return Library(imports, by_file=code, suffixes=suffixes)


_GGUF = _from_file(
    "from llama_cpp import Llama", "model = Llama(model_path=path)", "q4_k_m.gguf", ".gguf"
)
_SKLEARN = _from_file(
    "import joblib  # a pickle runs code when it is loaded: only from whom you trust",
    "model = joblib.load(path)",
    ".joblib",
    ".pkl",
    ".pickle",
)

LIBRARIES: Mapping[str, Library] = {
    "sentence-transformers": Library(
        "from sentence_transformers import SentenceTransformer",
        "model = SentenceTransformer({repo}, revision={commit})",
        "model = SentenceTransformer(folder)",
    ),
    "setfit": from_pretrained("setfit", "SetFitModel"),
    "span-marker": from_pretrained("span_marker", "SpanMarkerModel"),
    "gliner": from_pretrained("gliner", "GLiNER"),
    "model2vec": _from_folder(
        "from model2vec import StaticModel", "model = StaticModel.from_pretrained(folder)"
    ),
    "diffusers": from_pretrained("diffusers", "DiffusionPipeline"),
    "timm": Library(
        "import timm",
        'model = timm.create_model("hf_hub:" + {at_commit}, pretrained=True)',
        'model = timm.create_model("local-dir:" + folder, pretrained=True)',
    ),
    "open_clip": _from_folder(
        "import open_clip",
        'model, preprocess = open_clip.create_model_from_pretrained("local-dir:" + folder)\n'
        'tokenizer = open_clip.get_tokenizer("local-dir:" + folder)',
    ),
    "spacy": _from_folder("import spacy", "model = spacy.load(folder)"),
    "flair": _from_file(
        "from flair.models import SequenceTagger",
        "model = SequenceTagger.load(path)",
        ".bin",
        ".pt",
    ),
    "fasttext": _from_file("import fasttext", "model = fasttext.load_model(path)", ".bin", ".ftz"),
    "gguf": _GGUF,
    "llama.cpp": _GGUF,
    "llama-cpp-python": _GGUF,
    "ctranslate2": _from_folder("import ctranslate2", "model = ctranslate2.Translator(folder)"),
    "mlx": _from_folder("from mlx_lm import load", "model, tokenizer = load(folder)"),
    "onnx": _from_file("import onnxruntime", "model = onnxruntime.InferenceSession(path)", ".onnx"),
    "keras": _from_file("import keras", "model = keras.saving.load_model(path)", ".keras", ".h5"),
    "tf-keras": _from_folder("import tf_keras", "model = tf_keras.models.load_model(folder)"),
    "keras-hub": _from_folder(
        "import keras_hub", "model = keras_hub.models.Backbone.from_preset(folder)"
    ),
    "sklearn": _SKLEARN,
    "scikit-learn": _SKLEARN,
    "skops": _from_file(
        "import skops.io",
        "model = skops.io.load(path)  # names the types in it that need your trust",
        ".skops",
        ".pkl",
    ),
    "fastai": _from_file(
        "from fastai.learner import load_learner", "model = load_learner(path)", ".pkl"
    ),
    "speechbrain": _from_folder(
        "from speechbrain.inference.classifiers import EncoderClassifier",
        "model = EncoderClassifier.from_hparams(source=folder)",
    ),
    "nemo": _from_file(
        "from nemo.core import ModelPT", "model = ModelPT.restore_from(path)", ".nemo"
    ),
    "ultralytics": _from_file("from ultralytics import YOLO", "model = YOLO(path)", ".pt"),
    "pyannote-audio": from_pretrained("pyannote.audio", "Pipeline"),
    "stable-baselines3": _from_file(
        "from stable_baselines3 import PPO", "model = PPO.load(path)", ".zip"
    ),
    "bertopic": _from_folder("from bertopic import BERTopic", "model = BERTopic.load(folder)"),
}
"""By the hubs' names; the code for transformers and peft needs more facts."""
