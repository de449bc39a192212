"""What the OpenAPI file says beyond what ninja reads from the code: errors, security, the meaning of it all."""

from typing import Any, Final

Json = dict[str, Any]
PROBLEM_MEDIA_TYPE: Final = "application/problem+json"
WRITING: Final = frozenset({"post", "put", "patch", "delete"})

ABOUT: Final = (
    "Náves follows every need of a town to evidence: needs, the strategies that answer them, and what the Monitor says "
    "about it. Public data is read without any token; writing needs a token with the right scope."
)
RULES: Final[tuple[tuple[str, str], ...]] = (
    ("Lists", "come a page at a time: follow `next` until it is null."),
    (
        "Errors",
        (
            "are `application/problem+json`: each entry of `problems` names the field, the value and the remedy, "
            "in the language of `Accept-Language` (Czech or English)."
        ),
    ),
    ("Edits", "of needs say which version they saw, by `version` or by `If-Match`; 409 where somebody was quicker."),
    ("Repeating", "is safe: a creating POST with an `Idempotency-Key` is carried out once in 24 hours."),
    (
        "Bulk",
        "is newline-delimited JSON: `/exports/…` streams everything, `/imports/…` takes it back, all or nothing.",
    ),
    ("Rates", "are set by the operator; 429 says in `Retry-After` how long to wait."),
)
DESCRIPTION: Final = "\n".join([ABOUT, "", *(f"- **{name}** {text}" for name, text in RULES)])
EXTRA: Final[Json] = {
    "info": {
        "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        "contact": {"name": "Ministerstvo pro místní rozvoj", "url": "https://www.mmr.gov.cz/"},
    },
    "tags": [
        {
            "name": "places",
            "description": "The territory: state, kraj, okres, ORP, obec, and how many people live there.",
        },
        {"name": "vocabularies", "description": "The fixed lists of themes and affected groups."},
        {"name": "needs", "description": "What towns and people lack: one record per place and problem."},
        {"name": "evidence", "description": "What shows that a need is real, at a need or waiting in a place's inbox."},
        {"name": "strategies", "description": "Strategies with their versions, goals, measures and indicators."},
        {
            "name": "responses",
            "description": "Dated, evidenced links from a need to what answers it, on the response ladder.",
        },
        {
            "name": "exchange",
            "description": "Questions and answers between towns and the ministry, consultations on drafts, notices.",
        },
        {
            "name": "catalogue",
            "description": "Datasets with their records, who holds them, how they come back, who may use them.",
        },
        {"name": "organisations", "description": "Who takes part."},
        {"name": "indicators", "description": "Measured sides of life in towns."},
        {"name": "monitor", "description": "Figures as of a day: each with its level, method, denominator and bounds."},
        {"name": "bulk", "description": "Everything out and in, line by line."},
        {"name": "search", "description": "Everything at once, in any form of a word, slips forgiven."},
        {"name": "me", "description": "Whose token this is and what it may do."},
    ],
}
PROBLEM: Final[Json] = {
    "title": "Problem",
    "description": "An error (RFC 9457).",
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string", "description": "The meaning of the status code, in English."},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What happened, in the language of the request."},
        "problems": {"type": "array", "items": {"$ref": "#/components/schemas/ProblemEntry"}},
    },
}
ENTRY: Final[Json] = {
    "title": "ProblemEntry",
    "description": "One thing that is wrong.",
    "type": "object",
    "required": ["code", "message"],
    "properties": {
        "code": {"type": "string", "description": "Lasting name of the problem, for programs."},
        "field": {"type": "string"},
        "value": {"description": "The value that was wrong."},
        "message": {"type": "string", "description": "What is wrong, in the language of the request."},
        "remedy": {"type": "string", "description": "How to mend it."},
        "row": {"type": "integer", "description": "Line of the file, counted from 1."},
        "column": {"type": "string"},
    },
}
_EXAMPLES: Final[dict[int, Json]] = {
    401: {
        "type": "about:blank",
        "title": "Unauthorized",
        "status": 401,
        "detail": "Send a valid token: Authorization: Bearer nvs_…",
    },
    404: {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "There is no such record, or you may not see it: 999999.",
    },
    422: {
        "type": "about:blank",
        "title": "Unprocessable Content",
        "status": 422,
        "problems": [
            {
                "code": "title_short",
                "field": "title",
                "value": "Bus",
                "message": "The title “Bus” is too short.",
                "remedy": "Name the problem in at least 5 characters.",
            }
        ],
    },
}
ERRORS: Final[dict[int, str]] = {
    400: "The request cannot be read.",
    401: "There is no token, or it is not valid, and this cannot be done without one.",
    403: "The owner of the token may not do this, or the token lacks the scope.",
    404: "There is no such record, or the caller may not see it.",
    409: "The record has moved on or already exists; nothing was written.",
    413: "The request is too large.",
    422: "Something in the request is wrong; nothing was written.",
    429: "Too many requests.",
}
_CREATED_ONCE: Final[Json] = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 200},
    "description": "Any text of the caller's own. The same request with the same key is carried out once; for 24 hours "
    "the first answer is given again.",
}


def completed(found: Json) -> Json:
    """Add to what ninja made: the errors of each operation, optional security, the shape of problems."""
    found["components"]["schemas"].update(Problem=PROBLEM, ProblemEntry=ENTRY)
    for path, methods in found["paths"].items():
        for method, operation in methods.items():
            _complete(path, method, operation)
    return found


def _complete(path: str, method: str, operation: Json) -> None:
    is_write = method in WRITING
    operation["responses"] = {str(status): response for status, response in operation["responses"].items()}
    for status in _statuses(path, operation, is_write=is_write):
        operation["responses"].setdefault(str(status), _error(status))
    operation["responses"] = dict(sorted(operation["responses"].items()))
    security = operation.pop("security", [])
    operation["security"] = security if is_write else [*security, {}]
    if operation.pop("x-once", False):
        operation["parameters"] = [*operation["parameters"], _CREATED_ONCE]


def _statuses(path: str, operation: Json, *, is_write: bool) -> list[int]:
    always = [401, 422, 429]
    if is_write:
        always += [400, 403, 409, 413]
    if "{" in path or is_write:
        always.append(404)
    if operation.get("x-restricted"):
        always.append(403)
    operation.pop("x-restricted", None)
    return always


def _error(status: int) -> Json:
    content: Json = {"schema": {"$ref": "#/components/schemas/Problem"}}
    if status in _EXAMPLES:
        content["example"] = _EXAMPLES[status]
    return {"description": ERRORS[status], "content": {PROBLEM_MEDIA_TYPE: content}}
