"""What generated requests need besides what the document says: nonces, tokens, names nobody has, and things that may be destroyed."""

import atexit
import itertools
import json
import os
import random
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from urllib.parse import unquote

import requests
import schemathesis
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.meta import TestPhase

sys.path.insert(0, str(Path(__file__).resolve().parent))
import refusals  # noqa: E402

BASE = os.environ["LEADR_CHECK_BASE"]
WORLD = json.loads(Path("world.json").read_text())
PLAYER = {"Authorization": f"Bearer {WORLD['player']['access_token']}"}
http = requests.Session()
http.trust_env = False
number = itertools.count(1)
chance = random.Random(1).random


def plain(text):
    """An identifier as every spelling of it: without the kind and hyphens."""
    return str(text).rpartition("_")[2].replace("-", "").lower()


STANDING = {plain(text) for group in ("standing", "kept") for values in WORLD[group].values() for text in values}
SPARE = {name: itertools.cycle(values) for name, values in WORLD["spare"].items()}
EXISTING = {name: itertools.cycle(values) for name, values in WORLD["standing"].items()}
CHANGES = re.compile(r"(PATCH|DELETE) |POST .*/(pause|quiet|resume|score-flags)$")


def nonce():
    return http.get(f"{BASE}/v1/client/nonce", headers=PLAYER, timeout=20).json()["nonce_value"]


def refresh_token():
    body = {"game_id": WORLD["lent_game"], "client_fingerprint": f"{next(number):064x}"}
    return http.post(f"{BASE}/v1/client/sessions", json=body, timeout=20).json()["refresh_token"]


def verification():
    return dict(zip(("email", "code"), WORLD["codes"].pop(), strict=True)) if WORLD["codes"] else {}


def completion():
    if not WORLD["tokens"]:
        return {}
    return {"verification_token": WORLD["tokens"].pop(), "account_name": f"Joined {next(number)}", "account_slug": None, "jam_code": None}


def named():
    return {"name": f"Made {next(number)}", "slug": None}


def addressed():
    return {"email": f"made{next(number)}@example.com"}


# What generated bodies get, because it can be used once only, or has to fit other fields.
ONCE = {
    "POST /v1/client/sessions/refresh": lambda: {"refresh_token": refresh_token()},
    "POST /v1/register/verify": verification,
    "POST /v1/register/complete": completion,
    "POST /v1/register/invite": addressed,
    "POST /v1/users": addressed,
    "POST /v1/accounts": named,
    "POST /v1/games": named,
    "POST /v1/boards": named,
    "POST /v1/board-templates": named,
    "POST /v1/jam-codes": lambda: {"code": f"MADE{next(number)}"},
}
ADDRESS = "https://example.com/hook"
FITTING = {
    "POST /v1/boards": {"short_code": None, "board_type": "RUN_IDENTITY", "keep_strategy": "BEST", "starts_at": None, "ends_at": None},
    "POST /v1/board-templates": {"name_template": None, "series": None, "board_type": "COUNTER", "keep_strategy": "NA", "starts_at": None, "ends_at": None},
    "POST /v1/webhooks": {"url": ADDRESS, "game_id": None},
    "PATCH /v1/webhooks/{webhook_id}": {"url": ADDRESS},
    "PATCH /v1/devices/{device_id}": {"status": "suspended"},
    "PATCH /v1/device-sessions/{session_id}": {"revoked": True},
    "PATCH /v1/score-flags/{flag_id}": {"status": "dismissed"},
}
sent = set()


def is_worn(operation, fields, body):
    """Whether a field cannot succeed: it was sent before, or is hardly a text."""
    marks = {(operation, name, str(body.get(name)).strip()) for name in fields if fields[name] is not None}
    worn = any(mark in sent or len(mark[2]) < 2 for mark in marks)
    sent.update(marks)
    return worn


@schemathesis.hook
def before_call(context, case, kwargs):
    meta = case.meta
    if meta is None or case.method.upper() != case.operation.method.upper():
        return
    operation = case.operation.label
    if operation == "POST /v1/client/scores" and not meta.is_negative_at(ParameterLocation.HEADER):
        admit(case)
    if meta.generation.mode.is_positive:
        is_coverage = meta.phase.name is TestPhase.COVERAGE
        if is_coverage:
            name_what_exists(operation, case)
        if isinstance(case.body, dict):
            case.body = succeeding(operation, case.body, is_coverage)
        turn_pages(operation, case, meta.phase.data.parameter if is_coverage else None)
    spare_what_stands(operation, case)


def admit(case):
    """What lets a submission in: a nonce, also where the body is wrong, so that the body is what is refused; and mostly a key of its own."""
    if chance() < 0.9:
        case.headers["leadr-client-nonce"] = nonce()
    if "Idempotency-Key" in case.headers and chance() < 0.8:
        case.headers["Idempotency-Key"] = f"key {next(number)}"


def name_what_exists(operation, case):
    """Dictionaries are for the other phases only; here each request is about one value of one field, which is not seen if the rest names nothing."""
    source = {**EXISTING, **SPARE} if CHANGES.match(operation) else EXISTING
    for container in (case.path_parameters, case.query, case.body):
        if isinstance(container, dict):
            for name in container.keys() & source.keys():
                if isinstance(container[name], str) and container[name] != "me":
                    container[name] = next(source[name])


def succeeding(operation, body, is_coverage):
    """The body, at times with fields that let it succeed; bodies of the coverage phase stay what they are about."""
    if operation in ONCE:
        fields = ONCE[operation]()
        if is_worn(operation, fields, body) or (not is_coverage and chance() < 0.5):
            body = {**body, **fields}
    if operation in FITTING and not is_coverage and chance() < 0.5:
        body = {**body, **FITTING[operation]}
    # Else there would soon be nothing left to change.
    if body.get("deleted") and chance() < 0.8:
        body = {**body, "deleted": False}
    return body


# The queries of lists that had more to show, with the place to go on from.
pages = defaultdict(list)


def turn_pages(operation, case, about):
    """Cursors that are made up show that they are refused, and nothing else of the list. So most go, and some become true ones."""
    if pages[operation] and chance() < 0.2:
        case.query = dict(random.choice(pages[operation]))
    elif case.query and chance() < 0.9:
        for name in {"cursor", "around_score_id"} - {about}:
            case.query.pop(name, None)


def spare_what_stands(operation, case):
    """Nothing that stands is changed or ended, wherever the request has its name from."""
    if CHANGES.match(operation):
        for name, value in case.path_parameters.items():
            if name in SPARE and (plain(value) in STANDING or unquote(str(value)) in WORLD["standing"].get(name, [])):
                case.path_parameters[name] = next(SPARE[name])
    # Flagged events leave the boards.
    if operation == "POST /v1/score-flags" and isinstance(case.body, dict) and plain(case.body.get("score_event_id")) in STANDING:
        case.body = {**case.body, "score_event_id": next(SPARE["score_event_id"])}
    if operation.startswith("POST /v1/ops/dead-letters/") and isinstance(case.body, dict) and case.body.get("dry_run") is False:
        case.body = {**case.body, "board_id": WORLD["ill_board"]}


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Keeps every failure but refusals that refusals.py tells."""
    is_valid = type(failure).__name__ == "RejectedPositiveData"
    if not is_valid and type(failure).__name__ != "AcceptedNegativeData":
        return True
    if is_valid and response.status_code == 404 and names_only_what_stands(case):
        return True
    try:
        error = response.json()["error"]
    except (ValueError, KeyError, TypeError):
        return True
    text = error if isinstance(error, str) else json.dumps(error)
    rule = refusals.find(is_valid, case.operation.label, response.status_code, text)
    told[str(rule)] += 1
    return rule is None


def names_only_what_stands(case):
    """Whether the request reads things that stand, each by its own kind of name: the event of another player is no submission of this one."""
    named = case.path_parameters.items()
    return bool(named) and case.operation.method.upper() == "GET" and all(plain(value) in standing(name) for name, value in named)


def standing(name):
    return {plain(value) for group in ("standing", "kept") for value in WORLD[group].get(name, [])}


# Answers by operation and status, and how often each rule of refusals.py was needed.
answers = defaultdict(Counter)
told = Counter()


@schemathesis.hook
def after_call(context, case, response):
    if response.request.method != case.operation.method.upper():
        return
    answers[case.operation.label][response.status_code] += 1
    if response.request.method == "GET" and response.status_code == 200 and case.query:
        cursor = (response.json().get("pagination") or {}).get("next_cursor")
        if cursor:
            pages[case.operation.label].append({**case.query, "cursor": cursor})


@atexit.register
def write_answers():
    Path("answers.json").write_text(json.dumps({"answers": answers, "told": told}))
