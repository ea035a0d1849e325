"""The passive pane below a list: a few lines about the row under the cursor."""

from svc_tui.widgets.lines import Lines


class DetailPane(Lines):
    """Lines that follow the cursor and never take a key."""

    DEFAULT_CSS = "DetailPane { height: 1fr; }"
