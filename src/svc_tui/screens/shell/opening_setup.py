"""What opens the set-up: one act for each kind of record that it holds."""

from svc_tui.terminal.frames import ComparedApp


class SetupApp(ComparedApp[None]):
    """The acts that open the set-up."""

    def action_setup_lists(self) -> None:
        self.show_set_up("status")

    def action_setup_closed(self) -> None:
        self.show_set_up("closed")

    def action_setup_queues(self) -> None:
        self.show_set_up("queues")

    def action_setup_people(self) -> None:
        self.show_set_up("people")

    def action_setup_items(self) -> None:
        self.show_set_up("items")

    def action_setup_customers(self) -> None:
        self.show_set_up("customers")

    def action_setup_texts(self) -> None:
        self.show_set_up("texts")

    def action_setup_macros(self) -> None:
        self.show_set_up("macros")

    def show_set_up(self, kind: str) -> None:
        """Open the set-up at a kind of record."""
        from svc_tui.screens.company.setup import SetupScreen

        if isinstance(self.screen, SetupScreen):
            self.screen.show_kind(kind)
        else:
            self.push_screen(SetupScreen(kind))
