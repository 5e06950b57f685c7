"""The committed Word templates are those the tool builds."""

from siaga.engines.documents.model import KINDS
from siaga.engines.documents.pdf import TEMPLATES
from tools.document_templates.kinds import BODIES
from tools.document_templates.sheet import file


def test_the_committed_templates_are_the_built_ones():
    assert set(BODIES) == set(KINDS)
    for kind, body in BODIES.items():
        assert (TEMPLATES / f"{kind}.docx").read_bytes() == file(body), (
            f"run python -m tools.document_templates ({kind})"
        )
