"""Pictures in and out of tasks: read with limits, written as PNG for the browser."""

from __future__ import annotations

import base64
import io
import warnings
from typing import TYPE_CHECKING, Any

from hubexplorer.errors import DataError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image

_FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP")
_MAX_PIXELS = 64_000_000
_MAX_BYTES = 32 << 20
_MAX_SIDE = 1024
_CHOOSE = "choose a PNG, JPEG, WebP, GIF or BMP file"
_TOO_MANY = f"make it smaller: at most {_MAX_PIXELS // 10**6} megapixels are read"


def read_image(data: Any) -> Image.Image:
    """The picture in an image file's bytes, upright and in RGB.

    Raises:
        DataError: it is empty, too large, damaged, or of another format.
    """
    return _read(data)


def thumbnail(data: bytes, side: int) -> str:
    """A picture of at most `side` pixels a side, as base64 of a PNG.

    Raises:
        DataError: as `read_image`.
    """
    picture = _read(data, side)
    picture.thumbnail((side, side))
    return _png(picture)


def _read(data: Any, side: int = 0) -> Image.Image:
    """The picture; where only `side` pixels a side are needed, a JPEG is read in a coarser step."""
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
        if side:
            picture.draft("RGB", (2 * side, 2 * side))
        return ImageOps.exif_transpose(picture).convert("RGB")
    except Image.DecompressionBombError:
        raise DataError("the picture has too many pixels", hint=_TOO_MANY) from None
    except UnidentifiedImageError:
        raise DataError("this is no picture that can be read", hint=_CHOOSE) from None
    except (OSError, ValueError, SyntaxError) as error:
        raise DataError(f"the picture is damaged: {error}", hint=_CHOOSE) from None


def as_png(values: NDArray[np.uint8]) -> str:
    """A picture of (height, width) gray values as base64 of a PNG of at most 1024 a side."""
    from PIL import Image

    picture = Image.fromarray(values)
    # Nearest: a mask keeps its values, and depth its edges.
    picture.thumbnail((_MAX_SIDE, _MAX_SIDE), Image.Resampling.NEAREST)
    return _png(picture)


def _png(picture: Image.Image) -> str:
    file = io.BytesIO()
    picture.save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()
