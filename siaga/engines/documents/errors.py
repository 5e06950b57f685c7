"""What can be wrong with a template."""

from __future__ import annotations


class TemplateError(ValueError):
    """A template of a city's own cannot be used: the reason in English, and in Indonesian (`id`)."""

    def __init__(self, en: str, id: str) -> None:
        super().__init__(en)
        self.en, self.id = en, id
