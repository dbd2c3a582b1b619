"""Tiny real models that see, hear and speak, with random weights, saved by transformers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.runtime.models import WORDS, save_tokenizer

RATE = 16_000
_SMALL: dict[str, Any] = {
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 64,
    "initializer_range": 0.5,
}
_CONVOLUTIONS: dict[str, Any] = {
    "conv_dim": (16, 16),
    "conv_stride": (5, 4),
    "conv_kernel": (10, 8),
    "num_conv_pos_embeddings": 16,
    "num_conv_pos_embedding_groups": 2,
    "do_stable_layer_norm": False,
}


def rising(seconds: float = 1.0) -> NDArray[np.float32]:
    """A sound that rises."""
    time_s = np.arange(int(seconds * RATE)) / RATE
    return (0.5 * np.sin(2 * np.pi * (200 + 300 * time_s) * time_s)).astype(np.float32)


def save(folder: Path, name: str, config: Any, *parts: Any) -> Path:
    """A model of this class and configuration, and what goes with it."""
    import torch
    import transformers

    torch.manual_seed(0)
    getattr(transformers, name)(config).save_pretrained(folder)
    for part in parts:
        part.save_pretrained(folder)
    return folder


def save_hearing(folder: Path) -> Path:
    import transformers

    config = transformers.Wav2Vec2Config(
        **_SMALL, **_CONVOLUTIONS, id2label={0: "yes", 1: "no"}, label2id={"yes": 0, "no": 1}
    )
    extractor = transformers.Wav2Vec2FeatureExtractor()
    return save(folder, "Wav2Vec2ForSequenceClassification", config, extractor)


def save_letters(folder: Path) -> Path:
    import transformers

    letters = ["<pad>", "<s>", "</s>", "<unk>", "|", *"abcdefgh"]
    folder.mkdir()
    (folder / "vocab.json").write_text(json.dumps({one: i for i, one in enumerate(letters)}))
    tokenizer = transformers.Wav2Vec2CTCTokenizer(str(folder / "vocab.json"))
    config = transformers.Wav2Vec2Config(
        **_SMALL, **_CONVOLUTIONS, vocab_size=len(letters), pad_token_id=0
    )
    extractor = transformers.Wav2Vec2FeatureExtractor()
    return save(folder, "Wav2Vec2ForCTC", config, tokenizer, extractor)


def save_listener(folder: Path) -> Path:
    import transformers

    config = transformers.WhisperConfig(
        vocab_size=len(WORDS),
        d_model=32,
        encoder_layers=1,
        decoder_layers=1,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=64,
        decoder_ffn_dim=64,
        num_mel_bins=80,
        max_target_positions=40,
        decoder_start_token_id=2,
        bos_token_id=2,
        eos_token_id=3,
        pad_token_id=0,
        suppress_tokens=None,
        begin_suppress_tokens=None,
        init_std=0.5,
    )
    extractor = transformers.WhisperFeatureExtractor()
    save(folder, "WhisperForConditionalGeneration", config, extractor)
    save_tokenizer(folder)
    return folder


def save_speaker(folder: Path) -> Path:
    import transformers

    folder.mkdir()
    letters = ["<pad>", *"abcdefghijklmnopqrstuvwxyz '"]
    (folder / "vocab.json").write_text(json.dumps({one: i for i, one in enumerate(letters)}))
    tokenizer = transformers.VitsTokenizer(
        str(folder / "vocab.json"), pad_token="<pad>", unk_token="<pad>", phonemize=False
    )
    config = transformers.VitsConfig(
        vocab_size=len(letters),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        ffn_dim=32,
        flow_size=16,
        spectrogram_bins=9,
        prior_encoder_num_flows=1,
        prior_encoder_num_wavenet_layers=1,
        posterior_encoder_num_wavenet_layers=1,
        duration_predictor_num_flows=1,
        depth_separable_num_layers=1,
        upsample_initial_channel=16,
        upsample_rates=[8, 8],
        upsample_kernel_sizes=[16, 16],
        resblock_kernel_sizes=[3],
        resblock_dilation_sizes=[[1, 3]],
    )
    return save(folder, "VitsModel", config, tokenizer)


def save_detector(folder: Path) -> Path:
    import transformers

    config = transformers.YolosConfig(
        **_SMALL,
        image_size=[32, 32],
        patch_size=8,
        num_detection_tokens=10,
        id2label={0: "cup", 1: "key"},
        label2id={"cup": 0, "key": 1},
    )
    processor = transformers.YolosImageProcessorPil(size={"height": 32, "width": 32})
    return save(folder, "YolosForObjectDetection", config, processor)


def save_segmenter(folder: Path) -> Path:
    import transformers

    config = transformers.SegformerConfig(
        num_encoder_blocks=2,
        depths=[1, 1],
        sr_ratios=[2, 1],
        hidden_sizes=[16, 32],
        patch_sizes=[7, 3],
        strides=[4, 2],
        num_attention_heads=[1, 2],
        mlp_ratios=[2, 2],
        decoder_hidden_size=16,
        initializer_range=0.5,
        id2label={0: "sky", 1: "road", 2: "tree"},
        label2id={"sky": 0, "road": 1, "tree": 2},
    )
    processor = transformers.SegformerImageProcessorPil(size={"height": 32, "width": 32})
    return save(folder, "SegformerForSemanticSegmentation", config, processor)


def save_depth(folder: Path) -> Path:
    import transformers

    config = transformers.GLPNConfig(
        num_encoder_blocks=2,
        depths=[1, 1],
        sr_ratios=[2, 1],
        hidden_sizes=[16, 32],
        patch_sizes=[7, 3],
        strides=[4, 2],
        num_attention_heads=[1, 2],
        mlp_ratios=[2, 2],
        decoder_hidden_size=16,
        initializer_range=0.5,
    )
    processor = transformers.GLPNImageProcessorPil()
    return save(folder, "GLPNForDepthEstimation", config, processor)


def save_captioner(folder: Path) -> Path:
    import transformers

    text = {**_SMALL, "vocab_size": len(WORDS), "bos_token_id": 2, "sep_token_id": 3}
    config = transformers.BlipConfig(
        text_config={**text, "eos_token_id": 3, "pad_token_id": 0, "encoder_hidden_size": 32},
        vision_config={**_SMALL, "image_size": 16, "patch_size": 4},
    )
    processor = transformers.BlipImageProcessorPil(size={"height": 16, "width": 16})
    save(folder, "BlipForConditionalGeneration", config, processor)
    save_tokenizer(folder)
    return folder
