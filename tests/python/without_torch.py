"""Stable-Baselines3 where there is no PyTorch, which takes five gigabytes with all that it brings along.

The checker of environments uses nothing of it, but cannot be imported without it. Where PyTorch is not installed, an
empty thing stands in for whatever the import asks for, and the checker itself runs as it is.
"""

import abc
import importlib.util
import sys
import types
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec

HAS_TORCH = importlib.util.find_spec("torch") is not None


class Nothing(abc.ABCMeta):
    """The type of types that have all attributes and do nothing."""

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing(name, (), {})

    def __getitem__(cls, item):
        return cls

    def __call__(cls, *args, **kwargs):
        decorates = len(args) == 1 and callable(args[0])
        return args[0] if decorates else super().__call__()


class EmptyModule(types.ModuleType):
    __path__ = ()

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing(name, (), {})


class Finder(MetaPathFinder, Loader):
    def find_spec(self, name, path=None, target=None):
        return ModuleSpec(name, self, is_package=True) if name.split(".")[0] == "torch" else None

    def create_module(self, spec):
        return EmptyModule(spec.name)

    def exec_module(self, module):
        pass


if not HAS_TORCH:
    sys.meta_path.insert(0, Finder())
