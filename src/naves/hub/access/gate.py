"""Who may do what: the gate every request passes."""


class Gate:
    """In open access everybody may do everything; otherwise grants decide."""

    def __init__(self, *, open_access: bool) -> None:
        self.open_access = open_access
