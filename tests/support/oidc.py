"""A small OpenID Connect provider on loopback: discovery, keys, authorization code with PKCE, tokens, user info.

It signs with RS256 and checks what a real one checks: the client, its secret, the address to come back to, the
code (once) and its verifier. Whoever is asked to sign in does so at once as ``person``.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID, CLIENT_SECRET = "naves", "tajemstvi-klienta"
KEY_ID = "2026"


class Provider:
    """The service; ``person`` are the claims of the one who signs in, ``grants`` what was promised to whom."""

    def __init__(self, person: Mapping[str, Any]) -> None:
        self.person = dict(person)
        self.grants: dict[str, dict[str, str]] = {}
        self.access: set[str] = set()
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                provider.get(self, parts.path, {name: values[0] for name, values in parse_qs(parts.query).items()})

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                provider.token(self, {name: values[0] for name, values in parse_qs(body).items()})

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"

    def get(self, handler: BaseHTTPRequestHandler, path: str, query: dict[str, str]) -> None:
        if path == "/.well-known/openid-configuration":
            answer(handler, self.configuration())
        elif path == "/keys":
            answer(handler, {"keys": [self.public_key()]})
        elif path == "/authorize":
            self.authorize(handler, query)
        elif path == "/userinfo" and handler.headers.get("Authorization", "").removeprefix("Bearer ") in self.access:
            answer(handler, self.person)
        else:
            answer(handler, {"error": "not found"}, status=404)

    def configuration(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        }

    def public_key(self) -> dict[str, Any]:
        key: dict[str, Any] = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {**key, "kid": KEY_ID, "use": "sig", "alg": "RS256"}

    def authorize(self, handler: BaseHTTPRequestHandler, query: dict[str, str]) -> None:
        if query.get("client_id") != CLIENT_ID or query.get("response_type") != "code":
            answer(handler, {"error": "invalid_request"}, status=400)
            return
        code = secrets.token_urlsafe(16)
        self.grants[code] = query
        back = urlencode({"code": code, "state": query["state"]})
        handler.send_response(302)
        handler.send_header("Location", f"{query['redirect_uri']}?{back}")
        handler.end_headers()

    def token(self, handler: BaseHTTPRequestHandler, form: dict[str, str]) -> None:
        grant = self.grants.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if (
            grant is None
            or client(handler, form) != (CLIENT_ID, CLIENT_SECRET)
            or form.get("redirect_uri") != grant["redirect_uri"]
            or grant.get("code_challenge") != challenge
        ):
            answer(handler, {"error": "invalid_grant"}, status=400)
            return
        access, now = secrets.token_urlsafe(16), int(time.time())
        self.access.add(access)
        claims = {**self.person, "iss": self.issuer, "aud": CLIENT_ID, "iat": now, "exp": now + 300}
        if "nonce" in grant:
            claims["nonce"] = grant["nonce"]
        signed = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": KEY_ID})
        answer(handler, {"access_token": access, "token_type": "Bearer", "expires_in": 300, "id_token": signed})


def client(handler: BaseHTTPRequestHandler, form: dict[str, str]) -> tuple[str, str]:
    """Return the client's name and secret, from the header or from the form."""
    header = handler.headers.get("Authorization", "")
    if header.startswith("Basic "):
        name, _colon, secret = base64.b64decode(header.removeprefix("Basic ")).decode().partition(":")
        return name, secret
    return form.get("client_id", ""), form.get("client_secret", "")


def answer(handler: BaseHTTPRequestHandler, body: object, *, status: int = 200) -> None:
    raw = json.dumps(body).encode()
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(raw)))
    handler.end_headers()
    handler.wfile.write(raw)


@contextmanager
def running_provider(**person: Any) -> Iterator[Provider]:
    """Serve until the block ends."""
    provider = Provider(person)
    thread = threading.Thread(target=provider.server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        provider.server.shutdown()
        provider.server.server_close()
        thread.join()
