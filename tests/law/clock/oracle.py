"""The slow way to count: tear one leaf off a wall calendar after the other."""

from datetime import date, timedelta

ONE = timedelta(days=1)


def working(day, off):
    return day.isoweekday() not in (6, 7) and day not in off


def working_days(start, amount, off, direction="after"):
    """Walk day by day and keep a list of every working day passed; the last one kept is the answer."""
    step, passed, day = (ONE if direction == "after" else -ONE), [], start
    while len(passed) < amount:
        day = day + step
        if working(day, off):
            passed.append(day)
    return passed[-1]


def months(start, amount, direction="after"):
    """Walk month by month along the first days, then look for the same number, else one less."""
    year, month = start.year, start.month
    for _ in range(amount):
        month += 1 if direction == "after" else -1
        if month == 13:
            year, month = year + 1, 1
        if month == 0:
            year, month = year - 1, 12
    number = start.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def rolled(day, off, roll):
    while roll != "none" and not working(day, off):
        day += ONE if roll == "forward" else -ONE
    return day
