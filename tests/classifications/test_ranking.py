"""Ranking: small tables of what stands before what, and the properties that hold for every word."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okoce.classifications.rules.activities import Activity, activity_fit, activity_of, asked, asked_places, place_fit
from okoce.classifications.rules.index import Entry, Field, build
from okoce.classifications.rules.ranking import rank
from okoce.classifications.rules.spoken import INSTEAD, LIKE
from okoce.classifications.rules.words import tokens
from tests.classifications.shipped import VERSIONS, classes, index, small, terms_of

CLOTHES = small(
    ("14120", ["jahit baju", "menjahit"]),
    ("14111", ["konveksi baju"]),
    ("47711", ["jual baju", "toko baju"]),
    ("46412", ["grosir baju"]),
    ("95291", ["vermak baju"]),
    ("77299", ["sewa baju adat"]),
    ("85597", ["kursus jahit"]),
    ("96100", ["cuci baju"]),
)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("jahit baju", "14120"),
        ("jual baju", "47711"),
        ("jualan baju", "47711"),
        ("pedagang baju", "47711"),
        ("grosir baju", "46412"),
        ("distributor baju", "46412"),
        ("sewa baju", "77299"),
        ("persewaan baju", "77299"),
        ("les jahit", "85597"),
        ("ngejahit baju", "14120"),
        ("tukang jait", "14120"),
        ("nyuci baju", "96100"),
        ("vermak", "95291"),
        ("konveksi", "14111"),
        ("konfeksi baju", "14111"),
        ("baju vermak", "95291"),
    ],
)
def test_the_verb_decides_among_businesses_of_one_good(words: str, first: str) -> None:
    assert rank(CLOTHES, words, 5)[0].code == first


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("servis hp", "95102"),
        ("benerin hape", "95102"),
        ("jual ponsel", "47404"),
        ("konter handphone", "47404"),
        ("ganti layar hp", "95102"),
    ],
)
def test_other_words_for_a_good(words: str, first: str) -> None:
    phones = small(("95102", ["servis hp", "ganti lcd hp"]), ("47404", ["jual hp", "konter hp"]))
    assert rank(phones, words, 5)[0].code == first


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("isiulang galon", "11052"),
        ("isi ulang galon", "11052"),
        ("foto kopi", "82100"),
        ("fotocopy", "82100"),
        ("warungnasi", "56101"),
        ("nasgor", "56101"),
        ("wedding organiser", "96900"),
        ("wo", "96900"),
    ],
)
def test_words_run_together_torn_apart_and_short(words: str, first: str) -> None:
    found = small(
        ("11052", ["isi ulang galon"]),
        ("82100", ["fotokopi"]),
        ("56101", ["warung nasi", "nasi goreng"]),
        ("96900", ["wedding organizer"]),
    )
    assert rank(found, words, 5)[0].code == first


def test_the_question_itself_stands_before_a_phrase_that_holds_it() -> None:
    found = small(("17022", ["kotak nasi"]), ("56210", ["nasi kotak"]))
    assert [hit.code for hit in rank(found, "nasi kotak", 5)] == ["56210", "17022"]
    assert [hit.code for hit in rank(found, "kotak nasi", 5)] == ["17022", "56210"]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("jual buah", "47212"),
        ("jual buah di pasar", "47812"),
        ("jual buah kaki lima", "47812"),
        ("jual buah online", "47911"),
        ("jual buah keliling", "47991"),
    ],
)
def test_version_2020_sorts_retail_by_place_too(words: str, first: str) -> None:
    shops = small(*((code, ["jual buah"]) for code in ("47212", "47812", "47911", "47991")), version="2020")
    assert rank(shops, words, 5)[0].code == first


@pytest.mark.parametrize(
    ("words", "first"),
    [("soto tenda", "56103"), ("soto gerobak", "56104"), ("warung soto", "56102"), ("soto keliling", "56104")],
)
def test_dishes_by_place(words: str, first: str) -> None:
    eateries = small(*((code, ["soto"]) for code in ("56102", "56103", "56104")), version="2020")
    assert rank(eateries, words, 5)[0].code == first


def test_cakes_of_the_market_are_sold_anywhere() -> None:
    assert asked_places(tokens("jajanan pasar")) == set()
    assert asked_places(tokens("jual sayur di pasar")) == {"stall"}
    assert asked_places(tokens("kaus kaki")) == set()


@pytest.mark.parametrize(
    ("version", "code", "activity"),
    [
        ("2025", "10794", Activity.MAKE),
        ("2020", "45407", Activity.REPAIR),
        ("2020", "45406", Activity.SELL),
        ("2025", "95320", Activity.REPAIR),
        ("2025", "56101", Activity.COOK),
        ("2025", "01136", Activity.GROW),
        ("2025", "46311", Activity.WHOLESALE),
        ("2025", "85595", Activity.TEACH),
        ("2025", "77291", Activity.RENT),
        ("2025", "96100", Activity.SERVE),
    ],
)
def test_what_a_class_does(version: str, code: str, activity: Activity) -> None:
    assert activity_of(version, code) is activity


def test_a_question_without_a_verb_or_place_prefers_nothing() -> None:
    nothing = asked(tokens("keripik singkong"))
    assert [activity_fit(nothing, activity) for activity in Activity] == [1.0] * len(Activity)
    assert place_fit(frozenset(), "2025", "47711") == 1.0


def test_no_known_word_gives_no_answer() -> None:
    assert rank(CLOTHES, "zzzzzz qqqq", 5) == ()
    assert rank(CLOTHES, "", 5) == ()
    assert rank(CLOTHES, "yang dan atau", 5) == ()


def test_a_class_of_another_version_is_refused() -> None:
    with pytest.raises(ValueError, match="2020:14120 is not of 2025"):
        build("2025", [Entry("2020", "14120", ((Field.TERM, "jahit"),))])


def test_the_order_of_entries_makes_no_difference() -> None:
    entries = [
        Entry("2025", code, ((Field.TERM, term), (Field.TITLE, "JUDUL"))) for code, term in (("10001", "a b"), ("10002", "b c"))
    ]
    assert build("2025", entries) == build("2025", entries[::-1])


def test_spoken_words_are_words_and_lead_to_others() -> None:
    for word, meaning in LIKE.items():
        assert tokens(word) == (word,), word
        assert tokens(meaning) == (meaning,), meaning
        assert word != meaning
    assert LIKE.keys().isdisjoint(INSTEAD)


SHIPPED = {version: sorted({(term, code) for code, terms in terms_of(version).items() for term in terms}) for version in VERSIONS}


def found_codes(version: str, words: str, limit: int = 5) -> list[str]:
    return [hit.code for hit in rank(index(version), words, limit)]


def classes_of(version: str, term: str) -> set[str]:
    """Classes that have this very term: of more than five, any may be among the first."""
    return {code for code, terms in terms_of(version).items() if term in terms}


@pytest.mark.parametrize("version", VERSIONS)
def test_every_term_finds_its_class(version: str) -> None:
    missed = [(term, code) for term, code in SHIPPED[version] if classes_of(version, term).isdisjoint(found_codes(version, term))]
    assert missed == []


@pytest.mark.parametrize("version", VERSIONS)
def test_every_plain_name_finds_its_class(version: str) -> None:
    missed = [(row["plain"], code) for code, row in classes(version).items() if code not in found_codes(version, row["plain"], 10)]
    assert len(missed) <= 5, missed


@st.composite
def mistyped(draw: st.DrawFn) -> tuple[str, str, str]:
    """A version, a term, and the term with one letter left out, doubled, exchanged or swapped in its longest word."""
    version = draw(st.sampled_from(VERSIONS))
    term, _code = draw(st.sampled_from([pair for pair in SHIPPED[version] if max(map(len, pair[0].split())) >= 6]))
    words = term.split()
    longest = max(range(len(words)), key=lambda at: len(words[at]))
    word = words[longest]
    at = draw(st.integers(1, len(word) - 2))
    letter = draw(st.sampled_from("abdegiklmnoprstu"))
    changed = draw(
        st.sampled_from(
            [word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :],
             word[:at] + word[at + 1] + word[at] + word[at + 2 :]]
        )
    )  # fmt: skip
    words[longest] = changed
    return version, term, " ".join(words)


@settings(max_examples=150, deadline=None)
@given(mistyped())
def test_one_wrong_letter_still_finds_it(case: tuple[str, str, str]) -> None:
    """Unless what was typed is a word of its own: then it means that word."""
    version, term, typed = case
    known = index(version)
    if any(known.number(word) is not None for word in set(tokens(typed)) - set(tokens(term))):
        return
    right = classes_of(version, term)
    assert not right.isdisjoint(found_codes(version, typed, 10)), (term, typed)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_the_beginning_of_the_last_word_finds_it(data: st.DataObject) -> None:
    version = data.draw(st.sampled_from(VERSIONS))
    term, _code = data.draw(st.sampled_from([pair for pair in SHIPPED[version] if len(pair[0].split()[-1]) >= 8]))
    typed = term[:-2]
    known = index(version)
    if known.number(tokens(typed)[-1]) is not None:
        return
    assert not classes_of(version, term).isdisjoint(found_codes(version, typed, 10)), (term, typed)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(VERSIONS), st.text(max_size=300), st.integers(1, 20))
def test_any_text_gives_classes_of_that_version_in_one_order(version: str, text: str, limit: int) -> None:
    once, again = rank(index(version), text, limit), rank(index(version), text, limit)
    assert once == again
    assert len(once) <= limit
    assert {hit.code for hit in once} <= classes(version).keys()
    assert [hit.score for hit in once] == sorted((hit.score for hit in once), reverse=True)
    assert len({hit.code for hit in once}) == len(once)


def test_why_is_a_phrase_of_the_class() -> None:
    for words in ("keripik singkong", "jahit baju", "toko bangunan"):
        for hit in rank(index("2025"), words, 5):
            row = classes("2025")[hit.code]
            assert hit.why in {*terms_of("2025")[hit.code], *row.values()}
