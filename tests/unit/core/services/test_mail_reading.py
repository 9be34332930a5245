"""Reading e-mails that anybody may have written: always text and files, never an error."""

import base64
import random
import tracemalloc
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.domain.canonical import dumps
from fmdesk.core.domain.incoming import MailArrival
from fmdesk.core.ports import RawMail
from fmdesk.core.services.mail_reading import (
    LONGEST_SUBJECT,
    LONGEST_TEXT,
    MOST_PARTS,
    ReadMail,
    read_mail,
)
from fmdesk.core.services.mail_text import decoded, one_line, plain, plain_of_html

LARGEST = 1_000_000


def read(content: bytes, size: int | None = None) -> ReadMail:
    return read_mail(RawMail(content, size or len(content), None), LARGEST)


def mail(text: bytes = b"Dag", **headers: str) -> bytes:
    given_headers = {"From": "a@b.nl", "Subject": "Vraag", "Message-ID": "<1@x>"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in given_headers.items())
    return head.encode("utf-8", "surrogateescape") + b"\r\n" + text


def test_an_ordinary_mail() -> None:
    found = read(mail("Één vraag".encode(), Content_Type="text/plain; charset=utf-8")).mail
    assert (found.sender_address, found.subject, found.text) == ("a@b.nl", "Vraag", "Één vraag")
    assert (found.message_id, found.problem, found.is_automatic) == ("<1@x>", "", False)


@pytest.mark.parametrize(
    ("header", "subject"),
    [
        ("=?utf-8?B?TGVra2FnZSDigqw=?=", "Lekkage €"),
        ("=?iso-8859-1?Q?caf=E9?= en =?utf-8?Q?th=C3=A9?=", "café en thé"),
        ("=?unknown?B?TGVr?=", "Lek"),
        ("=?utf-8?B?kapot!!?=", "=?utf-8?B?kapot!!?="),
        ("Lekkage €", "Lekkage €"),
        ("Lek\r\n kage", "Lek kage"),
        ("\x00\u202egnp\x07", "gnp"),
        ("", ""),
        ("x" * 9000, "x" * LONGEST_SUBJECT),
        ("=?utf-8?Q?" + "=41" * 3000 + "?=", None),
    ],
)
def test_a_subject_is_one_line_of_words(header: str, subject: str | None) -> None:
    found = read(mail(Subject=header)).mail.subject
    assert len(found) <= LONGEST_SUBJECT
    assert subject is None or found == subject


def test_no_subject_at_all() -> None:
    found = read(b"From: a@b.nl\r\n\r\nDag").mail
    assert (found.subject, found.message_id, found.text) == ("", "", "Dag")


@pytest.mark.parametrize(
    ("header", "address"),
    [
        ("Jan <Jan@Example.ORG>", "jan@example.org"),
        ('"Jan, de Wit" <jan@example.org>', "jan@example.org"),
        ("=?utf-8?Q?Ay=C5=9Fe?= <a@b.nl>", "a@b.nl"),
        ("geen adres", ""),
        ("<a@b.nl", "a@b.nl"),
        ("a@b@c.nl", ""),
        ("é@ü.nl", ""),
        ("<>", ""),
        ("a" * 300 + "@b.nl", ""),
        ("(((((((((((((" * 200, ""),
    ],
)
def test_a_sender_is_an_address_or_nobody(header: str, address: str) -> None:
    assert read(mail(From=header)).mail.sender_address == address


def test_ten_thousand_recipients_cost_nothing() -> None:
    crowd = ", ".join(f"Naam {number} <p{number}@example.org>" for number in range(10_000))
    found = read(mail(To=crowd, Cc=crowd)).mail
    assert (found.text, found.problem) == ("Dag", "")


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("utf-8", "Één"),
        ("iso-8859-15", "Één €"),
        ("windows-1252", "“Één”"),
        ("utf-16", "Één"),
        ("koi8-r", "Привет"),
        ("gb18030", "你好"),
    ],
)
def test_a_charset_is_read(charset: str, text: str) -> None:
    found = read(mail(text.encode(charset), Content_Type=f"text/plain; charset={charset}")).mail
    assert found.text == text


@pytest.mark.parametrize(
    "charset",
    ["zlib", "bz2_codec", "rot13", "idna", "punycode", "unicode_escape", "x-none", "utf-7", "\x00"],
)
def test_a_charset_that_is_none_harms_nobody(charset: str) -> None:
    found = read(mail("Één".encode(), Content_Type=f'text/plain; charset="{charset}"')).mail
    assert found.text == "Één"
    assert decoded(b"caf\xe9", charset) == "café"


def test_what_is_said_to_be_utf_8_and_is_not() -> None:
    assert read(mail(b"caf\xe9", Content_Type="text/plain; charset=utf-8")).mail.text == "café"


def test_html_is_shown_as_text_and_nothing_of_it_is_run_or_fetched() -> None:
    html = b"""<html><head><title>Nee</title><style>p{}</style></head><body>
    <p>Beste &amp; balie,<br>de kraan&nbsp;lekt &lt;b&gt;</p>
    <script>alert('x')</script><img src="http://spion/x.gif" alt=""><!-- nee <b> -->
    <a href="http://kwaad">hier</a></body></html>"""
    found = read(mail(html, Content_Type="text/html"))
    assert found.mail.text == "Beste & balie,\nde kraan lekt <b>\n\nhier"
    assert found.contents == {}


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("3 < 5 en 7 > 6", "3 < 5 en 7 > 6"),
        ("a<br/>b<BR>c", "a\nb\nc"),
        ("<script>weg", ""),
        ("voor<script>weg</scriptx", "voor"),
        ("voor<!-- weg", "voor"),
        ("voor<p", "voor"),
        ("<!DOCTYPE html>dag", "dag"),
        ("<>dag<", "<>dag<"),
        ("&#x202e;&bogus;&#0;", "&bogus;\ufffd"),
    ],
)
def test_html_that_is_broken(html: str, text: str) -> None:
    assert plain(plain_of_html(html)) == text


@pytest.mark.parametrize(
    "piece", ["<", "<!--", "<script>", "<a ", "&#x", "</", "<svg", "<![CDATA["]
)
def test_html_of_nothing_but_beginnings_is_read_in_one_pass(piece: str) -> None:
    plain_of_html(piece * 100_000)


def test_the_text_is_taken_and_html_left_where_there_are_both() -> None:
    both = EmailMessage()
    both.set_content("De tekst")
    both.add_alternative("<p>De opmaak</p>", subtype="html")
    both["From"] = "a@b.nl"
    found = read(both.as_bytes())
    assert found.mail.text == "De tekst"
    assert found.mail.files == ()


def attached(*files: tuple[str, bytes]) -> bytes:
    made = EmailMessage()
    made["From"] = "a@b.nl"
    made.set_content("Zie bijlage")
    for name, content in files:
        made.add_attachment(content, maintype="application", subtype="zip", filename=name)
    return made.as_bytes()


def test_files_are_taken_with_clean_names_and_by_their_bytes() -> None:
    found = read(attached(("../../x\u202egnp.exe", b"\x89PNG\r\n\x1a\n.."), ("twee.txt", b"twee")))
    assert [(one.name, one.media_type) for one in found.mail.files] == [
        ("x gnp.exe", "image/png"),
        ("twee.txt", "text/plain"),
    ]
    assert {found.contents[one.sha256] for one in found.mail.files} == {
        b"\x89PNG\r\n\x1a\n..",
        b"twee",
    }


def test_a_file_that_is_too_large_is_left_out_and_named() -> None:
    found = read(attached(("film.mp4", bytes(LARGEST + 1)), ("klein.txt", b"x")))
    assert [one.name for one in found.mail.files] == ["klein.txt"]
    assert found.mail.left_out == ("film.mp4 (1 MB)",)


def test_an_archive_is_never_unpacked() -> None:
    import io
    import zipfile

    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("nul", bytes(50_000_000))
    found = read(attached(("bom.zip", bomb.getvalue())))
    assert found.mail.files[0].size == len(bomb.getvalue()) < 100_000


def test_a_mail_in_a_mail_is_a_file() -> None:
    inner = EmailMessage()
    inner["Subject"] = "De binnenste"
    inner.set_content("Binnen")
    outer = EmailMessage()
    outer["From"] = "a@b.nl"
    outer.set_content("Buiten")
    outer.add_attachment(inner)
    found = read(outer.as_bytes())
    assert found.mail.text == "Buiten"
    assert b"De binnenste" in found.contents[found.mail.files[0].sha256]


def nested(depth: int) -> bytes:
    lines = [b"From: a@b.nl", b"MIME-Version: 1.0"]
    for level in range(depth):
        lines += [b"Content-Type: multipart/mixed; boundary=b%d" % level, b"", b"--b%d" % level]
    lines += [b"Content-Type: text/plain", b"", b"Diep"]
    return b"\r\n".join(lines) + b"\r\n"


@pytest.mark.parametrize("depth", [5, 50])
def test_nesting_is_followed(depth: int) -> None:
    assert read(nested(depth)).mail.text == "Diep"


@pytest.mark.parametrize("depth", [300, 399, 450, 5000])
def test_deep_nesting_ends_no_program(depth: int) -> None:
    found = read(nested(depth)).mail
    assert found.text == "Diep" or found.problem == "incoming.unreadable"


def test_mails_in_mails_in_mails_end_no_program() -> None:
    content = b"Content-Type: message/rfc822\r\n\r\n" * 5000 + b"Subject: x\r\n\r\nDiep"
    assert read(b"From: a@b.nl\r\n" + content).mail.key


def test_what_cannot_be_taken_apart_is_kept_as_a_file() -> None:
    content = nested(450)
    found = read(content)
    assert found.mail.problem == "incoming.unreadable"
    assert found.contents[found.mail.files[0].sha256] == content
    assert found.mail.files[0].name == "bericht.eml"
    assert read_mail(RawMail(content, len(content), None), 10).mail.files == ()


@pytest.mark.parametrize(
    "content",
    [
        b"A: b\r\n" * 701_000,
        b"A: b\r" * 701_000,
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\n\r\na\r\n" * 2100,
        b"Content-Type: text/plain; " + b"a=b;" * 2000 + b"\r\n\r\nx",
        b"Content-Type: text/plain;" + b"\r\n a=b;" * 2000 + b"\r\n\r\nx",
        b'X: y\rcontent-disposition: attachment; filename*="' + b"%41" * 2000 + b'"\r\n\r\nx',
        nested(60) + b"regel\r\n" * 101_000,
    ],
)
def test_what_would_take_the_library_minutes_is_not_taken_apart(content: bytes) -> None:
    found = read(content)
    assert found.mail.problem == "incoming.unreadable"
    found = read(mail(b"x\r\n" * 400_000, Content_Type="text/plain; boundary=x"))
    assert found.mail.problem == "", "a long mail is none of these"


def test_more_parts_than_anybody_reads() -> None:
    parts = b"".join(b"--x\r\nContent-Type: image/png\r\n\r\nabc%d\r\n" % n for n in range(1500))
    found = read(mail(parts + b"--x--", Content_Type="multipart/mixed; boundary=x")).mail
    assert len(found.files) <= MOST_PARTS
    assert found.left_out[-1] == "…"


def test_a_text_without_end_is_cut() -> None:
    found = read(mail(b"woord " * 100_000)).mail
    assert len(found.text) <= LONGEST_TEXT + 2
    assert found.text.endswith("…")


def test_a_mail_of_which_only_the_beginning_came() -> None:
    found = read(attached(("x.bin", bytes(9000)))[:2000], size=90_000_000)
    assert found.mail.problem == "incoming.too_large"
    assert found.mail.text == "Zie bijlage"
    assert found.contents == {}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\r\n\r\n",
        b"\x00" * 1000,
        b"From a@b\r\n",
        b":\r\n:\r\n\r\nx",
        b"Content-Type: multipart/mixed\r\n\r\nx",
        b'Content-Type: multipart/mixed; boundary=""\r\n\r\n--\r\n--\r\n',
        b"Content-Transfer-Encoding: base64\r\n\r\n!!!!",
        b"Content-Transfer-Encoding: uuencode\r\n\r\nbegin 666 x\r\n\xff\r\nend",
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n=ZZ=\xff=",
        b"Content-Type: text/plain; charset*0*=utf-8''%zz; name*1=\r\n\r\nx",
        b"Content-Type: ;;;;;=;=;=\r\n\r\nx",
        b"Content-Disposition: attachment; filename*=utf-9'x'%FF%FE\r\n\r\nx",
        b"Content-Type: message/rfc822\r\n\r\n",
        b"Content-Type: message/partial; number=1\r\n\r\nx",
        b"Date: gisteren\r\nFrom: " + b"@" * 3000 + b"\r\n\r\nx",
        b"References: " + b"<x@y> " * 5000 + b"\r\n\r\nx",
        b"Subject: =?utf-8?Q?" + b"=?" * 2000 + b"\r\n\r\nx",
        b"Subject: " + b"=?a?b?" * 2000 + b"\r\n\r\nx",
    ],
)
def test_what_is_hardly_a_mail(content: bytes) -> None:
    assert read(content).mail.key.startswith("mail:")


@given(st.binary(max_size=600))
def test_no_bytes_are_an_error(content: bytes) -> None:
    found = read(content)
    dumps(MailArrival(found.mail))
    assert set(found.contents) >= {one.sha256 for one in found.mail.files}


SEEDS = (
    attached(("een.txt", b"x" * 40)),
    nested(4),
    mail("Één".encode(), Subject="=?utf-8?B?TGVr?=", References="<a@b>"),
    mail(b"<p>x</p>", Content_Type='text/html; charset="iso-8859-1"'),
    mail(base64.b64encode(b"y" * 90), Content_Transfer_Encoding="base64"),
)
PIECES = (
    b"\x00", b"\xff", b"\r\n", b"\r\n\r\n", b"--", b"=?", b"?=", b";", b'"', b"<", b">", b"*=",
    b"boundary=", b"charset=", b"multipart/", b"message/rfc822", b"base64", b"%", b"=\r\n", b"@",
    "\u202e".encode(), b"=?utf-8?B?", b"Content-Type:", b"filename*0*=", b"\xed\xa0\x80",
)  # fmt: skip


@given(st.integers(0, 10**9))
def test_no_mail_that_was_changed_at_random_is_an_error(seed: int) -> None:
    dice = random.Random(seed)
    content = bytearray(dice.choice(SEEDS))
    for _change in range(dice.randint(1, 12)):
        place = dice.randrange(len(content) + 1)
        if dice.random() < 0.5:
            content[place:place] = dice.choice(PIECES) * dice.choice((1, 1, 1, 40))
        else:
            del content[place : place + dice.randint(1, 30)]
    found = read(bytes(content))
    dumps(MailArrival(found.mail))
    for text in (found.mail.subject, found.mail.sender_name):
        assert "\n" not in text
        assert one_line(text) == text


@given(st.text(max_size=300))
def test_plain_text_has_no_signs_that_hide_others(text: str) -> None:
    cleaned = plain(text)
    assert not set(cleaned) & set("\x00\x07\u202e\u2066\ud800\r")
    assert plain(cleaned) == cleaned


@pytest.mark.parametrize(
    ("row", "headers", "times"),
    [
        (b"a" * 8_000_000, {"Content-Type": "text/html"}, 7),
        ("é".encode() * 4_000_000, {"Content-Type": "text/html"}, 8),
        (b"a" * 70 + b"\n", {"Content-Type": "text/html"}, 5),
        (b"QUJD" * 18 + b"\n", {"Content-Transfer-Encoding": "base64"}, 7),
    ],
)
def test_a_large_mail_takes_a_few_times_its_own_memory(
    row: bytes, headers: dict[str, str], times: int
) -> None:
    content = mail(row * (8_000_000 // len(row)), **headers)
    tracemalloc.start()
    try:
        found = read_mail(RawMail(content, len(content), None), 2 * len(content)).mail
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found.text or found.files
    assert peak < times * len(content)
