"""How a due date came about, step by step, in words: the formula of DOMAIN 3.1 with this prisoner's own dates."""

from __future__ import annotations

from datetime import date, timedelta

from keywork_desktop.domain.obligations import Obligation
from keywork_desktop.domain.rules import WEEKEND
from keywork_desktop.domain.wording import counted, how_often, long_date, number, short_date


def arithmetic(obligation: Obligation, day: date) -> tuple[str, ...]:
    """The steps that led to `obligation.due_on`, each a sentence; `day` is the day looked at."""
    rule = obligation.rule
    if rule.id == WEEKEND:
        return ("One session each weekend, on Saturday or Sunday. A weekend that passes without one is missed.",)
    steps = [f"Asked: {how_often(rule)}, since {short_date(obligation.start, day)}."]
    if obligation.carried_from is not None:
        changed = short_date(obligation.carried_from, day)
        if obligation.ended:
            steps.append(f"It ended on {changed} while he was overdue: its date stays until the next session.")
        else:
            steps.append(f"The rules changed on {changed}: that neither hides nor hastens what was due before.")
    else:
        steps += _held(obligation, day) + _pace(obligation, day)
    steps.append(f"So the next session is due by {long_date(obligation.due_on)}.")
    return tuple(steps)


def _held(obligation: Obligation, day: date) -> list[str]:
    """Until when the last N sessions hold, if there were as many."""
    rule = obligation.rule
    if obligation.prior is None:
        return []
    oldest = obligation.counted[rule.sessions - 1]
    these = "The last session holds" if rule.sessions == 1 else f"The last {number(rule.sessions)} sessions hold"
    until = short_date(obligation.prior, day)
    return [f"{these} until {until} ({short_date(oldest, day)} and {rule.window_days} days)."]


def _pace(obligation: Obligation, day: date) -> list[str]:
    """What the sessions since the rule began ask for; the latest of all steps decides."""
    rule, seen, k = obligation.rule, obligation.counted, obligation.k
    if k == 0:
        if obligation.prior is not None and obligation.prior >= obligation.due_on:
            return ["None since the rule began, but the sessions before it still hold."]
        within = (obligation.due_on - obligation.start).days
        began = "he arrived" if obligation.began_with_arrival else "the rule began"
        return [f"No session since {began}: the first is due within {counted(within, 'day')}."]
    soonest = seen[0] + timedelta(days=rule.spacing)
    steps = []
    if k < rule.sessions:
        pace = obligation.start + timedelta(days=-(-rule.window_days * (k + 1) // rule.sessions))
        step = seen[0] + timedelta(days=rule.step)
        by = min(pace, step)
        steps.append(
            f"{number(k).capitalize()} of {number(rule.sessions)} held since it began: "
            f"the next is wanted by {short_date(by, day)}."
        )
    if rule.spacing and soonest >= obligation.due_on:
        steps.append(f"Not before {short_date(soonest, day)}, {counted(rule.spacing, 'day')} after the last session.")
    return steps
