"""The only package that knows SQLModel, SQLAlchemy and SQL."""

from collections.abc import Sequence

from svc_tui.storage.engine import followers as _followers


def _registered() -> Sequence[type[_followers.Follower]]:
    from svc_tui.storage.followers import FOLLOWERS

    return FOLLOWERS


_followers.source = _registered
