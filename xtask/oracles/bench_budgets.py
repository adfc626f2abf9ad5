"""Times pabutools (GPL-3: run beside our own engine to measure, never linked, never copied) on one file.

usage: bench_budgets.py FILE.pb greedy|add1
Prints one line of JSON: seconds for reading and for counting, the ids of the winners in order. Fractions are exact
(install gmpy2 beside it), equal ballots are merged for equal shares, ties go to the cheaper, then to the id. Add1
stops at an exhaustive outcome: pabutools knows no other.
"""

import json
import sys
import time

from pabutools.election import (
    Additive_Borda_Sat,
    Additive_Cardinal_Sat,
    Cost_Sat,
    parse_pabulib,
)
from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares
from pabutools.tiebreaking import TieBreakingRule

sys.setrecursionlimit(100_000)


def main():
    path, rule = sys.argv[1], sys.argv[2]
    start = time.perf_counter()
    instance, profile = parse_pabulib(path)
    reading = time.perf_counter() - start
    satisfaction = {
        "ApprovalProfile": Cost_Sat,
        "CumulativeProfile": Additive_Cardinal_Sat,
        "CardinalProfile": Additive_Cardinal_Sat,
        "OrdinalProfile": Additive_Borda_Sat,
    }[type(profile).__name__]
    ties = TieBreakingRule(lambda instance, profile, project: (project.cost, project.name))
    start = time.perf_counter()
    if rule == "greedy":
        # Greedy by votes is by satisfaction per cost where satisfaction is cost times votes.
        winners = greedy_utilitarian_welfare(instance, profile, sat_class=satisfaction, tie_breaking=ties)
    else:
        winners = method_of_equal_shares(
            instance,
            profile.as_multiprofile(),
            sat_class=satisfaction,
            tie_breaking=ties,
            voter_budget_increment=1,
        )
    counting = time.perf_counter() - start
    answer = {"reading": reading, "counting": counting, "winners": [project.name for project in winners]}
    print(json.dumps(answer))


main()
