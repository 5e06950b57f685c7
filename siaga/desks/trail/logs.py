"""Log lines as JSON, one object each, with the number of the request and no personal number."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

from siaga.desks.trail.context import current_request
from siaga.desks.trail.plain import without_personal_numbers


class NoTraceOfRefusals(logging.Filter):
    """Leaves the traceback away from what is no fault of the program: a request that was refused (4xx).

    The line itself says what was refused; a traceback would only bury the tracebacks that mean something,
    and costs more than the refusal.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno < logging.ERROR:
            record.exc_info = None
        return True


class JsonFormatter(logging.Formatter):
    """Writes time, level, logger, message, request number, the `facts` a caller gives with ``extra``, and for
    an exception its traceback.
    """

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_personal_numbers(record.getMessage()),
            "request": current_request(),
        }
        line |= getattr(record, "facts", {})
        if record.exc_info:
            line["traceback"] = without_personal_numbers(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)
