from datetime import *
d = date(2024, 2, 29)
print(d, repr(d), d.year, d.weekday(), d.isoweekday(), d.isocalendar(), d.isoformat(), d.toordinal(), d.replace(year=2023, day=1), d + timedelta(days=1), d - date(2024, 1, 1), d < date(2024, 3, 1), d.strftime('%d/%m/%y %A %B %j'), date.fromisoformat('2024-12-31'), date.fromordinal(738000), date.min, date.max)
t = datetime(2024, 5, 6, 7, 8, 9, 123456)
print(t, repr(t), t.date(), t.time(), t.isoformat(), t.isoformat(' ', 'minutes'), t + timedelta(hours=20, seconds=1.5), t - datetime(2024, 1, 1), t.strftime('%Y-%m-%d %H:%M:%S.%f %p %I'), datetime.strptime('2024-01-02 03:04', '%Y-%m-%d %H:%M'), datetime.fromisoformat('2024-01-02T03:04:05+02:00'), t.replace(tzinfo=timezone.utc).timestamp(), datetime.fromtimestamp(0, timezone.utc), t.timetuple()[:6], t.ctime())
td = timedelta(days=1, hours=-3, minutes=5.5)
print(td, repr(td), td.total_seconds(), td * 2, td / 2, td // timedelta(hours=1), td % timedelta(hours=2), -td, abs(-td), timedelta(seconds=-1), timedelta.max, timedelta(weeks=1) > timedelta(days=6), divmod(td, timedelta(hours=5)), time(1, 2, 3), time(1, 2) < time(1, 3), time.fromisoformat('12:34:56'))
tz = timezone(timedelta(hours=5, minutes=30), 'IST')
print(tz, t.replace(tzinfo=tz), t.replace(tzinfo=tz).astimezone(timezone.utc), t.replace(tzinfo=tz).utcoffset(), timezone.utc, datetime(2024, 1, 1, tzinfo=timezone.utc) == datetime(2024, 1, 1, 5, 30, tzinfo=tz))
for f in (lambda: date(2023, 2, 29), lambda: date(0, 1, 1), lambda: datetime(2024, 1, 1, 25), lambda: date.fromisoformat('x'), lambda: datetime.strptime('x', '%Y'), lambda: date.max + timedelta(1), lambda: d < t.time(), lambda: t < t.replace(tzinfo=tz), lambda: d + 1, lambda: timezone(timedelta(days=2)), lambda: timedelta(days=10 ** 10)):
    try:
        print(f())
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
