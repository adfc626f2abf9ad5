#!/usr/bin/env python3
"""Holds our counts of budgets against pabutools (exact fractions), winners in order.

usage: budgets.py PROGRAM --generate CASES [SEED]     many small elections by every rule
       budgets.py PROGRAM --files SECONDS FILE.pb…    real ones by equal shares, without and with Add1
       budgets.py FILE.json --fixtures EACH           writes domain/tests/fixtures/budgets.json

PROGRAM is `target/release/examples/budgets` (`cargo build -p domain --release --example budgets`). Needs
`pip install pabutools gmpy2` in an environment of its own: pabutools is GPL, it is run, never linked or copied."""
import collections, json, multiprocessing, os, random, subprocess, sys, tempfile, time

from pabutools.election import (
    AdditiveSatisfaction, Additive_Borda_Sat, Additive_Cardinal_Sat, Cardinality_Sat, Cost_Sat, Instance,
    parse_pabulib,
)
from pabutools.fractions import frac
from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares
from pabutools.rules.mes.mes_rule import method_of_equal_shares_scheme
from pabutools.tiebreaking import TieBreakingRule

sys.setrecursionlimit(100_000)


class PointsTimesCost(AdditiveSatisfaction):
    """pabutools' greedy divides by cost; this multiplies by it first, so that points alone decide."""

    def __init__(self, instance, profile, ballot):
        def times(instance, profile, ballot, project, _):
            return frac(ballot.get(project, 0)) * frac(project.cost)
        super().__init__(instance, profile, ballot, times)


class Endless(Instance):
    """An instance whose outcomes are exhaustive only when all that has support is bought."""

    def is_exhaustive(self, projects, available_projects=None):
        return len(projects) == len(available_projects)


SATISFACTION = {
    "approval_cost": Cost_Sat, "approval_cardinality": Cardinality_Sat, "points": Additive_Cardinal_Sat,
    "ranks": Additive_Borda_Sat,
}


def ties(profile):
    votes = collections.Counter()
    for ballot in profile:
        for project in ballot:
            votes[project.name] += profile.multiplicity(ballot) if hasattr(profile, "multiplicity") else 1
    return TieBreakingRule(lambda instance, profile, p: (p.cost, -votes[p.name], p.name))


def rule(form, method):
    score = {"approval": "votes", "cumulative": "points", "ordinal": {"ranks": "ballot_from_one"}}[form]
    return {
        "format": "yishi-budget/1", "weights": "heads",
        "ballots": {"least_projects": None, "most_projects": None, "most_cost": None, "beyond": "counts"},
        "score": score,
        "eligibility": {"least_votes": None, "least_score": None, "votes_by_cost": None, "above_budget": True,
                        "without_votes": True},
        "method": method, "ties": ["least_cost", "most_votes", "id"], "reserve": "none",
    }


def shares(form, utility, completion, endowment="exact"):
    utility = {"ranks": "ballot_from_zero"} if utility == "ranks" else utility
    return rule(form, {"equal_shares": {
        "utility": utility, "endowment": endowment, "completion": completion, "comparison": None}})


def add(units, decimals, stop, fill=False):
    step = {"units": units, "decimals": decimals}
    return {"add": {"step": step, "exhaustive_stop": stop, "fill": fill}}


def greedy(form, order):
    return rule(form, {"greedy": {"order": order, "unaffordable": "skip", "exclusive": []}})


def rules():
    """Every rule that both can count: name → (form, manifest)."""
    found = {
        "greedy by votes": ("approval", greedy("approval", "score")),
        "greedy by votes per cost": ("approval", greedy("approval", "score_per_cost")),
        "greedy by points": ("cumulative", greedy("cumulative", "score")),
        "greedy by points per cost": ("cumulative", greedy("cumulative", "score_per_cost")),
    }
    for form, utility in (("approval", "approval_cost"), ("approval", "approval_cardinality"),
                          ("cumulative", "points"), ("ordinal", "ranks")):
        for name, completion, endowment in (
            ("", "none", "exact"), (" floor", "none", {"floor": {"decimals": 0}}),
            (" add1 stop", add(1, 0, "supported"), "exact"),
            (" add1", add(1, 0, "off"), "exact"),
            (" add1 floor", add(1, 0, "off"), {"floor": {"decimals": 0}}),
            (" add0.01", add(1, 2, "off"), "exact"), (" add0.3", add(3, 1, "off"), "exact"),
        ):
            found[f"shares {utility}{name}"] = (form, shares(form, utility, completion, endowment))
        if utility.startswith("approval"):
            found[f"shares {utility} fill"] = (form, shares(form, utility, "fill"))
            found[f"shares {utility} add1u"] = (form, shares(form, utility, add(1, 0, "supported", True)))
    return found


def oracle(path, manifest):
    instance, profile = parse_pabulib(path)
    tie = ties(profile)
    method = manifest["method"]
    if "greedy" in method:
        by_score = method["greedy"]["order"] == "score"
        if manifest["score"] == "votes":
            satisfaction = Cost_Sat if by_score else Cardinality_Sat
        else:
            satisfaction = PointsTimesCost if by_score else Additive_Cardinal_Sat
        return greedy_utilitarian_welfare(instance, profile, sat_class=satisfaction, tie_breaking=tie)
    method = method["equal_shares"]
    utility = method["utility"] if isinstance(method["utility"], str) else "ranks"
    completion = method["completion"]
    add = completion["add"] if isinstance(completion, dict) else None
    if add and add["exhaustive_stop"] == "off":
        instance.__class__ = Endless
    start = frac(instance.budget_limit, profile.num_ballots())
    if method["endowment"] != "exact":
        start = frac(int(start))
    step = add and frac(add["step"]["units"], 10 ** add["step"]["decimals"])
    multi = profile.as_multiprofile()
    satisfaction = multi.as_sat_profile(SATISFACTION[utility])
    outcome = method_of_equal_shares_scheme(
        instance, multi, satisfaction, start, [], tie, voter_budget_increment=step or None)
    if completion == "fill" or (add and add["fill"]):
        outcome = greedy_utilitarian_welfare(
            instance, profile, sat_class=Cost_Sat, tie_breaking=tie, initial_budget_allocation=outcome)
    return outcome


def generate(path, form, chance):
    projects = chance.randint(1, 9)
    voters = chance.choice([chance.randint(1, 6), chance.randint(2, 30), chance.randint(20, 80)])
    decimals = chance.random() < 0.2
    def cost():
        fen = chance.randint(0, 99) if decimals else 0
        return round(chance.randint(1, chance.choice([5, 20, 60])) + fen / 100, 2 if decimals else None)
    costs = [cost() for _ in range(projects)]
    budget = round(max(1, sum(costs) * chance.uniform(0.2, 1.1)), 2 if decimals else None)
    kinds = chance.randint(1, 8)
    popular = [[chance.paretovariate(1) for _ in costs] for _ in range(kinds)]
    points = form == "cumulative"
    with open(path, "w", encoding="utf-8") as out:
        meta = [("description", "generated"), ("country", "x"), ("unit", "x"), ("instance", "1"),
                ("num_projects", projects), ("num_votes", voters), ("budget", budget), ("vote_type", form),
                ("rule", "unknown"), ("date_begin", "2026"), ("date_end", "2026"), ("max_sum_points", 999)]
        print("META\nkey;value", *(f"{key};{value}" for key, value in meta), sep="\n", file=out)
        print("PROJECTS\nproject_id;cost", *(f"p{i};{cost}" for i, cost in enumerate(costs)), sep="\n", file=out)
        print("VOTES\nvoter_id;vote" + (";points" if points else ""), file=out)
        for voter in range(voters):
            weights, named = chance.choice(popular), []
            for _ in range(chance.randint(1, projects)):
                one = chance.choices(range(projects), weights)[0]
                if one not in named:
                    named.append(one)
            line = f"v{voter};" + ",".join(f"p{one}" for one in named)
            if points:
                line += ";" + ",".join(str(chance.randint(1, 5)) for _ in named)
            print(line, file=out)


def one_case(job):
    path, form, manifest, seed = job
    generate(path, form, random.Random(seed))
    return [project.name for project in oracle(path, manifest)]


def ours(program, manifest, paths):
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(manifest, file)
        file.flush()
        lines = subprocess.run([program, file.name, *paths], check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in lines.splitlines()]


def generated(program, cases, seed):
    names = rules()
    each = -(-cases // len(names))
    wrong = done = 0
    with tempfile.TemporaryDirectory() as folder, multiprocessing.Pool() as pool:
        for name, (form, manifest) in names.items():
            paths = [os.path.join(folder, f"{i}.pb") for i in range(each)]
            jobs = [(path, form, manifest, f"{seed} {name} {i}") for i, path in enumerate(paths)]
            theirs = pool.map(one_case, jobs, chunksize=8)
            differ = 0
            for path, line, expected in zip(paths, ours(program, manifest, paths), theirs):
                if line.get("winners") != expected:
                    differ += 1
                    if differ == 1:
                        print(name, line, expected, open(path, encoding="utf-8").read(), sep="\n")
            done, wrong = done + each, wrong + differ
            print(f"{name}: {each} cases, {differ} differ", flush=True)
    print(f"{done} cases, {wrong} differ")
    return wrong


def fixtures(target, each):
    """A few small cases of every rule, as JSON on lines of their own."""
    cases = []
    with tempfile.TemporaryDirectory() as folder:
        for name, (form, manifest) in rules().items():
            for i in range(each):
                path = os.path.join(folder, "case.pb")
                winners = one_case((path, form, manifest, f"fixture {name} {i}"))
                instance, profile = parse_pabulib(path)
                amounts = [instance.budget_limit] + [instance.get_project(f"p{k}").cost for k in range(len(instance))]
                scale = 0 if all(amount == int(amount) for amount in amounts) else 2
                budget, *costs = [int(round(float(amount) * 10 ** scale)) for amount in amounts]
                marks = lambda ballot: [
                    [int(p.name[1:]), int(ballot[p]) if form == "cumulative" else 1] for p in ballot]
                ballots = [marks(ballot) if form == "ordinal" else sorted(marks(ballot)) for ballot in profile]
                cases.append({"form": form, "scale": scale, "budget": budget, "costs": costs, "winners": winners,
                              "ballots": ballots, "rule": manifest})
    with open(target, "w", encoding="utf-8") as out:
        lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
        out.write("[\n" + lines + "\n]\n")
    print(f"{len(cases)} cases")
    return 0


def timed(path, manifest, queue):
    start = time.perf_counter()
    outcome = [project.name for project in oracle(path, manifest)]
    queue.put((outcome, time.perf_counter() - start))


def real(program, seconds, paths):
    wrong = 0
    for path in paths:
        vote_type = next(line.split(";")[1].strip() for line in open(path, encoding="utf-8-sig")
                         if line.startswith("vote_type;"))
        form = {"choose-1": "approval"}.get(vote_type, vote_type)
        utility = {"approval": "approval_cost", "cumulative": "points", "ordinal": "ranks"}[form]
        for name, completion in (("none", "none"), ("add1 stop", add(1, 0, "supported"))):
            manifest = shares(form, utility, completion)
            queue = multiprocessing.Queue()
            process = multiprocessing.Process(target=timed, args=(path, manifest, queue))
            process.start()
            line = ours(program, manifest, [path])[0]
            try:
                expected, taken = queue.get(timeout=seconds)
                same = "same" if expected == line["winners"] else "DIFFER"
                wrong += same != "same"
                taken = f"{taken:.2f} s (with parsing), 1/{taken / (line['count_us'] + line['read_us']) * 1e6:.0f}"
            except Exception:
                same, taken = "-", f"> {seconds} s"
                process.terminate()
            process.join()
            print(f"{os.path.basename(path)} {name}: {same}; ours {line['count_us'] / 1e6:.4f} s + "
                  f"reading {line['read_us'] / 1e6:.4f} s, pabutools {taken}", flush=True)
    return wrong


if __name__ == "__main__":
    program, mode, number, *rest = sys.argv[1:]
    if mode == "--generate":
        sys.exit(generated(program, int(number), rest[0] if rest else "1") != 0)
    if mode == "--fixtures":
        sys.exit(fixtures(program, int(number)))
    sys.exit(real(program, float(number), rest) != 0)
