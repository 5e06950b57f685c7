"""Write every template into the engine's folder."""

from pathlib import Path

from tools.document_templates.kinds import BODIES
from tools.document_templates.sheet import file

FOLDER = Path(__file__).resolve().parents[2] / "siaga" / "engines" / "documents" / "templates"

if __name__ == "__main__":
    for kind, body in BODIES.items():
        (FOLDER / f"{kind}.docx").write_bytes(file(body))
