"""The reference for people: the contract as one page in the design of the site, without scripts."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from naves.api.contract import ABOUT, RULES

Json = dict[str, Any]
METHODS = ("get", "post", "put", "patch", "delete")


def page(request: HttpRequest, contract: Json) -> HttpResponse:
    """Render the page."""
    groups = [{**tag, "operations": list(_operations(contract, tag["name"]))} for tag in contract["tags"]]
    schemas = [{"name": name, **_shape(schema)} for name, schema in sorted(contract["components"]["schemas"].items())]
    context = {
        "about": ABOUT,
        "rules": RULES,
        "groups": [group for group in groups if group["operations"]],
        "schemas": schemas,
    }
    return render(request, "api/reference.html", context)


def _operations(contract: Json, tag: str) -> Any:
    for path, methods in contract["paths"].items():
        for method in METHODS:
            operation = methods.get(method)
            if operation and tag in operation.get("tags", []):
                yield {
                    "parts": path.strip("/").split("/"),
                    "method": method.upper(),
                    "id": operation["operationId"],
                    "summary": operation["summary"],
                    "description": operation.get("description", ""),
                    "parameters": [_parameter(one) for one in operation.get("parameters", [])],
                    "body": _content(operation.get("requestBody", {})),
                    "answers": [_answer(status, one) for status, one in operation["responses"].items()],
                    "needs_token": {} not in operation.get("security", [{}]),
                }


def _parameter(parameter: Json) -> Json:
    schema = parameter["schema"]
    return {
        "name": parameter["name"],
        "place": parameter["in"],
        "required": parameter.get("required", False),
        "type": _type(schema),
        "default": _written(schema.get("default")),
        "description": parameter.get("description", ""),
    }


def _written(default: object) -> str:
    return "" if default in (None, "") else json.dumps(default, ensure_ascii=False)


def _answer(status: str, answer: Json) -> Json:
    return {"status": status, "description": answer["description"], "schema": _content(answer)}


def _content(holder: Json) -> str:
    return ", ".join(_type(content.get("schema", {})) for content in holder.get("content", {}).values())


def _shape(schema: Json) -> Json:
    required = set(schema.get("required", []))
    return {
        "description": schema.get("description", ""),
        "choices": schema.get("enum", []),
        "fields": [
            {
                "name": name,
                "type": _type(field),
                "required": name in required,
                "description": field.get("description", ""),
            }
            for name, field in schema.get("properties", {}).items()
        ],
    }


def _type(schema: Json) -> str:
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    for key in ("anyOf", "oneOf", "allOf"):
        if key in schema:
            return " | ".join(_type(one) for one in schema[key])
    if "enum" in schema:
        return " | ".join(str(one) for one in schema["enum"])
    if schema.get("type") == "array":
        return f"[{_type(schema.get('items', {}))}]"
    return str(schema.get("format") or schema.get("type", ""))
