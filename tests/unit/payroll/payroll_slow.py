"""The payroll once more: plain, slow, and written from the rules' text alone, to hold the program against.

It shares no code with the program. Amounts are fen, everything else exact fractions.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

STEPS = [(36000, "0.03", 0), (144000, "0.10", 2520), (300000, "0.20", 16920), (420000, "0.25", 31920),
         (660000, "0.30", 52920), (960000, "0.35", 85920), (10**15, "0.45", 181920)]  # fmt: skip
BONUS_STEPS = [(3000, "0.03", 0), (12000, "0.10", 210), (25000, "0.20", 1410), (35000, "0.25", 2660),
               (55000, "0.30", 4410), (80000, "0.35", 7160), (10**15, "0.45", 15160)]  # fmt: skip


def nearest(x):
    """A whole number; a half goes away from zero."""
    x = Fraction(x)
    whole = abs(x).numerator // abs(x).denominator
    if abs(x) - whole >= Fraction(1, 2):
        whole += 1
    return whole if x >= 0 else -whole


def pay_month(m):
    """The expected figures of every person by id, and the totals."""
    days = []
    day = m.first
    while day <= m.last:
        days.append(day)
        day += timedelta(days=1)
    r = {name: Fraction(value) for name, value in m.rules.items()}
    here = {p.id: [d for d in days if p.start <= d and (p.end is None or d <= p.end)] for p in m.people}
    pool = silent_amount(m)
    takers = sorted(
        (p for p in m.people if p.department in ("planning", "promotion", "design", "logistics") and here[p.id]),
        key=lambda p: p.id,
    )
    shares = hand_out(pool, [(p.id, len(here[p.id])) for p in takers])
    people = {p.id: pay_person(m, p, here[p.id], len(days), r, shares) for p in m.people}
    return people, (pool if takers else 0)


def silent_amount(m):
    if m.silent is not None:
        rest = m.silent
    else:
        sold = m.service_sales
        if sold is None:
            sold = 0
            for p in m.people:
                if p.department == "service":
                    sold += p.figure("sales")
        rest = max(0, m.paid - sold)
    return nearest(Fraction(rest) / 100)


def hand_out(pool, weights):
    whole = sum(w for _, w in weights)
    out, rests = {}, []
    for who, w in weights:
        exact = Fraction(pool) * w / whole
        out[who] = int(exact)
        rests.append((-(exact - int(exact)), who))
    for _, who in sorted(rests)[: pool - sum(out.values())]:
        out[who] += 1
    return out


def rate_at(p, day):
    """Base and allowance on a day."""
    now = None
    for start, base, allowance in sorted(p.terms):
        if now is None or start <= day:
            now = base + allowance
    return now


def net_sales(p):
    return p.figure("sales") - max(0, p.figure("refunds") - p.figure("goodwill"))


def pay_person(m, p, here, month_days, r, shares):  # noqa: C901  (the contract from top to bottom, in one place)
    lines = []
    left_out = {}

    # 1 base
    runs = []
    for d in here:
        if runs and runs[-1][0] == rate_at(p, d) and runs[-1][2] == d - timedelta(days=1):
            runs[-1][1] += 1
            runs[-1][2] = d
        else:
            runs.append([rate_at(p, d), 1, d])
    base = sum(nearest(Fraction(rate) * n / month_days) for rate, n, _ in runs)
    lines.append(("base", base))
    monthly = rate_at(p, here[-1] if here else m.last)

    # 2 absence
    daily = Fraction(monthly) / Fraction("21.75")
    asked = nearest(daily * Fraction(p.figure("unpaid")))
    unpaid = min(asked, base)
    left_out["absence"] = asked - unpaid
    if Fraction(p.figure("unpaid")):
        lines.append(("absence", -unpaid))
    if Fraction(p.figure("sick")):
        paid = max(daily * r["sick_rate"], r["minimum_wage"] * Fraction("0.8") / Fraction("21.75"))
        lost = nearest(max(Fraction(0), daily - paid) * Fraction(p.figure("sick")))
        lines.append(("absence", -min(lost, base - unpaid)))
        left_out["absence"] += max(0, lost - (base - unpaid))

    # 3 overtime
    for name, times in (("hours_workday", Fraction(3, 2)), ("hours_rest", Fraction(2)), ("hours_holiday", Fraction(3))):
        if Fraction(p.figure(name)):
            lines.append(("overtime", nearest(daily / 8 * Fraction(p.figure(name)) * times)))

    # 4 and 5 commissions
    carry = 0
    leaves = not (p.start <= m.last + timedelta(days=1) and (p.end is None or p.end > m.last))
    if (p.department == "service" and p.level == "staff") or p.carried:
        earned = (
            nearest(Fraction(net_sales(p)) * Fraction(2, 1000))
            if p.department == "service" and p.level == "staff"
            else 0
        )
        both = earned + p.carried
        lines.append(("own_commission", max(0, both)))
        if both < 0 and not leaves:
            lines.append(("own_commission_carried", both))
            carry = both
        if both < 0 and leaves:
            left_out["own_commission"] = -both
    if p.department == "service" and p.level != "staff" and here:
        team = sum(net_sales(q) for q in m.people if q.department == "service")
        lines.append(("team_commission", nearest(Fraction(team) * Fraction(2, 1000))))

    # 6 pool
    if p.id in shares:
        lines.append(("silent_pool", shares[p.id]))

    # 7 performance
    if here:
        tenths = int((Fraction(m.now) - Fraction(m.before)) * 10)
        earned = p.rating_bonus + (100_00 * tenths if tenths > 0 else 200_00 * tenths)
        earned -= 100_00 * p.figure("neutral") + 300_00 * p.figure("bad")
        lines.append(("performance", max(0, earned)))
        left_out["performance"] = max(0, -earned)

    # 8 typed
    for name in ("award", "allowance_other"):
        if p.figure(name):
            lines.append((name, p.figure(name)))
    if p.figure("bonus"):
        lines.append(("year_end_bonus", p.figure("bonus")))

    gross = sum(amount for code, amount in lines if code != "own_commission_carried")

    # 10 compensation
    taken = 0
    if p.figure("loss"):
        least = r["minimum_wage"]
        if 0 < len(here) < month_days:
            least = nearest(least * len(here) / month_days)
        fifth = (Fraction(gross) / 5).__floor__()
        taken = max(0, min(p.figure("loss"), fifth, gross - least))
        lines.append(("compensation", taken))
        left_out["compensation"] = p.figure("loss") - taken

    # 11 insurance
    own = employer = 0
    if p.insured and here:
        social = min(max(Fraction(p.social_base), r["social_floor"]), r["social_ceiling"])
        for code, name in (("social_pension", "pension"), ("social_medical", "medical"),
                           ("social_unemployment", "unemployment")):  # fmt: skip
            lines.append((code, nearest(social * r[name])))
            own += nearest(social * r[name])
        fund = min(max(Fraction(p.fund_base), r["fund_floor"]), r["fund_ceiling"])
        housing = whole_yuan(fund * Fraction(p.fund_rate), r)
        lines.append(("housing_fund", housing))
        own += housing
        for name in ("pension", "medical", "unemployment", "injury"):
            employer += nearest(social * r["employer_" + name])
        employer += whole_yuan(fund * r.get("employer_fund", Fraction(p.fund_rate)), r)

    # 12 tax
    apart = p.figure("bonus") if p.figure("bonus") and not p.bonus_within and m.first <= date(2027, 12, 31) else 0
    months = p.months + (1 if here else 0)
    free = 60000_00 if p.low_wage else 5000_00 * (m.month if p.first_wage else months)
    special = p.special if here else 0

    def wage_tax(income):
        taxable = max(0, p.income + income - free - p.insurance - own - p.special_past - special)
        return taxable, max(0, nearest(by_steps(STEPS, taxable, taxable) - p.withheld))

    taxable, tax = wage_tax(gross - apart)
    lines.append(("income_tax", tax))
    if apart:
        lines.append(("income_tax", bonus_tax(apart)))
    bonus = p.figure("bonus")
    comparison = (wage_tax(gross)[1] - wage_tax(gross - bonus)[1], *bonus_choice(m, bonus)) if bonus else None
    all_tax = sum(amount for code, amount in lines if code == "income_tax")

    # 13 net
    left = gross - taken - own - all_tax
    rest = max(0, left)
    other = min(p.figure("other"), rest)
    if p.figure("other"):
        lines.append(("other_deduction", other))
        left_out["other_deduction"] = p.figure("other") - other
    return {
        "lines": lines,
        "left_out": {code: fen for code, fen in left_out.items() if fen},
        "bonus": comparison,
        "gross": gross,
        "taxable": taxable,
        "withheld": p.withheld + tax,
        "net": rest - other,
        "employer_cost": gross + employer,
        "carried": carry,
        "advance": max(p.advance, p.figure("other")) - other + max(0, -left),
    }


def bonus_tax(bonus):
    return nearest(by_steps(BONUS_STEPS, Fraction(bonus) / 12, bonus))


def bonus_choice(m, bonus):
    """The tax of a bonus taxed apart, the highest cheaper bonus that leaves more, and how much more."""
    if m.first > date(2027, 12, 31):
        return None, None, None
    edges = [top * 12 * 100 for top, _, _ in BONUS_STEPS if top * 12 * 100 < bonus]
    if edges and edges[-1] - bonus_tax(edges[-1]) > bonus - bonus_tax(bonus):
        return bonus_tax(bonus), edges[-1], edges[-1] - bonus_tax(edges[-1]) - (bonus - bonus_tax(bonus))
    return bonus_tax(bonus), None, None


def whole_yuan(amount, r):
    return nearest(amount / 100) * 100 if r.get("fund_whole_yuan") else nearest(amount)


def by_steps(steps, reach, amount):
    for top, rate, quick in steps:
        if reach <= top * 100:
            return Fraction(amount) * Fraction(rate) - quick * 100
    raise AssertionError(reach)
