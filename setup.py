"""Builds the package. Translations are kept as text alone; they are compiled on the way."""

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

TEXTS = "src/svc_tui/locale/*/LC_MESSAGES/*.po"


class BuildWithTranslations(build_py):
    """Compile what is translated, then take all files of the package."""

    def run(self) -> None:
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        for text in Path(__file__).parent.glob(TEXTS):
            with text.open("rb") as source, text.with_suffix(".mo").open("wb") as out:
                write_mo(out, read_po(source))
        super().run()


setup(cmdclass={"build_py": BuildWithTranslations})
