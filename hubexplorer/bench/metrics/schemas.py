"""Whether an answer is JSON of a given schema; nothing is fetched for it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from hubexplorer.bench.metrics.base import scored
from hubexplorer.errors import DataError

_FENCED = re.compile(r"\s*```(?:json)?\s*\n(.*)\n\s*```\s*", re.DOTALL | re.IGNORECASE)


def check_schema(schema: Mapping[str, Any]) -> str:
    """A schema as text, as the metric takes it for every row.

    Raises:
        DataError: it is no JSON schema.
    """
    from jsonschema.exceptions import SchemaError
    from jsonschema.validators import validator_for

    try:
        text = json.dumps(schema, sort_keys=True)
        validator_for(schema).check_schema(schema)
    except (SchemaError, TypeError, ValueError) as error:
        told = getattr(error, "message", str(error))
        raise DataError(
            f"schema is no JSON schema: {told}", hint="see json-schema.org for how they are written"
        ) from None
    return text


def is_of_schema(schema: Any, answer: Any) -> bool:
    """Whether an answer, as it is or in a fence of three backticks, is JSON of the schema."""
    from jsonschema.exceptions import ValidationError
    from referencing.exceptions import Unresolvable

    fenced = _FENCED.fullmatch(str(answer))
    try:
        value = json.loads(fenced[1] if fenced else str(answer), parse_constant=_refuse)
        _validator(schema if isinstance(schema, str) else json.dumps(schema)).validate(value)
    except Unresolvable as error:
        raise DataError(f"schema refers to what it does not hold: {error}") from None
    except (ValueError, RecursionError, ValidationError):
        return False
    return True


@lru_cache(maxsize=64)
def _validator(text: str) -> Any:
    from jsonschema.validators import validator_for
    from referencing import Registry

    schema = json.loads(text)
    check_schema(schema)
    # A registry of its own: the default one fetches what a schema refers to from the network.
    return validator_for(schema)(schema, registry=Registry())


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


JSON_SCHEMA = scored("json_schema", "JSON of the schema", is_of_schema, is_share=True)
