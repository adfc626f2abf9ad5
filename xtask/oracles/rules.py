#!/usr/bin/env python3
"""Cases for the rules on options, with what other programs answer.

    python3 xtask/oracles/rules.py RULE --cases 10000 --seed 1 > cases.jsonl
    cargo run --release -p domain --example oracle -- cases.jsonl

RULE is one of the functions in ORACLES below. Needed beside it, in a throw-away environment:
`belenios-tool` (Debian) for schulze and stv, `pref_voting` for runoff, borda, ranked_pairs, margins, plurality,
`abcvoting` and `gmpy2` for phragmen, pav, sequential_pav, approval.

With `--soi FILE` the ballots are drawn from a PrefLib file (.soc, .soi): the whole file first, then samples of it.

Each line is one case: the rule as our file states it, the ballots, and the answer. Our rule is stated so that it
means what the other program's documentation says that program does.
"""

import argparse
import json
import random
import subprocess
import sys
import warnings

warnings.filterwarnings("ignore")

ANY = {"equal_ranks": "allowed", "least": 1, "most": 1000}
STRICT = {"equal_ranks": "invalid", "least": 1, "most": 1000}


def ties(lot, criteria=()):
    return {"criteria": list(criteria), "lot": lot}


# Ballots --------------------------------------------------------------------------------------------------


# The ballots of a PrefLib file, and whether they have all been used once.
FILE = {"options": 0, "groups": [], "used": False}


def read_soi(path):
    """Strict orders only, complete or not."""
    for line in open(path, encoding="utf-8"):
        if line.startswith("# NUMBER ALTERNATIVES:"):
            FILE["options"] = int(line.split(":")[1])
        elif not line.startswith("#") and ":" in line:
            count, order = line.split(":")
            FILE["groups"].append((int(count), [[int(option)] for option in order.split(",")]))


def from_file(rng, short):
    """All of the file's ballots, or some of them."""
    groups = [group for group in FILE["groups"] if short or len(group[1]) == FILE["options"]]
    if not FILE["used"]:
        FILE["used"] = True
        return groups
    groups = rng.sample(groups, rng.randint(1, len(groups)))
    return [(rng.randint(1, count), tiers) for count, tiers in groups]


def size(rng):
    """How many options and voters: mostly small, so that ties are common, some medium."""
    if FILE["groups"]:
        return FILE["options"], 0
    kind = rng.random()
    if kind < 0.55:
        return rng.randint(2, 5), rng.randint(1, 12)
    if kind < 0.85:
        return rng.randint(3, 7), rng.randint(5, 60)
    return rng.randint(4, 12), rng.randint(30, 300)


def ranking(rng, options, ties=True, short=True, centre=None):
    """One ranking as tiers; near `centre` where there is one."""
    order = list(range(1, options + 1))
    if centre is None:
        rng.shuffle(order)
    else:
        order = sorted(order, key=lambda option: centre.index(option) + rng.gauss(0, options / 3))
    if short:
        order = order[: rng.choice([options, options, rng.randint(1, options)])]
    tiers = []
    for option in order:
        if ties and tiers and rng.random() < 0.2:
            tiers[-1].append(option)
        else:
            tiers.append([option])
    return [sorted(tier) for tier in tiers]


def rankings(rng, options, voters, ties=True, short=True, blank=True):
    """Groups of (count, tiers): each time the voters are scattered or around one or two opinions."""
    if FILE["groups"]:
        return from_file(rng, short)
    centres = [None]
    if rng.random() < 0.6:
        centres = [rng.sample(range(1, options + 1), options) for _ in range(rng.randint(1, 2))]
    groups = []
    while voters > 0:
        count = min(voters, rng.choice([1, 1, 1, 2, 3, rng.randint(1, 20)]))
        voters -= count
        tiers = [] if blank and rng.random() < 0.04 else ranking(rng, options, ties, short, rng.choice(centres))
        groups.append((count, tiers))
    return groups


def approvals(rng, options, voters):
    """Groups of (count, options approved); of a file's ballots the first few are."""
    if FILE["groups"]:
        return [(c, [t[0] for t in tiers[: rng.randint(0, 3)]]) for c, tiers in from_file(rng, True)]
    share = rng.choice([0.2, 0.4, 0.6])
    groups = []
    while voters > 0:
        count = min(voters, rng.choice([1, 1, 1, 2, 3]))
        voters -= count
        groups.append((count, [o for o in range(1, options + 1) if rng.random() < share]))
    return groups


def text(tiers):
    """PrefLib's notation: 1,{2,3},4."""
    return ",".join(str(t[0]) if len(t) == 1 else "{" + ",".join(map(str, t)) + "}" for t in tiers)


def emit(method, options, ballots, expect):
    case = {"method": method, "options": options, "ballots": ballots, "expect": expect}
    print(json.dumps(case, separators=(",", ":")))


def ranked_lines(groups):
    return [f"{count}: {text(tiers)}" for count, tiers in groups]


def lot(rng, options):
    return rng.sample(range(1, options + 1), options)


# Belenios -------------------------------------------------------------------------------------------------


def belenios(method, options, groups, *flags):
    """Belenios wants a rank for each option, 0 for none, ballot by ballot."""
    ballots = []
    for count, tiers in groups:
        ranks = [0] * options
        for rank, tier in enumerate(tiers, 1):
            for option in tier:
                ranks[option - 1] = rank
        ballots += [ranks] * count
    run = subprocess.run(
        ["belenios-tool", "method", method, *flags], input=json.dumps(ballots), capture_output=True, text=True
    )
    return json.loads(run.stdout) if run.returncode == 0 else None


def schulze(rng):
    """Winning votes, fewer against where equally many are for. Ranks every option, in tiers."""
    options, voters = size(rng)
    groups = rankings(rng, options, voters)
    answer = belenios("schulze", options, groups, "--blank-allowed", "true", "--nchoices", str(options))
    rule = {"ballots": ANY, "strength": "winning_votes", "weights": "heads"}
    rule["ties"] = ties(list(range(1, options + 1)))
    paths = [[pair if a != b else [0, 0] for b, pair in enumerate(row)] for a, row in enumerate(answer["beatpaths"])]
    expect = {
        "order": [[option + 1 for option in tier] for tier in answer["winners"]],
        "pairwise": answer["raw"],
        "strengths": paths,
        "blank": answer["blank"],
        "counted": answer["valid"],
    }
    emit({"schulze": rule}, options, ranked_lines(groups), expect)


def stv(rng, fractions="binary64"):
    """Droop's quota of all valid ballots, surpluses by all votes, one at a time, ties by the options' order. Its
    documentation says that fractions are rounded in double."""
    while True:
        options, voters = size(rng)
        groups = rankings(rng, options, voters, ties=rng.random() < 0.1)
        seats = rng.randint(1, max(1, min(options, rng.choice([2, 3, options]))))
        answer = belenios("stv", options, groups, "--nseats", str(seats))
        # It stops with a failed assertion where every ballot is blank.
        if answer is not None:
            break
    emit({"stv": stv_rule(seats, options, fractions)}, options, ranked_lines(groups), stv_answer(answer))


def stv_exact(rng):
    """The same in exact fractions: about one case in 300 differs, where rounding makes equals unequal or misses the
    quota. The example counts each of them again as binary64, and then all agree."""
    stv(rng, "exact")


def stv_rule(seats, options, fractions):
    return {
        "ballots": STRICT,
        "seats": seats,
        "quota": "droop",
        "quota_of": "valid",
        "surplus": "by_all_votes",
        "fractions": fractions,
        "unranked": "not_standing",
        "ties": ties(list(range(1, options + 1))),
    }


def stv_answer(answer):
    events = []
    for kind, what in answer["events"]:
        if kind == "Lose":
            events.append(f"out {what + 1}")
        elif kind == "Win" and what:
            events.append("win " + ",".join(str(option + 1) for option in what))
    winners = [option + 1 for option in answer["winners"]]
    return {"winners": winners, "events": events, "invalid": len(answer["invalid"])}


# pref_voting ----------------------------------------------------------------------------------------------


def full(groups, options):
    """A profile of linear orders."""
    from pref_voting.profiles import Profile

    merged = {}
    for count, tiers in groups:
        order = tuple(tier[0] - 1 for tier in tiers)
        merged[order] = merged.get(order, 0) + count
    return Profile([list(order) for order in merged], list(merged.values()))


def with_ties(groups, options):
    """A profile of weak or short orders; what is not ranked stands below."""
    from pref_voting.profiles_with_ties import ProfileWithTies

    ranks = [{o - 1: rank for rank, tier in enumerate(tiers, 1) for o in tier} for _, tiers in groups]
    profile = ProfileWithTies(ranks, [count for count, _ in groups], candidates=list(range(options)))
    profile.use_extended_strict_preference()
    return profile


def numbers(candidates):
    return [int(candidate) + 1 for candidate in candidates]


def runoff(rng):
    """Four variants that its documentation states."""
    from pref_voting import iterative_methods as pv

    options, voters = size(rng)
    order = lot(rng, options)
    # Its list names first who goes out first.
    out_first = [option - 1 for option in reversed(order)]
    rule = {"ballots": STRICT, "equal_firsts": "never", "weights": "heads", "ties": ties(order)}
    kind = rng.randrange(4)
    if kind == 0:
        groups = rankings(rng, options, voters, ties=False, short=False, blank=False)
        early = rng.random() < 0.5
        answer = pv.instant_runoff(full(groups, options), tie_breaker=out_first, exit_on_majority=early)
        rule |= {"eliminating": "one_by_one", "stop": "majority_of_continuing" if early else "one_left"}
        expect = {"winners": numbers(answer)}
    elif kind == 1:
        groups = rankings(rng, options, voters, ties=False, short=False, blank=False)
        answer = pv.instant_runoff(full(groups, options))
        rule |= {"eliminating": "all_lowest", "stop": "majority_of_counted"}
        expect = {"finalists": numbers(answer)}
    elif kind == 2:
        groups = rankings(rng, options, voters, blank=False)
        how = rng.choice(["split", "approval"])
        one = rng.random() < 0.5
        breaker = out_first if one else None
        answer = pv.instant_runoff(with_ties(groups, options), tie_breaker=breaker, score_method=how)
        rule |= {"ballots": ANY, "equal_firsts": "split" if how == "split" else "whole", "stop": "one_left"}
        rule |= {"eliminating": "one_by_one" if one else "all_lowest"}
        expect = {"winners" if one else "finalists": numbers(answer)}
    else:
        groups = rankings(rng, options, voters, ties=False)
        if not any(tiers for _, tiers in groups):
            groups.append((1, [[1]]))
        answer = pv.instant_runoff_for_truncated_linear_orders(with_ties(groups, options))
        rule |= {"eliminating": "all_lowest", "stop": "majority_of_continuing"}
        expect = {"finalists": numbers(answer)}
    emit({"instant_runoff": rule}, options, ranked_lines(groups), expect)


def borda(rng):
    """All four meanings of a short ballot that its documentation has, and the plain count on full ballots."""
    from pref_voting import scoring_methods as pv

    options, voters = size(rng)
    rule = {"ballots": ANY, "seats": 1, "weights": "heads", "ties": ties(lot(rng, options))}
    kind = rng.choice(["full", "symmetric", "domination", "weak_domination", "non_domination"])
    if kind == "full":
        groups = rankings(rng, options, voters, ties=False, short=False, blank=False)
        profile = full(groups, options)
        rule["points"] = "below"
        scores = profile.borda_scores()
        expect = {"best": numbers(pv.borda(profile)), "points": [int(scores[i]) for i in range(options)]}
    else:
        groups = rankings(rng, options, voters, blank=False)
        profile = with_ties(groups, options)
        scorer = getattr(pv, f"{kind}_borda_scores")
        best = numbers(pv.borda_for_profile_with_ties(profile, borda_scores=scorer))
        scores = [int(scorer(profile)[i]) for i in range(options)]
        total = sum(count for count, _ in groups)
        if kind == "symmetric":
            rule["points"] = "symmetric"
        elif kind == "domination":
            rule["points"] = "below"
        else:
            # Both count from another zero than ours: each ballot gives one more, or all but one less.
            rule["points"] = "not_above"
            shift = -1 if kind == "weak_domination" else options - 1
            scores = [score + shift * total for score in scores]
        expect = {"best": best, "points": scores}
    emit({"borda": rule}, options, ranked_lines(groups), expect)


def ranked_pairs(rng):
    """Margins, pairs of equal margin by winner and then loser in the given order, pairs without a majority last."""
    from pref_voting.margin_based_methods import ranked_pairs as any_order
    from pref_voting.margin_based_methods import ranked_pairs_tb

    options, voters = size(rng)
    order = lot(rng, options)
    linear = rng.random() < 0.4
    groups = rankings(rng, options, voters, ties=not linear, short=not linear, blank=False)
    profile = full(groups, options) if linear else with_ties(groups, options)
    answer = ranked_pairs_tb(profile, tie_breaker=[option - 1 for option in order])
    rule = {
        "ballots": ANY,
        "strength": "margins",
        "equal_strength": "winner_then_loser",
        "equal_pairs": "locked_last",
        "weights": "heads",
        "ties": ties(order),
    }
    expect = {"winners": numbers(answer)}
    if options <= 3:
        expect["one_of"] = numbers(any_order(profile))
    emit({"ranked_pairs": rule}, options, ranked_lines(groups), expect)


def margins(rng):
    """Schulze's rule by margins: those that nobody stands above."""
    from pref_voting.margin_based_methods import beat_path

    options, voters = size(rng)
    groups = rankings(rng, options, voters, blank=False)
    answer = beat_path(with_ties(groups, options))
    rule = {"ballots": ANY, "strength": "margins", "weights": "heads", "ties": ties(lot(rng, options))}
    emit({"schulze": rule}, options, ranked_lines(groups), {"finalists": numbers(answer)})


def plurality(rng):
    """The most first places on full ballots."""
    from pref_voting.scoring_methods import plurality as pv

    options, voters = size(rng)
    groups = rankings(rng, options, voters, ties=False, short=False, blank=False)
    profile = full(groups, options)
    scores = profile.plurality_scores()
    rule = {"ballots": {}, "seats": 1, "weights": "heads", "ties": ties(lot(rng, options))}
    expect = {"best": numbers(pv(profile)), "points": [int(scores[i]) for i in range(options)]}
    ballots = [f"{count}: {tiers[0][0]}" for count, tiers in groups]
    emit({"plurality": rule}, options, ballots, expect)


# abcvoting ------------------------------------------------------------------------------------------------

APPROVAL = {"least": 1, "most": 1000}


def approval_case(rng, most_options=9):
    options, voters = size(rng)
    options = min(options, most_options)
    groups = approvals(rng, options, min(voters, 80))
    assert all(option <= options for _, approved in groups for option in approved)
    if not any(approved for _, approved in groups):
        groups.append((1, [1]))
    seats = rng.randint(1, options)
    return options, seats, groups


def abc_profile(options, groups):
    """One voter for each group, with the group's number as its weight."""
    from abcvoting.preferences import Profile, Voter

    profile = Profile(options)
    for count, approved in groups:
        profile.add_voter(Voter([option - 1 for option in approved], weight=count))
    return profile


def approval_lines(groups):
    """The weights are what the other program sees; one ballot carries each."""
    return [f"1/{count}: " + ",".join(map(str, approved)) for count, approved in groups]


def in_order(rule, options, seats, groups, **how):
    """Its committees have no order, but a sequential rule's smaller ones do: who is new in each."""
    from abcvoting import abcrules

    order = []
    for number in range(1, seats + 1):
        committee = abcrules.compute(rule, abc_profile(options, groups), number, resolute=True, **how)[0]
        order += [candidate + 1 for candidate in committee if candidate + 1 not in order]
    return order


def sequential(rng, name, rule, **how):
    options, seats, groups = approval_case(rng)
    method = {
        "ballots": APPROVAL,
        "seats": seats,
        "weights": "weight",
        "unsupported": "filled_by_ties",
        "ties": ties(list(range(1, options + 1))),
    }
    expect = {"winners": in_order(rule, options, seats, groups, **how)}
    emit({name: method}, options, approval_lines(groups), expect)


def phragmen(rng):
    """Exact fractions; ties by number; options without support last, by number."""
    sequential(rng, "sequential_phragmen", "seqphragmen", algorithm="gmpy2-fractions")


def sequential_pav(rng):
    """Ties by number."""
    sequential(rng, "sequential_pav", "seqpav")


def pav(rng):
    """All committees of greatest worth; ours is the first of them in the lot's order."""
    from abcvoting import abcrules, scores

    options, seats, groups = approval_case(rng)
    order = lot(rng, options)
    profile = abc_profile(options, groups)
    committees = abcrules.compute_pav(
        profile, seats, algorithm="brute-force", resolute=False, max_num_of_committees=None
    )
    best = min(sorted(order.index(c + 1) for c in committee) for committee in committees)
    method = {"ballots": APPROVAL, "seats": seats, "weights": "weight", "most_steps": 1000000, "lot": order}
    expect = {"winners": sorted(order[rank] for rank in best), "equal": len(committees) > 1}
    emit({"pav": method}, options, approval_lines(groups), expect)


def approval(rng):
    """The most approvals for several seats, ties by number."""
    from abcvoting import abcrules

    options, seats, groups = approval_case(rng)
    committees = abcrules.compute_av(abc_profile(options, groups), seats, resolute=False, max_num_of_committees=None)
    approved = {option for _, options_ in groups for option in options_}
    best = min(sorted(c + 1 for c in committee) for committee in committees)
    method = {"ballots": APPROVAL, "seats": seats, "weights": "weight", "ties": ties(list(range(1, options + 1)))}
    # It fills seats with options that nobody approves; ours stay empty.
    expect = {"set": [option for option in best if option in approved]}
    emit({"approval": method}, options, approval_lines(groups), expect)


ORACLES = {
    f.__name__: f
    for f in [
        schulze,
        stv,
        stv_exact,
        runoff,
        borda,
        ranked_pairs,
        margins,
        plurality,
        phragmen,
        pav,
        sequential_pav,
        approval,
    ]
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rule", choices=ORACLES)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--soi")
    asked = parser.parse_args()
    if asked.soi:
        read_soi(asked.soi)
    rng = random.Random(f"{asked.rule} {asked.seed}")
    for number in range(asked.cases):
        ORACLES[asked.rule](rng)
        if number % 1000 == 999:
            print(f"{asked.rule}: {number + 1}", file=sys.stderr)


if __name__ == "__main__":
    main()
