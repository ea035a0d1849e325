"""Steps as they are typed in a form: one a line, a field, `=` and a value."""

from svc_tui.errors import N_, Refused


def steps_of(text: str) -> list[tuple[str, str]]:
    """The steps of a macro or rule, one a line. Raises Refused: a line is no step."""
    steps = []
    for line in filter(None, (each.strip() for each in text.split("\n"))):
        field, equals, value = line.partition("=")
        if not equals or not field.strip():
            raise Refused(
                N_(
                    "A step is a field, = and a value, such as status=Pending or note=Called; {line} is none."
                ),
                line=line,
            )
        steps.append((field.strip(), value.strip()))
    return steps
