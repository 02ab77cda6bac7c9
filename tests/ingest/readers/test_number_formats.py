"""What spreadsheets show for numbers; each row was looked up in a spreadsheet."""

from decimal import Decimal

import pytest

from gouji.ingest.readers.number_formats import shown, shown_words

CASES = [
    # codes and counters
    ("2", "00", "02"),
    ("5551234", "000-0000", "555-1234"),
    ("12", '"第"0"项"', "第12项"),
    # amounts
    ("1234567.891", "#,##0.00", "1,234,567.89"),
    ("1234567.891", "#,##0.00_ ", "1,234,567.89"),
    ("1608.5100000000001", "0.00", "1608.51"),
    ("2.675", "0.00", "2.68"),
    ("-1234.5", "#,##0.00_);(#,##0.00)", "(1,234.50)"),
    ("-5", "0;[Red]-0", "-5"),
    ("-0.4", "0", "-0"),
    ("0", "0.00;-0.00;;@", ""),
    ("0", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
    ("1234", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.00"),
    ("1000", "#,###", "1,000"),
    ("0", "#,###", ""),
    ("0.5", ".00", ".50"),
    ("0.1", "0.##", "0.1"),
    ("45.678", "[$¥-804]#,##0.00", "¥45.68"),
    # scaled
    ("123456", '0!.0,"万"', "12.3万"),
    ("123456", r"0\.0,", "12.3"),
    ("1234", "#,##0.00,", "1.23"),
    ("15000", '[>=10000]0!.0,"万";0', "1.5万"),
    ("150", '[>=10000]0!.0,"万";0', "150"),
    # percentages are fractions
    ("0.0532", "0.00%", "5.32%"),
    ("0.00285", "0.0%", "0.3%"),
    ("1", "0%", "100%"),
    ("8.5", '0.0"%"', "8.5%"),
    # General
    ("0.30000000000000004", "General", "0.3"),
    ("1608.51", "G/通用格式", "1608.51"),
    ("123456789.126", "General", "123456789.1"),
    ("12345678901", "General", "12345678901"),
    ("123456789012", "General", "1.23457E+11"),
    ("0.00001234", "General", "1.234E-05"),
    ("-3", "General", "-3"),
    # dates and times
    ("45292", 'yyyy"年"m"月"d"日"', "2024年1月1日"),
    ("45292", "yyyy/m/d", "2024/1/1"),
    ("45292", 'yyyy"年"mm"月"', "2024年01月"),
    ("45292.75", 'h"时"mm"分"', "18时00分"),
    ("45292.5", "h:mm AM/PM", "12:00 PM"),
    ("1.5", "[h]:mm:ss", "36:00:00"),
    ("45292", "[$-804]yyyy-mm-dd;@", "2024-01-01"),
    ("45292", "aaaa", "星期一"),
    ("59", "yyyy/m/d", "1900/2/28"),
    ("-1", "yyyy/m/d", "########"),
]


@pytest.mark.parametrize(("value", "code", "text"), CASES)
def test_a_number_is_shown_as_a_spreadsheet_shows_it(value: str, code: str, text: str) -> None:
    assert shown(Decimal(value), code) == text


def test_days_may_be_counted_from_1904() -> None:
    assert shown(Decimal(43830), "yyyy/m/d", from_1904=True) == "2024/1/1"


@pytest.mark.parametrize(
    ("text", "code", "printed"),
    [("合计", "0.00", "合计"), ("合计", ";;;", ""), ("3", '@"月"', "3月"), ("02", "@", "02")],
)
def test_words_are_shown_by_the_section_for_words(text: str, code: str, printed: str) -> None:
    assert shown_words(text, code) == printed


@pytest.mark.parametrize("code", ["", ";", ";;;;;", '"', "[", "[>=]0", "0E+", "\\", "0.0.0", "??/??", "[h", "%%"])
def test_broken_formats_show_something(code: str) -> None:
    assert isinstance(shown(Decimal("1234.5"), code), str)
