"""Build the Word templates of siaga/engines/documents: ``python -m tools.document_templates``.

They are ordinary Word files with Jinja tags (docxtpl), built here so that all kinds look alike and every
build gives the same bytes. A city opens one in Word, changes it and uploads it; it never needs this tool.
"""
