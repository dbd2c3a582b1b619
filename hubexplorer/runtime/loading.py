"""Loading checked files with transformers; imported in workers only."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from transformers import (
    AutoConfig,
    AutoFeatureExtractor,
    AutoImageProcessor,
    AutoProcessor,
    AutoTokenizer,
)
from transformers.models.auto.configuration_auto import CONFIG_MAPPING

from hubexplorer.errors import CannotRunHere, UnsafeModel
from hubexplorer.runtime.adapters import Adapter
from hubexplorer.runtime.task import Loading

_DEFAULT_WINDOW = 512
_COMMON_KEYS = frozenset(
    {"model_type", "torch_dtype", "num_labels", "output_attentions", "output_past", "use_bfloat16"}
    | {"finetuning_task", "task_specific_params", "gradient_checkpointing", "tie_word_embeddings"}
    | {"is_decoder", "cross_attention_hidden_size", "add_cross_attention", "pruned_heads"}
    | {"torchscript", "prefix", "tokenizer_class", "sep_token_id", "decoder_start_token_id"}
    | {"bos_token_id", "eos_token_id", "pad_token_id", "rope_theta", "rope_scaling"}
    | {"_name_or_path", "_commit_hash", "position_embedding_type", "directionality"}
    | {"pooler_fc_size", "pooler_num_attention_heads", "pooler_num_fc_layers"}
    | {"pooler_size_per_head", "pooler_type", "xla_device", "vocab_size", "use_cache"}
)
"""Keys that transformers handles for every model, or that its older versions wrote."""
_INERT_KEYS = frozenset({"_name_or_path", "_commit_hash"})


def checked_config(document: Mapping[str, Any]) -> Any:
    """The transformers configuration of a config.json, every key of which it declares.

    Raises:
        CannotRunHere: transformers has no such model type.
        UnsafeModel: a key is none that the model's configuration class declares.
    """
    model_type = document.get("model_type")
    if not isinstance(model_type, str) or model_type not in CONFIG_MAPPING:
        raise CannotRunHere(
            f"transformers has no model type {model_type!r}",
            hint="the model may need a newer transformers or a library of its own",
        )
    config_class = CONFIG_MAPPING[model_type]
    _check_declared(document, config_class, "config.json")
    kept = {key: value for key, value in document.items() if key not in _INERT_KEYS}
    return config_class.from_dict(kept)


def own_config(folder: Path) -> Any:
    """The configuration of a model whose own code was allowed; that code may define its class."""
    auto_class: Any = AutoConfig  # untyped where everything else is
    try:
        return auto_class.from_pretrained(folder, local_files_only=True, trust_remote_code=True)
    except (OSError, ValueError, KeyError, ImportError) as error:
        raise CannotRunHere(f"its configuration cannot be loaded: {error}") from None


def _check_declared(document: Mapping[str, Any], config_class: Any, trail: str) -> None:
    declared = {field.name for field in dataclasses.fields(config_class)}
    declared |= set(config_class.attribute_map) | _generation_keys() | _COMMON_KEYS
    declared |= _derived_keys(config_class)
    for key, value in document.items():
        if key == "quantization_config":
            raise CannotRunHere(
                "its weights are quantized in a way that needs another library",
                hint="choose the model that it was quantized from",
            )
        if key not in declared:
            raise UnsafeModel(
                f"{trail}: {key!r} is not a setting of {config_class.__name__}",
                hint="the model was made for other code than transformers' own",
            )
        if key in config_class.sub_configs and isinstance(value, Mapping):
            nested = config_class.sub_configs[key]
            if nested is AutoConfig:
                model_type = str(value.get("model_type"))
                # Not get(): the mapping loads lazily, and holds nothing for it.
                if model_type not in CONFIG_MAPPING:
                    raise UnsafeModel(f"{trail}: {key!r} has no known model type")
                nested = CONFIG_MAPPING[model_type]
            _check_declared(value, nested, f"{trail}: {key!r}")


def _derived_keys(config_class: Any) -> set[str]:
    """What transformers itself writes beside the declared settings, such as T5's dense_act_fn."""
    try:
        return set(config_class().to_dict())
    except (TypeError, ValueError):  # one that is made of others, and cannot be made without them
        return set()


def _generation_keys() -> set[str]:
    """Settings of text generation, which older versions kept in config.json."""
    from transformers import GenerationConfig

    return set(GenerationConfig._get_default_generation_params())


def load_model(auto_class: Any, loading: Loading) -> Any:
    """The model in inference mode on its device, in the dtype it was asked for.

    Args:
        auto_class: a transformers Auto class: AutoModelForTokenClassification.

    Raises:
        CannotRunHere: the weights lack parts of the model, which would be made up at random.
    """
    adapter = Adapter(loading.adapter) if loading.adapter else None
    if adapter is not None:
        adapter.fit_head(loading.config)
    try:
        model, report = auto_class.from_pretrained(
            loading.folder,
            config=loading.config,
            local_files_only=True,
            use_safetensors=loading.has_safetensors,
            weights_only=True,
            trust_remote_code=loading.runs_code,
            dtype=loading.dtype,
            ignore_mismatched_sizes=adapter is not None,
            output_loading_info=True,
        )
    except (ValueError, KeyError) as error:
        raise CannotRunHere(
            f"transformers cannot load it: {error}", hint="see the model's card for its library"
        ) from None
    missing = sorted({*report["missing_keys"], *(key for key, *_ in report["mismatched_keys"])})
    if adapter is not None:
        missing = [name for name in missing if not adapter.brings(name)]
    # A pooler is used by none of the tasks that load a bare encoder.
    if missing := [name for name in missing if not name.startswith("pooler.")]:
        raise CannotRunHere(
            f"its weights lack {missing[0]} and {len(missing) - 1} more",
            hint="it was saved for another task than its config.json says",
        )
    if adapter is not None:
        model = adapter.put_on(model)
    return model.eval().to(loading.device)


def load_tokenizer(loading: Loading) -> Any:
    """The model's tokenizer, with a length limit that the model can read.

    Raises:
        CannotRunHere: there is none that transformers can load.
    """
    try:
        tokenizer = AutoTokenizer.from_pretrained(
            loading.folder,
            config=loading.config,
            local_files_only=True,
            trust_remote_code=loading.runs_code,
        )
    except (OSError, ValueError, KeyError, ImportError) as error:
        raise CannotRunHere(
            f"its tokenizer cannot be loaded: {error}", hint="choose a model with tokenizer.json"
        ) from None
    tokenizer.model_max_length = max_tokens(tokenizer, loading.config)
    return tokenizer


def max_tokens(tokenizer: Any, config: Any) -> int:
    """How many tokens the model reads at once."""
    stated = int(tokenizer.model_max_length)
    positions = getattr(config, "max_position_embeddings", None)
    if not isinstance(positions, int) or positions <= 0:
        positions = _DEFAULT_WINDOW
    # RoBERTa's kin count positions from after the padding's.
    if config.model_type in {"roberta", "xlm-roberta", "camembert", "mpnet"}:
        positions -= (config.pad_token_id or 0) + 1
    return min(stated, positions)


def load_image_processor(loading: Loading) -> Any:
    """What turns a picture into the model's input, without torchvision.

    Raises:
        CannotRunHere: there is none that transformers can load.
    """
    auto_class: Any = AutoImageProcessor  # untyped where everything else is
    try:
        return auto_class.from_pretrained(
            loading.folder,
            local_files_only=True,
            trust_remote_code=loading.runs_code,
            backend="pil",
        )
    except (OSError, ValueError, KeyError, ImportError) as error:
        raise CannotRunHere(
            f"its image processor cannot be loaded: {error}", hint="see the model's card"
        ) from None


def load_feature_extractor(loading: Loading) -> Any:
    """What turns a sound into the model's input.

    Raises:
        CannotRunHere: there is none that transformers can load here.
    """
    auto_class: Any = AutoFeatureExtractor  # untyped where everything else is
    try:
        return auto_class.from_pretrained(
            loading.folder, local_files_only=True, trust_remote_code=False
        )
    except (OSError, ValueError, KeyError, ImportError) as error:
        raise CannotRunHere(
            f"its feature extractor cannot be loaded: {error}", hint="see the model's card"
        ) from None


def load_processor(loading: Loading) -> tuple[Any, Any]:
    """What turns a picture and a text into the model's input, and its tokenizer.

    The first is None where the model has only an image processor and a tokenizer.

    Raises:
        CannotRunHere: there is none that transformers can load here.
    """
    auto_class: Any = AutoProcessor  # untyped where everything else is
    try:
        processor = auto_class.from_pretrained(
            loading.folder, local_files_only=True, trust_remote_code=False, backend="pil"
        )
    except (OSError, ValueError, KeyError, ImportError, TypeError) as error:
        raise CannotRunHere(
            f"its processor cannot be loaded: {error}", hint="see the model's card"
        ) from None
    if hasattr(processor, "tokenizer") and hasattr(processor, "image_processor"):
        return processor, processor.tokenizer
    return None, load_tokenizer(loading)


def dtype_name(model: Any) -> str:
    """The dtype of a model's weights: float32."""
    return str(model.dtype).removeprefix("torch.")


def read_config(folder: Path) -> dict[str, Any]:
    """The config.json of a staged folder."""
    document = json.loads((folder / "config.json").read_text("utf-8"))
    assert isinstance(document, dict)  # checked before staging
    return document


def set_threads(threads: int) -> None:
    """How many threads the next call may use."""
    if torch.get_num_threads() != threads:
        torch.set_num_threads(threads)
