"""sqlfluff, taught DuckDB's `$named` parameters: `python -m tests.house.sql_lint lint queries` (or `fix`)."""

from sqlfluff.cli.commands import cli
from sqlfluff.core.parser import LiteralSegment, RegexLexer
from sqlfluff.dialects.dialect_duckdb import duckdb_dialect

# The dialect inherits PostgreSQL's numbered parameters ($1) only.
duckdb_dialect.patch_lexer_matchers([RegexLexer("dollar_numeric_literal", r"\$\w+", LiteralSegment)])

if __name__ == "__main__":
    cli()
