"""Refusals that no schema can say, and those of invalid requests that are no 422.

Each is a status, the operations it is right for, the text that must be given, and why. Whatever else refuses a valid request is a finding.
"""

import re

ANY = ".*"
LISTS = r"GET /v1/(?!health|ops/queues$|ops/workers$|client/nonce$)[a-z/-]+"

# Parameters of queries that must fit each other, and choices that the contract refuses with 400.
QUERIES = (
    (400, r"GET /v1/(client/)?scores", r"^(Cannot use both|around_score_value requires)"),
    (400, r"GET /v1/(identities|devices|score-flags)", r"^Invalid (kind|status|flag_type|flag type): [\s\S]*Must be one of"),
    (400, r"GET /v1/boards", r"^game_slug parameter is required"),
    (400, r"GET /v1/ops/usage", r"^from must be before to$"),
)


def rules(*listed):
    return [(status, re.compile(operations), re.compile(text)) for status, operations, text in listed]


OF_VALID = rules(
    # PostgreSQL cannot hold NUL, and a schema would have to say so of every text.
    (422, ANY, r"NUL is not allowed"),
    # Things are looked up: a well-formed identifier may name nothing. What stands may not be answered so (hooks.py).
    (404, r"(GET|PATCH|DELETE) .*\{[a-z_]+_id\}", r"^[A-Za-z ]+ not found$"),
    (404, r"(GET|POST) /v1/ops/(queues|workers|schedule)/\{.*", r"^(Queue|Worker|Task) not found$"),
    (404, r"GET /v1/(client/)?scores", r"^(Board|Score|Identity) not found$"),
    (404, r"GET /v1/(accounts|games)", r"^(Account|Game) with slug '[\s\S]*' not found$"),
    (404, r"GET /v1/boards", r"^Game with slug '[\s\S]*' not found$"),
    (404, r"POST /v1/client/(sessions|scores)", r"^(Game|Board) not found"),
    (404, r"POST /v1/(users|api-keys|games|boards|board-templates)", r"^(Account|Game|Account or user|Game or account|Board|BoardTemplate) not found$"),
    (404, r"POST /v1/score-flags", r"^Score event not found$"),
    # What an address leads to is no matter of its letters (docs/webhooks.md).
    (400, r"(POST|PATCH) /v1/webhooks\b.*", r"^url must "),
    (400, r"POST /v1/webhooks", r"^Game \S+ does not belong to"),
    (404, r"POST /v1/webhooks", r"^(Account|Game) not found$"),
    (404, r"POST /v1/(webhooks|webhook-deliveries)/.*", r"^Webhook( delivery)? not found$"),
    # As many as an account may have; and some are switched off.
    (409, r"POST /v1/webhooks", r"^An account may have at most \d+ webhooks$"),
    (409, r"POST /v1/(webhooks|webhook-deliveries)/.*", r"^The webhook is not active$"),
    (404, r"PATCH /v1/(games|boards)/.*", r"^(Board|BoardTemplate) not found$"),
    # A player sees the boards of one game.
    (403, r"GET /v1/client/scores", r"^You do not have access to this board$"),
    # Names are unique, which depends on what there is.
    (409, r"(POST|PATCH) /v1/(accounts|users|games|boards|board-templates)\b.*", r"already (exists|in use|registered)"),
    (400, r"(POST|PATCH) /v1/(accounts|games|boards|board-templates|jam-codes)\b.*", r"already exists|Could not generate a unique slug"),
    # Names count without the white space around them, slugs are made from them (contract/platform.md §3).
    (400, r"(POST|PATCH) /v1/.*", r"(cannot be empty|must be between \d+ and \d+ characters)$"),
    (400, r"(POST|PATCH) /v1/(accounts|games|boards|board-templates)\b.*", r"^(Cannot generate slug|Slug must )"),
    # Cursors belong to the list and the order that gave them.
    (400, LISTS, r"^Invalid pagination cursor"),
    *QUERIES,
    # Fields that must fit each other.
    (400, r"(POST|PATCH) /v1/(boards|board-templates)\b.*", r"^(ends_at must be after|keep_strategy must be|ratio_config is required|board_type cannot)"),
    (400, r"(POST|PATCH) /v1/boards\b.*", r"^(numerator|denominator)_board|(must differ|must be between -?\d+ and -?\d+)$|^Game \S+ does not belong to"),
    (400, r"(POST|PATCH) /v1/board-templates\b.*", r"^(Templates cannot make RATIO|Invalid (interval|amount|braces|placeholder)|Unsupported time|Game \S+ does not)"),
    # Old routes that do one thing only.
    (400, r"PATCH /v1/devices/.*", r"^(Must provide status field|Invalid status)"),
    (400, r"PATCH /v1/device-sessions/.*", r"^Must provide revoked field set to true$"),
    # A review says something.
    (400, r"PATCH /v1/score-flags/.*", r"^Must provide either status, reviewer_decision, or deleted=true$"),
    # An order about dead letters names some, or says that all are meant.
    (400, r"POST /v1/ops/dead-letters/.*", r"^Name the dead letters, or ask for all of them$"),
    # Credentials in the body: a schema cannot say which exist.
    (400, r"POST /v1/register/(verify|complete)", r"^(Invalid|Verification|Account name is required)|^An account with slug"),
    (409, r"POST /v1/register/complete", r"already (exists|registered)"),
    (401, r"POST /v1/client/sessions/refresh", r"^Invalid or expired refresh token$"),
    (400, r"POST /v1/register/invite", r"already exists and is active$"),
    (409, r"POST /v1/register/invite", r"already registered$"),
    # A nonce is needed unless a known Idempotency-Key comes with the request; some come without one (hooks.py).
    (412, r"POST /v1/client/scores", r"^(Nonce required|Invalid nonce)$"),
    (422, r"POST /v1/client/scores", r"^Idempotency-Key was used with a different request$"),
    (409, r"POST /v1/client/scores", r"^Player name is already taken"),
    (400, r"POST /v1/client/scores", r"^(RATIO boards do not accept|Board )"),
)

OF_INVALID = rules(
    # The contract answers 400 to an order that does not exist (platform.md §3), and to a key of no or too much length (rulings.md).
    (400, LISTS, r"^Invalid sort"),
    # Rules that are looked at before the order.
    *QUERIES,
    (400, r"POST /v1/client/scores", r"^Idempotency-Key must have 1 to 255 bytes$"),
)


def find(is_valid, operation, status, text):
    """The rule that says that such a request may be refused so; None when there is none."""
    for rule in OF_VALID if is_valid else OF_INVALID:
        wanted, operations, words = rule
        if status == wanted and operations.fullmatch(operation) and words.search(text):
            return status, operations.pattern, words.pattern
    return None
