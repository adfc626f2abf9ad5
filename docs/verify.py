#!/usr/bin/env python3
"""Checks records of votes: python3 verify.py RECORD.zip ... [--key KEY]

Written from record-format.md alone, with the standard library and `cryptography` (Debian: python3-cryptography).
It checks everything that page lists but receipts and openings.jsonl, and recounts votes decided by a bar, plurality,
approval, and budgets given out greedily; of other rules it says that they were not recounted. Ends with 0 if every
record is right, 1 if one is not, 2 if one cannot be read.
"""
import base64
import csv
import hashlib
import io
import json
import re
import struct
import sys
import zlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Wrong(Exception):
    """What differs, and where."""


def must(condition, where, what):
    if not condition:
        raise Wrong(f"{where}: {what}")


def sha(data):
    return hashlib.sha256(data).digest()


def unbase64(text, where, length=None):
    try:
        data = base64.b64decode(text, validate=True)
    except (ValueError, TypeError):
        raise Wrong(f"{where}: not Base64") from None
    must(base64.b64encode(data).decode() == text and length in (None, len(data)), where, "not Base64 of its length")
    return data


# --- writing ----------------------------------------------------------------------------------------------------


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_json(text, where):
    """Canonical JSON, or nothing."""

    def no_floats(number):
        raise Wrong(f"{where}: {number} is not whole")

    try:
        value = json.loads(text, parse_float=no_floats, parse_constant=no_floats)
    except (ValueError, RecursionError):
        raise Wrong(f"{where}: no JSON") from None
    must(canonical(value) == text, where, "not canonical")
    return value


def read_lines(data, where):
    text = read_text(data, where)
    must(not text or text.endswith("\n"), where, "the last line has no end")
    return text.split("\n")[:-1]


def read_text(data, where):
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Wrong(f"{where}: not UTF-8") from None


# --- the archive ------------------------------------------------------------------------------------------------


def header(name, data):
    crc, size = zlib.crc32(data), len(data)
    return struct.pack("<HHHHHIIIHH", 10, 0, 0, 0, 0x21, crc, size, size, len(name), 0)


def pack(files):
    """The one archive of these files."""
    body, listing = b"", b""
    for name, data in files:
        listing += b"PK\1\2" + struct.pack("<H", 10) + header(name, data) + bytes(10)
        listing += struct.pack("<I", len(body)) + name.encode()
        body += b"PK\3\4" + header(name, data) + name.encode() + data
    count = len(files)
    end = b"PK\5\6" + bytes(4) + struct.pack("<HHIIH", count, count, len(listing), len(body), 0)
    return body + listing + end


def unpack(archive):
    must(len(archive) <= 64 << 20, "archive", "too large")
    files, at = [], 0
    while archive[at : at + 4] == b"PK\3\4":
        must(len(archive) >= at + 30 and len(files) < 1000, "archive", "cut off, or too many files")
        (size,) = struct.unpack_from("<I", archive, at + 22)
        (length,) = struct.unpack_from("<H", archive, at + 26)
        name = archive[at + 30 : at + 30 + length]
        must(re.fullmatch(rb"[a-z0-9-][a-z0-9.-]{0,59}", name), "archive", "a name that no record has")
        start = at + 30 + length
        files.append((name.decode(), archive[start : start + size]))
        at = start + size
    must(files and len({name for name, _ in files}) == len(files), "archive", "no zip, or a name twice")
    must(pack(files) == archive, "archive", "damaged, cut off, or packed by another program")
    return files


# --- signatures and the log -------------------------------------------------------------------------------------


class Key:
    def __init__(self, text):
        parts = text.split("+", 2)
        must(len(parts) == 3, "key", "not a key")
        self.text, self.name = text, parts[0]
        material = unbase64(parts[2], "key", 33)
        must(self.name and not re.search(r"\s", self.name) and material[0] == 1, "key", "not a key")
        self.id = sha(self.name.encode() + b"\n" + material)[:4]
        must(self.id.hex() == parts[1], "key", "its number is wrong")
        self.public = Ed25519PublicKey.from_public_bytes(material[1:])

    def check(self, data, where):
        """The text of a note that this key signed, and nobody else."""
        text = read_text(data, where)
        must(text.count("\n\n") >= 1 and text.endswith("\n"), where, "no signed note")
        signed, _, signatures = text.rpartition("\n\n")
        signed += "\n"
        parts = signatures[:-1].split(" ")
        must(len(parts) == 3 and parts[0] == "—" and "\n" not in signatures[:-1], where, "not one signature")
        signature = unbase64(parts[2], where)
        must(parts[1] == self.name and signature[:4] == self.id, where, "not signed by this key")
        try:
            self.public.verify(signature[4:], signed.encode())
        except InvalidSignature:
            raise Wrong(f"{where}: the signature is wrong") from None
        return signed


def node(left, right):
    return sha(b"\1" + left + right)


def root_of(edge, first, leaves):
    """The root over a tree of `first` leaves, whose full trees are `edge`, and these leaves."""
    full, size = list(edge), first
    for leaf in leaves:
        carried = size
        while carried & 1:
            leaf, carried = node(full.pop(), leaf), carried >> 1
        full.append(leaf)
        size += 1
    root = full.pop()
    while full:
        root = node(full.pop(), root)
    return root


ACTS = {
    "vote_opened": {"manifest_sha256", "roll_sha256", "vote"},
    "vote_called_off": {"reason_sha256", "vote"},
    "ballot_accepted": {"commitment", "vote"},
    "ballot_replaced": {"commitment", "replaces", "vote"},
    "ballot_set_aside": {"commitment", "vote"},
    "heads_joined": {"head", "to", "vote"},
    "vote_counted": {"outcome_sha256", "vote"},
}
FOR_THE_READER = {"paper_batch", "vote_extended", "objection_made", "objection_answered"}


def walk_log(lines, vote, hashes, roll):
    """The commitments that count; `roll` becomes what it is when heads were joined."""
    seen, ends, counts, answered, outcome = set(), [], 0, 0, None
    for number, line in enumerate(lines, 1):
        where = f"log.jsonl:{number}"
        entry = read_json(line, where)
        must(isinstance(entry, dict) and set(entry) == {"act", "at", "community", "format"}, where, "no entry")
        must(entry["format"] == "yishi-log/1" and isinstance(entry["act"], dict), where, "no entry")
        must(len(entry["act"]) == 1, where, "no entry")
        ((kind, act),) = entry["act"].items()
        ours = isinstance(act, dict) and act.get("vote") == vote
        must((number == 1) == (ours and kind == "vote_opened"), where, "the vote is not opened first, or twice")
        must(number < len(lines) or ours and kind == "vote_counted", where, "not counted last")
        if not ours:
            continue
        must(kind in FOR_THE_READER or set(act) == ACTS.get(kind), where, "an act that no such vote has")
        must(kind != "vote_called_off", where, "called off")
        for name in ("manifest_sha256", "roll_sha256"):
            must(act.get(name, hashes[name]) == hashes[name], where, f"another {name}")
        if kind == "vote_counted":
            must(counts <= answered, where, "counted again, and no objection was answered")
            counts, outcome = counts + 1, act["outcome_sha256"]
        answered += kind == "objection_answered"
        if kind in ("ballot_accepted", "ballot_replaced"):
            commitment = unbase64(act["commitment"], where, 32)
            must(commitment not in seen, where, "a ballot twice")
            seen.add(commitment)
            if kind == "ballot_replaced":
                ends.append((unbase64(act["replaces"], where, 32), commitment, where))
        elif kind == "ballot_set_aside":
            commitment = unbase64(act["commitment"], where, 32)
            ends.append((commitment, None, where))
        elif kind == "heads_joined":
            head, to = unbase64(act["head"], where, 32), unbase64(act["to"], where, 32)
            must(head in roll and to in roll and head != to, where, "a head that is not on the roll")
            gone, kept = roll.pop(head), roll[to]
            heads = max(gone["heads"], kept["heads"])
            roll[to] = {"area": gone["area"] + kept["area"], "ballots": 1, "heads": heads}
    must(outcome == hashes["outcome_sha256"], f"log.jsonl:{len(lines)}", "the last count came to another outcome")
    # Only now: the order of a secret vote's ballots says nothing, so one may be replaced before the line that took it.
    counting = set(seen)
    for ended, by, where in ends:
        must(ended in counting and ended != by, where, "ends a ballot that did not count")
        counting.remove(ended)
    return counting


# --- weights ----------------------------------------------------------------------------------------------------

NOTHING = {"area": 0, "ballots": 0, "heads": 0}
ONE = {"area": 0, "ballots": 1, "heads": 1}


def is_weight(value):
    return isinstance(value, dict) and set(value) == set(NOTHING) and all(is_count(n) for n in value.values())


def is_count(value):
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def add(one, other):
    return {name: one[name] + other[name] for name in NOTHING}


def total(weights):
    result = NOTHING
    for weight in weights:
        result = add(result, weight)
    return result


# --- a question's files -----------------------------------------------------------------------------------------


def yuan(fen):
    return f"{fen // 100}.{fen % 100:02}"


# Of votes decided by a bar, of choices among options, of budgets.
RULES = ("yishi-rule/1", "yishi-choice-rule/1", "yishi-budget/1")


def first_line(question, title, electorate):
    text = title if question["text"] is None else question["text"]
    labels = [option["label"] for option in question["options"]]
    rule, method = question["rule"]["format"], question["rule"]["method"]
    must(rule in RULES, "manifest", f"no rule is called {rule}")
    must(rule == RULES[0] or isinstance(method, dict) and len(method) == 1, "manifest", "not one method")
    if rule == RULES[0]:
        names = "options" if isinstance(method, dict) and "choose_one_with_none" in method else "questions"
        head = {"electorate": electorate, "format": "yishi-answers/1", names: labels or [text]}
    elif rule == RULES[1]:
        head = {"format": "yishi-ballots/1", "options": labels}
    else:
        purse = question["purse"]
        projects = [
            {"cost": yuan(option["cost"]), "id": str(number), "name": option["label"]}
            for number, option in enumerate(question["options"], 1)
        ]
        head = {"budget": yuan(purse["budget"]), "form": purse["form"], "projects": projects}
        head["format"] = "yishi-budget-ballots/1"
    return {**head, "title": text}


def ballot_line(said, index, head):
    """What a ballot says to the question with this index; None where nothing is written of it."""
    if "invalid" in said:
        return {"invalid": said["invalid"]} if head["format"] == "yishi-answers/1" else None
    marks = said["valid"][index]
    if head["format"] != "yishi-budget-ballots/1":
        return marks
    if "numbers" in marks:
        given = [(option, points) for option, points in marks["numbers"] if points > 0]
        return {"points": [points for _, points in given], "projects": [str(option) for option, _ in given]}
    options = marks["options"] if "options" in marks else sum(marks["ranking"], [])
    return {"projects": [str(option) for option in options]}


def pabulib(head, lines):
    def cell(text):
        return '"' + text.replace('"', '""') + '"' if re.search('[;"\n\r]', text) else text

    places = {project["id"]: place for place, project in enumerate(head["projects"])}
    pointed = head["form"] in ("cumulative", "scoring")
    ballots = []
    for line in lines:
        ids = line.get("projects", [])
        marks = list(zip((places[id] for id in ids), line.get("points", [1] * len(ids))))
        ballots.append(marks if head["form"] == "ordinal" else sorted(marks))
    rows = ["META", "key;value"]
    rows += [f"description;{cell(head['title'])}"] if head["title"] else []
    rows += [f"num_projects;{len(places)}", f"num_votes;{len(ballots)}", f"budget;{head['budget']}"]
    rows += ["vote_type;" + {"choose_one": "choose-1"}.get(head["form"], head["form"])]
    rows += ["PROJECTS", "project_id;cost;name"]
    rows += [f"{cell(p['id'])};{p['cost']};{cell(p['name'])}" for p in head["projects"]]
    rows += ["VOTES", "voter_id;vote;points" if pointed else "voter_id;vote"]
    for number, marks in enumerate(sorted(ballots), 1):
        row = f"{number};" + ",".join(head["projects"][place]["id"] for place, _ in marks)
        rows.append(row + (";" + ",".join(str(points) for _, points in marks) if pointed else ""))
    return "\n".join(rows) + "\n"


SAID = {
    "agree": "同意", "oppose": "反对", "abstain": "弃权", "blank": "空白", "none": "都不选",
    "together": "反对、弃权、空白合计",
    "unsigned": "未签名", "not_the_voters": "不是本人的票", "co_owners_disagree": "共有人意见不一",
    "unreadable": "无法辨认", "too_many_marks": "多选",
}  # fmt: skip


def mark_of(line, head, place, item):
    """What a line says of the option or project at `place`, from 1."""
    if "options" in line:
        return 1 if place in line["options"] else ""
    if "numbers" in line:
        return dict(line["numbers"]).get(place, "")
    if "ranking" in line:
        return next((tier for tier, options in enumerate(line["ranking"], 1) if place in options), "")
    if item["id"] not in line.get("projects", []):
        return ""
    at = line["projects"].index(item["id"])
    return line["points"][at] if "points" in line else at + 1 if head["form"] == "ordinal" else 1


def answers_of(line, names):
    """Pairs of what was asked and what was said."""
    if "answers" in line:
        return [(names[place], SAID[answer]) for place, answer in enumerate(line["answers"])]
    if "question" in line:
        return [(names[line["question"] - 1], SAID[line["answer"]])]
    if "invalid" in line:
        return [("", "无效：" + SAID[line["invalid"]])]
    if "pick" in line:
        pick = line["pick"]
        return [("", names[pick["option"] - 1] if isinstance(pick, dict) else SAID[pick])]
    return [("", "未参与表决")]


def sheet(head, lines):
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")

    def row(cells):
        cells = [str(cell) for cell in cells]
        writer.writerow(["'" + cell if cell[:1] and cell[0] in "=+-@\t\r＝＋－＠" else cell for cell in cells])

    if head["format"] == "yishi-answers/1":
        row(["序号", "题目", "回答", "楼栋", "票数", "人数", "面积（平方米）"])
        names = [f"{n}. {name}" for n, name in enumerate(head.get("questions") or head["options"], 1)]
        for number, line in enumerate(lines, 1):
            weight, places = line.get("weight", ONE), "、".join(line.get("buildings", []))
            area = f"{weight['area'] // 10000}.{weight['area'] % 10000:04}"
            for question, answer in answers_of(line, names):
                row([number, question, answer, places, weight["ballots"], weight["heads"], area])
        return out.getvalue()
    items = head.get("options") or head["projects"]
    names = [
        f"{place}. {item}" if isinstance(item, str) else f"{item['id']} {item['name']}"
        for place, item in enumerate(items, 1)
    ]
    row(["序号", *names, "票数", "权数"])
    for number, line in enumerate(lines, 1):
        marks = [mark_of(line, head, place, item) for place, item in enumerate(items, 1)]
        row([number, *marks, line.get("count", 1), line.get("weight", 1)])
    return out.getvalue()


# --- counting ---------------------------------------------------------------------------------------------------


def inequality(purpose, measure, part, whole, threshold):
    """One comparison, multiplied out."""
    if "share" in threshold:
        upper, lower = (int(number) for number in threshold["share"]["fraction"].split("/"))
        left, op, right = lower * part, threshold["share"]["comparison"], upper * whole
        holds = whole > 0 and (left >= right if op == ">=" else left > right)
    else:
        left, op, right = part, ">=", threshold["voters"]["at_least"]
        holds = left >= right
    return {
        "holds": holds, "left": left, "measure": measure, "op": op, "part": part, "purpose": purpose,
        "right": right, "threshold": threshold, "whole": whole,
    }  # fmt: skip


def both(purpose, part, whole, threshold):
    return {
        "area": inequality(purpose, "area", part["area"], whole["area"], threshold),
        "heads": inequality(purpose, "heads", part["heads"], whole["heads"], threshold),
    }


def holds(columns):
    return columns is None or all(column["holds"] for column in columns.values())


CHOICES = ("abstain", "agree", "blank", "oppose")
SUMS = ({"answer", "buildings", "question", "weight"}, {"invalid", "weight"}, {"silent", "weight"})


def add_up(head, lines):
    """The sums of answers: a tally for each line of the question, and what is invalid; the picks."""
    names = head.get("questions") or head["options"]
    tallies = [{choice: NOTHING for choice in CHOICES} for _ in names]
    invalid, silent, picks = {}, None, {}
    for line in lines:
        weight = line.get("weight", ONE)
        if "answers" in line:
            must(len(line["answers"]) == len(tallies), "ballots", "other answers than questions")
            for tally, answer in zip(tallies, line["answers"]):
                tally[answer] = add(tally[answer], weight)
        elif "question" in line:
            must(1 <= line["question"] <= len(tallies), "ballots", "no such question")
            tally = tallies[line["question"] - 1]
            if line["answer"] == "together":
                must(weight["ballots"] == weight["heads"] == 0 < weight["area"], "ballots", "no area told together")
                tally["together"] = tally.get("together", 0) + weight["area"]
            else:
                tally[line["answer"]] = add(tally[line["answer"]], weight)
        elif "invalid" in line:
            invalid[line["invalid"]] = add(invalid.get(line["invalid"], NOTHING), weight)
        elif "silent" in line:
            silent = add(silent or NOTHING, weight)
        else:
            pick = line["pick"]
            pick = pick["option"] if isinstance(pick, dict) else pick
            must(pick in ("none", "blank") or 1 <= pick <= len(names), "ballots", "no such option")
            picks[pick] = picks.get(pick, 0) + weight["heads"]
    return tallies, invalid, silent, picks


def told(tallies, invalid, silent):
    """The sums as everybody may read them: no area of invalid ballots, nor of an answer of fewer than five heads."""
    invalid = {reason: weight | {"area": 0} for reason, weight in invalid.items()}
    for tally in tallies if silent is None else []:
        others = [tally[choice] for choice in ("oppose", "abstain", "blank")]
        areas = [weight for weight in others if weight["area"] > 0]
        if len(areas) > 1 and any(weight["heads"] < 5 for weight in areas):
            tally["together"] = tally.get("together", 0) + sum(weight["area"] for weight in areas)
            for choice in ("oppose", "abstain", "blank"):
                tally[choice] = tally[choice] | {"area": 0}
    return tallies, invalid


def all_of(tally):
    """What all answers to one line weigh."""
    whole = total(tally[choice] for choice in CHOICES)
    return whole | {"area": whole["area"] + tally.get("together", 0)}


def count_owners(rule, head, lines):
    tallies, invalid, silent, _ = add_up(head, lines)
    tallies, invalid = told(tallies, invalid, silent)
    electorate, agreement = head["electorate"], rule["agreement"]
    participating = all_of(tallies[0])
    must(all(all_of(t) == participating for t in tallies), "ballots", "questions of other ballots")
    asked = rule["participation"]
    participation = both("participation", participating, electorate, asked["threshold"]) if asked else None
    whole = electorate if agreement["base"] == "electorate" else participating
    findings = []
    for tally in tallies:
        agreed = both("agreement", tally["agree"], whole, agreement["threshold"])
        findings.append({"agreement": agreed, "passed": holds(participation) and holds(agreed), "silence": None})
    return {"owners": {
        "election": elect(rule["method"], tallies, findings), "findings": findings,
        "format": "yishi-owners-outcome/1", "manifest": rule, "participating": participating,
        "participation": participation, "received": add(participating, total(invalid.values())),
        "sums": {"electorate": electorate, "invalid": invalid, "questions": tallies, "silent": silent},
    }}  # fmt: skip


def elect(method, tallies, findings):
    if not isinstance(method, dict) or "owners_election" not in method:
        return None
    election = method["owners_election"]
    columns = ("heads", "area") if election["ranking"] == "heads_then_area" else ("area", "heads")
    keys = {n: tuple(-tally["agree"][c] for c in columns) for n, tally in enumerate(tallies, 1)}
    passed = [n for n, finding in enumerate(findings, 1) if finding["passed"]]
    seats, alternates, places = election["seats"], election["alternates"], []
    for key in sorted({keys[n] for n in passed}):
        equals = [n for n in passed if keys[n] == key]
        wanting = len(equals) - seats
        if wanting <= 0:
            standing, seats = "seated", -wanting
        else:
            standing = (
                "tied_for_seat" if seats > 0
                else "alternate" if alternates >= len(equals)
                else "tied_for_alternate" if alternates > 0
                else "unplaced"
            )  # fmt: skip
            seats, alternates = 0, max(0, alternates - wanting)
        rank = len(places) + 1
        places += [{"candidate": n, "rank": rank, "standing": standing} for n in equals]
    rest = [n for n in keys if n not in passed]
    places += [{"candidate": n, "rank": None, "standing": "not_elected"} for n in rest]
    return {"places": places, "vacant": seats}


def count_consultation(rule, head, lines):
    tallies, invalid, _, picks = add_up(head, lines)
    everyone = head["electorate"]["heads"]
    invalid = {reason: weight["heads"] for reason, weight in invalid.items()}
    if "options" in head:
        options, none = [picks.get(n, 0) for n in range(1, len(head["options"]) + 1)], picks.get("none", 0)
        choices, blank = {"choose_one": {"none": none, "options": options}}, picks.get("blank", 0)
        participating = sum(options) + none + blank
        most = max([*options, none])
        leaders = [n for n, count in enumerate(options, 1) if count == most]
        if most == 0:
            verdict = "no_answers"
        elif not leaders:
            verdict = "none_chosen"
        elif len(leaders) == 1 and none < most:
            verdict = {"chosen": {"option": leaders[0]}}
        else:
            verdict = {"tied": {"none": none == most, "options": leaders}}
        part = most if isinstance(verdict, dict) and "chosen" in verdict else None
    else:
        heads = {choice: tallies[0][choice]["heads"] for choice in CHOICES}
        blank = heads.pop("blank")
        choices, participating, part, verdict = {"yes_no": heads}, sum(heads.values()) + blank, heads["agree"], None
    quorum, agreement = rule["participation"], rule["agreement"]
    if quorum:
        quorum = inequality("participation", "heads", participating, everyone, quorum["threshold"])
    if agreement and part is not None:
        whole = {"electorate": everyone, "participants": participating}.get(agreement["base"])
        whole = choices["yes_no"]["agree"] + choices["yes_no"]["oppose"] if whole is None else whole
        agreement = inequality("agreement", "heads", part, whole, agreement["threshold"])
    else:
        agreement = None
    if verdict is None:
        verdict = "passed" if agreement["holds"] else "not_passed"
    elif agreement and not agreement["holds"]:
        verdict = {"below_bar": verdict["chosen"]}
    if quorum and not quorum["holds"]:
        verdict = "no_quorum"
    sums = {"blank": blank, "choices": choices, "electorate": everyone, "invalid": invalid}
    return {"consultative": {
        "agreement": agreement, "format": "yishi-consultative-outcome/1", "manifest": rule,
        "participating": participating, "quorum": quorum, "received": participating + sum(invalid.values()),
        "sums": sums, "verdict": verdict,
    }}  # fmt: skip


def count_marks(rule, head, lines):
    """Plurality and approval, where every ballot has as many marks as the rule takes."""
    ((kind, method),) = rule["method"].items()
    least = method["ballots"].get("least", 1)
    most = method["ballots"].get("most", 1)
    count = len(head["options"])
    marks = [line["options"] for line in lines]
    if any(not (len(m) == 0 or least <= len(m) <= most) for m in marks) or method["ties"]["criteria"]:
        return None
    filled = [m for m in marks if m]
    cast = lambda number: {"ballots": number, "weight": number}  # noqa: E731
    standings = [
        {
            "firsts": cast(sum(m == [n] for m in filled)),
            "option": n,
            "points": sum(n in m for m in filled),
            "support": cast(sum(n in m for m in filled)),
        }
        for n in range(1, count + 1)
    ]
    points = {s["option"]: s["points"] for s in standings if s["points"]}
    lot, winners, ties = method["ties"]["lot"], [], []
    while points and len(winners) < method["seats"]:
        best = max(points.values())
        equal = [n for n in points if points[n] == best]
        if len(winners) + len(equal) > method["seats"]:
            must(lot, "ballots", "a tie without a lot")
            drawn = min(equal, key=lot.index)
            ties.append({"steps": [{"by": "lot", "left": [drawn]}], "tied": equal})
            equal = [drawn]
        winners += equal
        points = {n: p for n, p in points.items() if n not in equal}
    turnout = {"blank": cast(len(marks) - len(filled)), "counted": cast(len(filled)), "invalid": {}}
    turnout["received"] = cast(len(marks))
    return {"sum": {"standings": standings, "ties": ties, "turnout": turnout, "winners": winners}}


def count_greedy(rule, head, lines):
    """What must stand in the outcome of a greedy count without sets that exclude one another."""
    method, eligible = rule["method"]["greedy"], rule["eligibility"]
    simple = eligible["above_budget"] and eligible["without_votes"] and not method["exclusive"]
    limits = [eligible[name] for name in ("least_score", "least_votes", "votes_by_cost")]
    if not simple or any(limits) or rule["ballots"]["beyond"] != "counts" or isinstance(rule["score"], dict):
        return None
    left, selected = fen(head["budget"]), []
    projects = {p["id"]: {"cost": fen(p["cost"]), "votes": 0, "score": 0} for p in head["projects"]}
    for line in lines:
        for id, points in zip(line["projects"], line.get("points", [1] * len(line["projects"]))):
            projects[id]["votes"] += 1
            projects[id]["score"] += points if rule["score"] == "points" else 1
    ways = {"least_cost": lambda p, _: p["cost"], "most_cost": lambda p, _: -p["cost"]}
    ways |= {"most_votes": lambda p, _: -p["votes"], "id": lambda _, id: id}
    if method["order"] != "score" or any(not isinstance(tie, str) for tie in rule["ties"]):
        return None
    order = lambda id: [-projects[id]["score"], *(ways[tie](projects[id], id) for tie in rule["ties"])]  # noqa: E731
    for id in sorted(projects, key=order):
        if projects[id]["cost"] <= left:
            left -= projects[id]["cost"]
            selected.append(id)
        elif method["unaffordable"] == "stop":
            break
    listed = [{**p, "project": id, "selected": id in selected} for id, p in projects.items()]
    blank = sum(not line["projects"] for line in lines)
    return {
        "ballots": {"blank": blank, "counted": len(lines), "invalid": 0}, "budget": fen(head["budget"]),
        "projects": listed, "spent": fen(head["budget"]) - left, "voters": len(lines), "winners": selected,
    }  # fmt: skip


def fen(text):
    whole, _, part = text.partition(".")
    return int(whole) * 100 + int(part)


def recount(question, head, lines, finding, where):
    """Whether the question was counted again here; Wrong if it gives something else."""
    rule = question["rule"]
    if rule["format"] == "yishi-rule/1":
        if rule["kind"] == "consultative":
            again = count_consultation(rule, head, lines)
        elif rule["kind"]["statutory"]["silence"]:
            return False
        else:
            again = count_owners(rule, head, lines)
    elif rule["format"] == "yishi-choice-rule/1" and set(rule["method"]) <= {"plurality", "approval"}:
        again = count_marks(rule, head, lines)
    elif rule["format"] == "yishi-budget/1" and "greedy" in rule["method"]:
        again = count_greedy(rule, head, lines)
        if again is None:
            return False
        must(isinstance(finding, dict) and isinstance(finding.get("projects"), list), where, "no such finding")
        said = {name: finding.get(name) for name in again}
        said["projects"] = [
            {name: project.get(name) for name in ("cost", "votes", "score", "project", "selected")}
            for project in finding["projects"]
        ]
        must(said == again, where, "counted again it is another")
        return True
    else:
        return False
    if again is None:
        return False
    must(finding == again, where, "counted again it is another")
    return True


# --- all of it --------------------------------------------------------------------------------------------------


def check_roll(data, manifest):
    must(sha(data).hex() == manifest["roll"]["sha256"], "roll.jsonl", "another roll than the manifest's")
    roll, before = {}, b""
    for number, line in enumerate(read_lines(data, "roll.jsonl"), 1):
        where = f"roll.jsonl:{number}"
        head = read_json(line, where)
        must(isinstance(head, dict) and set(head) == {"commitment", "weight"}, where, "no head")
        commitment = unbase64(head["commitment"], where, 32)
        must(before < commitment, where, "not in order, or twice")
        must(is_weight(head["weight"]) and head["weight"]["ballots"] == 1, where, "not one ballot")
        roll[commitment], before = head["weight"], commitment
    must(total(roll.values()) == manifest["roll"]["total"], "roll.jsonl", "another total than the manifest's")
    return roll


def check_ballots(data, manifest, counting):
    """What public ballots say; they are those that count, and no others."""
    said, before = [], b""
    for number, line in enumerate(read_lines(data, "ballots.jsonl"), 1):
        where = f"ballots.jsonl:{number}"
        ballot = read_json(line, where)
        must(isinstance(ballot, dict), where, "no ballot")
        must(set(ballot) == {"format", "head", "said", "salt", "vote"}, where, "no ballot")
        must(ballot["vote"] == manifest["vote"] and ballot["head"] is None, where, "of another vote, or a head's")
        commitment = sha(line.encode())
        must(before < commitment, where, "not in order, or twice")
        must(commitment in counting, where, "the log does not count it")
        if "valid" in ballot["said"]:
            must(len(ballot["said"]["valid"]) == len(manifest["questions"]), where, "other questions")
        said.append(ballot["said"])
        before = commitment
    must(len(said) == len(counting), "ballots.jsonl", "a ballot that counts is missing")
    return said


def check_question(files, index, manifest, electorate, said):
    """The first line of a question's file and the others."""
    name, question = f"q{index + 1}", manifest["questions"][index]
    head = first_line(question, manifest["title"], electorate)
    texts = read_lines(files[f"{name}.jsonl"], f"{name}.jsonl")
    must(texts and texts[0] == canonical(head), f"{name}.jsonl:1", "not as the manifest and the roll say")
    lines = [read_json(text, f"{name}.jsonl:{number}") for number, text in enumerate(texts[1:], 2)]
    if said is not None:
        made = [ballot_line(each, index, head) for each in said]
        must(lines == [line for line in made if line is not None], f"{name}.jsonl", "not what the ballots say")
    else:
        must(texts[1:] == sorted(set(texts[1:]), key=str.encode), f"{name}.jsonl", "not in order, or a line twice")
        for number, line in enumerate(lines, 2):
            where = f"{name}.jsonl:{number}"
            must(is_weight(line.get("weight")) and set(line) in SUMS, where, "no sum")
            must("invalid" not in line or line["weight"]["area"] == 0, where, "the area of ballots that take no part")
            must(not line.get("buildings") or line["weight"]["heads"] >= 5, where, "a small sum names buildings")
    if f"{name}.pb" in files:
        must(read_text(files[f"{name}.pb"], f"{name}.pb") == pabulib(head, lines), f"{name}.pb", "other ballots")
    must(read_text(files[f"{name}.csv"], f"{name}.csv") == sheet(head, lines), f"{name}.csv", "other ballots")
    return head, lines


def turnout_of(said, counted, electorate):
    if said is None:
        sums = [add_up(head, lines) for head, lines in counted]
        sums = [told(tallies, invalid, silent) for tallies, invalid, silent, _ in sums]
        valid = [all_of(tallies[0]) for tallies, _ in sums]
        invalid = [invalid for _, invalid in sums]
        same = all(v == valid[0] for v in valid) and all(i == invalid[0] for i in invalid)
        must(same, "q1.jsonl", "questions were answered by different ballots")
        return {"electorate": electorate, "invalid": invalid[0], "valid": valid[0]}
    invalid = {}
    for each in said:
        if "invalid" in each:
            invalid[each["invalid"]] = add(invalid.get(each["invalid"], NOTHING), ONE)
    valid = sum("valid" in each for each in said)
    return {"electorate": electorate, "invalid": invalid, "valid": {"area": 0, "ballots": valid, "heads": valid}}


def names_of(manifest):
    public = [] if manifest["kind"] == "statutory" else ["ballots.jsonl"]
    names = ["manifest.json", "roll.jsonl", *public]
    for number, question in enumerate(manifest["questions"], 1):
        money = question["rule"]["format"].startswith("yishi-budget/")
        names += [f"q{number}.{ending}" for ending in (["jsonl", "pb", "csv"] if money else ["jsonl", "csv"])]
    return [*names, "outcome.json", "log.json", "log.jsonl", "checkpoint", "sums"]


def verify(archive, given):
    """Figures of a record that is right."""
    listed = unpack(archive)
    files = dict(listed)
    for name in ("log.json", "sums", "manifest.json"):
        must(name in files, name, "is missing")
    start = read_json(read_text(files["log.json"], "log.json"), "log.json")
    must(isinstance(start, dict) and set(start) == {"edge", "first", "key"}, "log.json", "no start of a log")
    key = Key(start["key"])
    must(given in (None, key.text), "log.json", f"another key: {key.text}")

    signed = key.check(files["sums"], "sums").split("\n")
    names = [name for name, _ in listed]
    end = names.index("sums")
    must(names[end + 1 :] in ([], ["openings.jsonl"]), names[-1], "does not belong there")
    must(signed[:2] == ["yishi-record/1", key.name], "sums", "of another log")
    expected = [f"{sha(data).hex()}  {name}" for name, data in listed[:end]]
    for line, signed_line in zip(expected, signed[3:-1]):
        must(line == signed_line, line.split()[1], "not what was signed")
    must(len(signed) == len(expected) + 4, "sums", "of other files")

    manifest = read_json(read_text(files["manifest.json"], "manifest.json"), "manifest.json")
    must(manifest["format"] == "yishi-vote/2" and 0 < len(manifest["questions"]) <= 10, "manifest.json", "no vote")
    must(manifest["vote"] == signed[2] and manifest["log"] == key.name, "manifest.json", "of another vote or log")
    must(names[: end + 1] == names_of(manifest), "archive", "not the files of such a vote")
    roll = check_roll(files["roll.jsonl"], manifest)
    heads = len(roll)

    lines = read_lines(files["log.jsonl"], "log.jsonl")
    must(lines, "log.jsonl", "no entry")
    edge = [unbase64(text, "log.json", 32) for text in start["edge"]]
    must(is_count(start["first"]) and bin(start["first"]).count("1") == len(edge), "log.json", "no such tree")
    checkpoint = key.check(files["checkpoint"], "checkpoint").split("\n")
    root = root_of(edge, start["first"], [sha(b"\0" + line.encode()) for line in lines])
    size = start["first"] + len(lines)
    must(checkpoint == [key.name, str(size), base64.b64encode(root).decode(), ""], "checkpoint", "of another log")
    hashes = {f"{name}_sha256": sha(files[f"{name}.json"]).hex() for name in ("manifest", "outcome")}
    hashes["roll_sha256"] = manifest["roll"]["sha256"]
    counting = walk_log(lines, manifest["vote"], hashes, roll)
    must(len(counting) <= len(roll), "log.jsonl", "more ballots than heads")

    electorate = total(roll.values())
    said = check_ballots(files["ballots.jsonl"], manifest, counting) if "ballots.jsonl" in files else None
    counted = [check_question(files, n, manifest, electorate, said) for n in range(len(manifest["questions"]))]
    turnout = turnout_of(said, counted, electorate)
    received = total([turnout["valid"], *turnout["invalid"].values()])["ballots"]
    must(received == len(counting), "q1.jsonl", "other ballots than the log counts")

    outcome = read_json(read_text(files["outcome.json"], "outcome.json"), "outcome.json")
    asked = manifest["quorum"]
    quorum = (turnout["valid"]["heads"], electorate["heads"], asked["threshold"]) if asked else None
    rest = {
        "format": "yishi-outcome/1", "quorum": quorum and inequality("participation", "heads", *quorum),
        "questions": outcome["questions"], "turnout": turnout, "vote": manifest["vote"],
    }  # fmt: skip
    must(outcome == rest and len(outcome["questions"]) == len(counted), "outcome.json", "another turnout or quorum")
    done = [
        recount(question, head, lines, finding, f"outcome.json, question {number}")
        for number, (question, (head, lines), finding) in enumerate(
            zip(manifest["questions"], counted, outcome["questions"]), 1
        )
    ]
    return {"title": manifest["title"], "key": key.text, "heads": heads, "ballots": len(counting), "recounted": done}


def main(arguments):
    key = None
    if "--key" in arguments:
        at = arguments.index("--key")
        key = arguments[at + 1]
        del arguments[at : at + 2]
    if not arguments:
        print(__doc__)
        return 2
    worst = 0
    for path in arguments:
        try:
            with open(path, "rb") as file:
                archive = file.read((64 << 20) + 1)
        except OSError as error:
            print(f"{path}: cannot be read: {error}")
            worst = 2
            continue
        try:
            found = verify(archive, key)
        except Wrong as wrong:
            print(f"{path}: WRONG: {wrong}")
            worst = max(worst, 1)
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            print(f"{path}: WRONG: not in the format ({type(error).__name__}: {error})")
            worst = max(worst, 1)
        else:
            questions = ["recounted" if done else "not recounted here" for done in found["recounted"]]
            print(f"{path}: right: {found['ballots']} ballots of {found['heads']} heads; {', '.join(questions)}")
            if key is None:
                print(f"    signed by {found['key']}: compare with the posters")
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
