"""What sqlfluff needs to read our templates: the filters of `queries`."""

from queries import identifier, literal_path, number

SQLFLUFF_JINJA_FILTERS = {"identifier": identifier, "number": number, "path": literal_path}
