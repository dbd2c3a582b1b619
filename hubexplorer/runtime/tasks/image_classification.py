"""Image classification: a score for each label of one picture."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Any

from hubexplorer.errors import DataError
from hubexplorer.runtime.tasks.base import Call, Loading, Runner, TaskInfo

if TYPE_CHECKING:
    from PIL import Image

TASK = TaskInfo(
    name="image-classification",
    input_kind="image",
    loader="hubexplorer.runtime.tasks.image_classification:load",
    architectures=("ForImageClassification",),
)
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
_MAX_PIXELS = 64_000_000
_MAX_BYTES = 32 << 20
_CHOOSE = "choose a PNG, JPEG, WebP or GIF file"
_TOO_MANY = f"make it smaller: at most {_MAX_PIXELS // 10**6} megapixels are read"


def load(loading: Loading) -> Runner:
    """A runner for {"image": bytes} of a PNG, JPEG, WebP or GIF file."""
    import torch
    from transformers import AutoModelForImageClassification

    from hubexplorer.runtime.loading import dtype_name, load_image_processor, load_model
    from hubexplorer.runtime.tasks.text_classification import ranked_scores

    model = load_model(AutoModelForImageClassification, loading)
    processor = load_image_processor(loading)

    def run(call: Call) -> dict[str, Any]:
        pixels = processor(images=read_image(call.inputs.get("image")), return_tensors="pt")
        with torch.inference_mode():
            logits = model(**pixels.to(loading.device, dtype=model.dtype)).logits
        scores = ranked_scores(logits.float().softmax(-1), model.config.id2label)
        return {"kind": "scores", "scores": scores[0]}

    return Runner(run, dtype_name(model))


def read_image(data: Any) -> Image.Image:
    """The picture in an image file's bytes, upright and in RGB.

    Raises:
        DataError: it is empty, too large, damaged, or of another format.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    if not isinstance(data, bytes | bytearray) or not data:
        raise DataError("there is no picture", hint=_CHOOSE)
    if len(data) > _MAX_BYTES:
        raise DataError(
            f"the picture's file has {len(data)} bytes", hint=f"at most {_MAX_BYTES} are read"
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=_FORMATS)
        if picture.width * picture.height > _MAX_PIXELS:
            raise DataError(
                f"the picture has {picture.width} x {picture.height} pixels",
                hint=_TOO_MANY,
            )
        return ImageOps.exif_transpose(picture).convert("RGB")
    except Image.DecompressionBombError:
        raise DataError("the picture has too many pixels", hint=_TOO_MANY) from None
    except UnidentifiedImageError:
        raise DataError("this is no picture that can be read", hint=_CHOOSE) from None
    except (OSError, ValueError, SyntaxError) as error:
        raise DataError(f"the picture is damaged: {error}", hint=_CHOOSE) from None
