"""Reads about suggestions and judgements."""

from naves.domains.strategies.matching.queries.judged import JudgementRow, judgements

__all__ = ["JudgementRow", "judgements"]
