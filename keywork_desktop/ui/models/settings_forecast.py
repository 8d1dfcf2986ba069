"""What a planned regime level will ask for, in the words of somebody who has to find the time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from keywork_desktop.domain.forecast import RegimeForecast
from keywork_desktop.ui.models.settings_words import near_date, place


@dataclass(frozen=True, slots=True)
class ForecastWords:
    """A sentence to act on and one that explains it. `tone` is a token: "no" where there is not enough time."""

    sentence: str
    because: str
    shape: str
    tone: str


def thousands(count: int, word: str = "") -> str:
    """`1,004`, `1 session`, `1,004 sessions`."""
    return f"{count:,}" + (f" {word}{'' if count == 1 else 's'}" if word else "")


def forecast_words(forecast: RegimeForecast, today: date) -> ForecastWords:
    """`Level 1 from Mon 23 Nov: 188 more sessions a week than you have time for.`"""
    begins = f"Level {forecast.level} from {near_date(forecast.from_date, today)}"
    asked = f"{thousands(forecast.after, 'session')} a week asked" + _against(forecast)
    who = f"{place(forecast.unit)}, {thousands(forecast.people, 'prisoner')}."
    if forecast.time_for is None or forecast.too_many is None:
        sentence = f"{begins}: {asked}."
        return ForecastWords(sentence, f"No detail says how much key work time there is. {who}", "◇", "week")
    time = _time(forecast)
    if forecast.too_many:
        sentence = f"{begins}: {thousands(forecast.too_many, 'more session')} a week than you have time for."
        return ForecastWords(sentence, f"{_upper(asked)}. {time} {who}", "▲", "no")
    return ForecastWords(f"{begins}: there is time for what it asks.", f"{_upper(asked)}. {time} {who}", "●", "fits")


def _against(forecast: RegimeForecast) -> str:
    if not forecast.more:
        return ", as many as without the change"
    word = "more" if forecast.more > 0 else "fewer"
    return f", {thousands(abs(forecast.more))} {word} than the {thousands(forecast.before)} without the change"


def _time(forecast: RegimeForecast) -> str:
    hours = "" if forecast.minutes_a_week is None else f" ({forecast.minutes_a_week / 60:.0f} h by the detail)"
    return f"Time for {thousands(forecast.time_for or 0)} a week{hours}."


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
