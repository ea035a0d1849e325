"""What every test may lean on: async tests run on a loop of their own; examples are the same in every run.

`HYPOTHESIS_PROFILE=explore` looks for new examples, `SVC_TUI_TORTURE=1` tries twenty times as many.
"""

import asyncio
import gc
import inspect
import os

import pytest
from hypothesis import settings

from tests.amounts import many

settings.register_profile("same", derandomize=True, deadline=None, max_examples=many(50))
settings.register_profile("explore", deadline=None, max_examples=many(50))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


SWEPT = 25
"""Tests between two looks for garbage."""
_finished = 0


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What was imported stays to the end: the collector of garbage need not look through it again and again."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.hookimpl(trylast=True)
def pytest_runtest_logfinish(nodeid: str) -> None:
    """A store that a test left open waits in a cycle; a thousand of them are more files than a process may have."""
    global _finished
    _finished += 1
    if _finished % SWEPT == 0:
        gc.collect()


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run an async test to its end."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    wanted = pyfuncitem._fixtureinfo.argnames
    asyncio.run(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in wanted}))
    return True
