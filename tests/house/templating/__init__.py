"""What sqlfluff needs to read our templates: the filters of `queries`."""

from queries import identifier, literal_path

SQLFLUFF_JINJA_FILTERS = {"identifier": identifier, "path": literal_path}
