"""Services give plain frozen data: nothing that still hangs on a database leaves a worker."""

import dataclasses
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any, get_args, get_origin, get_type_hints

import fmdesk.core.services
from fmdesk.core.domain.calendar import Calendar

FORBIDDEN = ("sqlalchemy", "fmdesk.core.sql")
VALUES = (Calendar,)
"""Immutable values of the domain that are no dataclasses, since they carry precomputed tables."""


def test_services_return_frozen_data() -> None:
    wrong = {
        f"{function.__module__}.{function.__qualname__} -> {leaf!r}"
        for function in services()
        for leaf in leaves(get_type_hints(function).get("return"))
        if not is_plain(leaf)
    }
    assert sorted(wrong) == []


def services() -> Iterator[Callable[..., object]]:
    """Yield every public function and method of the services."""
    package = fmdesk.core.services
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            if name.startswith("_") or getattr(value, "__module__", "") != module.__name__:
                continue
            if inspect.isfunction(value):
                yield value
            elif inspect.isclass(value):
                yield from (
                    one
                    for key, one in vars(value).items()
                    if inspect.isfunction(one) and not key.startswith("_")
                )


def leaves(annotation: Any) -> Iterator[Any]:
    """Yield the types that an annotation is made of."""
    arguments = get_args(annotation)
    if get_origin(annotation) is not None:
        yield get_origin(annotation)
    for argument in arguments:
        yield from leaves(argument)
    if not arguments and get_origin(annotation) is None:
        yield annotation


def is_plain(kind: Any) -> bool:
    """Tell whether a value of this type may leave the worker thread."""
    if not inspect.isclass(kind):
        return True
    if kind.__module__.startswith(FORBIDDEN):
        return False
    if not kind.__module__.startswith("fmdesk."):
        return True
    return (
        issubclass(kind, (Enum, *VALUES))
        or (issubclass(kind, tuple) and hasattr(kind, "_fields"))
        or getattr(kind, "_is_protocol", False)
        or (dataclasses.is_dataclass(kind) and kind.__dataclass_params__.frozen)
    )
