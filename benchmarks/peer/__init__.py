"""The questionnaire from stock parts: formtools' session wizard, crispy-bootstrap5, SQLite."""
