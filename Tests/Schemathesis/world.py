"""The world that generated requests meet (scripts/check-api).

    world.py make     makes it and writes `world.json` and `schemathesis.toml` to the current folder
    world.py verify   fails unless everything that was to stand still does

Some of it stands: reads name it, and the player's session hangs on it. Some of it is spare: only what changes or ends things names it (hooks.py).
Names of the things are those of the parameters that identify them.
"""

import json
import os
import secrets
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from string import Template

BASE = os.environ["LEADR_CHECK_BASE"]
KEY = {"leadr-api-key": os.environ["LEADR_CHECK_KEY"]}
# As many spare things as requests may delete before those that follow find nothing.
SPARE = 16

# Where a thing is read.
READ = {
    "account_id": "/accounts", "user_id": "/users", "key_id": "/api-keys", "game_id": "/games", "board_id": "/boards",
    "template_id": "/board-templates", "jam_code_id": "/jam-codes", "identity_id": "/identities", "session_id": "/identity-sessions",
    "device_id": "/devices", "state_id": "/board-states", "run_entry_id": "/run-entries", "event_id": "/score-events",
    "metadata_id": "/score-submission-metadata", "flag_id": "/score-flags", "score_id": "/scores", "job_id": "/ops/dead-letters",
    "webhook_id": "/webhooks", "delivery_id": "/webhook-deliveries",
}  # fmt: skip


def call(method, path, body=None, headers=KEY):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{BASE}/v1{path}", data, {**headers, "Content-Type": "application/json"}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        raise SystemExit(f"error: {method} {path}: {error.code} {error.read().decode()}") from None


def post(path, **body):
    return call("POST", path, body)


def rows(path):
    return call("GET", f"{path}{'&' if '?' in path else '?'}limit=100")["data"]


def ids(path):
    return [row["id"] for row in rows(path)]


def sql(statement):
    command = [os.environ["LEADR_CHECK_PSQL"], "-v", "ON_ERROR_STOP=1", "-Atqc", statement]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split()


def until(what, condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise SystemExit(f"error: {what} did not happen in {seconds} s")
        time.sleep(0.1)


class Player:
    """Somebody who plays a game."""

    def __init__(self, game):
        self.session = call("POST", "/client/sessions", {"game_id": game, "client_fingerprint": secrets.token_hex(32)}, {})
        self.headers = {"Authorization": f"Bearer {self.session['access_token']}"}

    def submit(self, board, value, **body):
        nonce = call("GET", "/client/nonce", headers=self.headers)["nonce_value"]
        headers = {**self.headers, "leadr-client-nonce": nonce, "Prefer": "respond-async"}
        body = {"board_id": board, "player_name": f"Player {self.session['identity_id'][-4:]}", "value": value, **body}
        return call("POST", "/client/scores", body, headers)["submission_id"]

    def decided(self, submission):
        return call("GET", f"/client/submissions/{submission}", headers=self.headers)["status"] != "pending"


def studio(name):
    """An account with a game."""
    account = post("/accounts", name=name)["id"]
    return account, post("/games", account_id=account, name=f"{name}'s game")["id"]


def board(account, game, name, **settings):
    return post("/boards", account_id=account, game_id=game, name=name, **settings)["id"]


def template(account, game, name):
    return post(
        "/board-templates", account_id=account, game_id=game, name=name, repeat_interval="1 day", next_run_at="2099-01-01T00:00:00Z", is_active=True
    )["id"]  # fmt: skip


def user(account, name):
    return post("/users", account_id=account, email=f"{name}@example.com", display_name=name)["id"]


def webhook(account):
    return post("/webhooks", account_id=account, url="https://example.com/hook", event_types=["board.ended"])["id"]


def dead_letters(player, boards):
    """Submissions that PostgreSQL refuses, whoever tries them again."""
    sql("ALTER TABLE score_events ADD CONSTRAINT ill CHECK (player_name <> 'Ill')")
    for place in boards:
        for value in range(3):
            player.submit(place, value, player_name="Ill")
    until("the death of submissions", lambda: len(rows("/ops/dead-letters")) == 3 * len(boards))
    return {place: [letter["id"] for letter in rows(f"/ops/dead-letters?board_id={place}")] for place in boards}


def mailed_codes(prefix):
    """Addresses that asked for registration, with the codes that were mailed to them."""
    addresses = [f"{prefix}{number}@example.org" for number in range(SPARE)]
    for address in addresses:
        post("/register/initiate", email=address)
    found = dict(line.split("|") for line in sql("SELECT \"to\", template_data->>'code' FROM emails"))
    return [(address, found[address]) for address in addresses]


def make():
    bootstrap = {"account_id": ids("/accounts"), "user_id": ids("/users"), "key_id": ids("/api-keys")}
    account, game = studio("Standing")
    runs = {
        "best": board(account, game, "Best", tags=["fast"]),
        "ascending": board(account, game, "Ascending", sort_direction="ASCENDING", keep_strategy="LATEST"),
        "all": board(account, game, "All", board_type="RUN_RUNS"),
        "counter": board(account, game, "Counter", board_type="COUNTER"),
        "names": board(account, game, "Names", unique_player_names=True),
    }
    ratio = {"numerator_board_id": runs["counter"], "denominator_board_id": runs["best"]}
    ratio_board = board(account, game, "Ratio", board_type="RATIO", ratio_config=ratio)
    player = Player(game)
    submissions = [player.submit(place, value, metadata={"level": value}) for place in runs.values() for value in (10, 20.5, 20.5)]
    others = [Player(game) for _ in range(3)]
    pending = [(other, other.submit(place, value)) for value, other in enumerate(others) for place in runs.values()]
    pending += [(player, submission) for submission in submissions]
    until("the decision of submissions", lambda: all(who.decided(submission) for who, submission in pending))

    standing_webhook = webhook(account)
    deliveries = [post(f"/webhooks/{standing_webhook}/test")["id"] for _ in range(3)]
    lent, lent_game = studio("Lent")
    ill = [board(lent, lent_game, "Ill"), board(lent, lent_game, "Ill and spare")]
    letters = dead_letters(Player(lent_game), ill)
    person = user(account, "standing")
    standing = {
        "account_id": [account], "game_id": [game], "board_id": [*runs.values()], "user_id": [person],
        "key_id": [post("/api-keys", account_id=account, user_id=person, name="Standing")["id"]],
        "template_id": [template(account, game, "Standing")],
        "jam_code_id": [post("/jam-codes", code="STANDING", description="Standing")["id"]],
        **{name: ids(f"{READ[name]}?account_id={account}") for name in ("identity_id", "session_id", "device_id", "metadata_id", "flag_id")},
        **{name: ids(f"{READ[name]}?account_id={account}") for name in ("state_id", "run_entry_id", "event_id")},
        "score_id": [row["id"] for place in runs.values() for row in rows(f"/scores?board_id={place}")],
        "submission_id": submissions, "job_id": letters[ill[0]], "webhook_id": [standing_webhook], "delivery_id": deliveries,
    }  # fmt: skip
    lost = [name for name, values in standing.items() if not values]
    if lost:
        raise SystemExit(f"error: nothing was made for {', '.join(lost)}")

    spare_players = [Player(lent_game) for _ in range(SPARE)]
    spare = {
        "account_id": [post("/accounts", name=f"Spare {n}")["id"] for n in range(SPARE)],
        "user_id": [user(lent, f"spare{n}") for n in range(SPARE)],
        "game_id": [post("/games", account_id=lent, name=f"Spare {n}")["id"] for n in range(SPARE)],
        "board_id": [board(lent, lent_game, f"Spare {n}") for n in range(SPARE)],
        "template_id": [template(lent, lent_game, f"Spare {n}") for n in range(SPARE)],
        "jam_code_id": [post("/jam-codes", code=f"SPARE{n}", description="Spare")["id"] for n in range(SPARE)],
        "identity_id": [one.session["identity_id"] for one in spare_players],
        "webhook_id": [webhook(lent) for _ in range(SPARE)],
    }
    keeper = user(lent, "keeper")
    spare["key_id"] = [post("/api-keys", account_id=lent, user_id=keeper, name=f"Spare {n}")["id"] for n in range(SPARE)]
    others_spare = [Player(lent_game) for _ in range(SPARE)]
    untouched = {one.session["identity_id"] for one in others_spare}
    spare["session_id"] = [row["id"] for row in rows(f"/identity-sessions?account_id={lent}") if row["identity_id"] in untouched]
    spare["device_id"] = ids(f"/devices?game_id={lent_game}")
    flagged, cheat = board(lent, lent_game, "Flagged"), Player(lent_game)
    doubtful = [cheat.submit(flagged, value) for value in range(SPARE)]
    until("the decision of doubtful submissions", lambda: all(cheat.decided(submission) for submission in doubtful))
    spare["score_event_id"] = doubtful
    spare["flag_id"] = [post("/score-flags", score_event_id=event, status="pending")["id"] for event in doubtful]

    queues = [queue["queue"] for queue in rows_of("/ops/queues")]
    workers = rows_of("/ops/workers")
    until("the election of a scheduler", lambda: rows_of("/ops/schedule"))
    tasks = [entry["task"] for entry in rows_of("/ops/schedule")]
    spare_worker = [row["worker"] for row in workers if str(row["pid"]) == os.environ["LEADR_CHECK_SPARE_PID"]]
    world = {
        "standing": {**standing, "queue": queues, "task": tasks, "worker": [row["worker"] for row in workers if row["worker"] not in spare_worker]},
        "spare": {**spare, "queue": ["boardstate"], "worker": spare_worker},
        "kept": {**bootstrap, "account_id": [*bootstrap["account_id"], lent], "user_id": [*bootstrap["user_id"], keeper],
                 "game_id": [lent_game], "board_id": [*ill, ratio_board]},
        "ill_board": ill[1], "lent_game": lent_game, "player": player.session,
        "slug": call("GET", f"/games/{game}")["slug"], "board_slug": rows(f"/boards?game_id={game}")[0]["slug"],
        "codes": mailed_codes("code"),
        "tokens": [post("/register/verify", email=email, code=code)["verification_token"] for email, code in mailed_codes("token")],
    }  # fmt: skip
    Path("world.json").write_text(json.dumps(world, indent=1))
    write_configuration(world)


def rows_of(path):
    return call("GET", path)["data"]


def write_configuration(world):
    """Fills in what the configuration names; lists of JSON are lists of TOML as well."""
    folder = Path(__file__).resolve().parent
    values = {name.upper(): json.dumps(found) for name, found in world["standing"].items()}
    values |= {f"SPARE_{name.upper()}": json.dumps(found) for name, found in world["spare"].items()}
    values |= {"KEY": os.environ["LEADR_CHECK_KEY"], "TOKEN": world["player"]["access_token"], "HOOKS": str(folder / "hooks.py")}
    values |= {"GAME_SLUG": json.dumps([world["slug"]]), "BOARD_SLUG": json.dumps([world["board_slug"]])}
    Path("schemathesis.toml").write_text(Template((folder / "schemathesis.toml").read_text()).substitute(values))


def verify():
    """Reads everything that was to stand; any other answer than 200 ends the check."""
    world = json.loads(Path("world.json").read_text())
    for things in (world["standing"], world["kept"]):
        for name, path in READ.items():
            for text in things.get(name, []):
                call("GET", f"{path}/{text}")
    stopped = [queue["queue"] for queue in rows_of("/ops/queues") if queue["total"]["paused"] and queue["queue"] not in world["spare"]["queue"]]
    stopped += [worker["worker"] for worker in rows_of("/ops/workers") if worker["quiet"] and worker["worker"] in world["standing"]["worker"]]
    if stopped:
        raise SystemExit(f"error: the pipeline was stopped: {', '.join(stopped)}")
    player = {"Authorization": f"Bearer {world['player']['access_token']}"}
    known = {row["id"] for row in call("GET", "/client/boards?limit=100", headers=player)["data"]}
    for place in world["standing"]["board_id"]:
        if place not in known or not call("GET", f"/client/scores?board_id={place}", headers=player)["data"]:
            raise SystemExit(f"error: the player no longer sees scores of {place}")
    for submission in world["standing"]["submission_id"]:
        call("GET", f"/client/submissions/{submission}", headers=player)


{"make": make, "verify": verify}[sys.argv[1]]()
