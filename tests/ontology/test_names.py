import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.names import ascii_fold, normalise, slug

SPELLINGS = [
    ("Erdoğan", "Erdogan"),
    ("Jonas Gahr Støre", "Jonas Gahr Store"),
    ("Łódź", "Lodz"),
    ("İbrahim Kalın", "Ibrahim Kalin"),
    ("Đuro Macut", "Duro Macut"),
    ("Nguyễn Xuân Phúc", "Nguyen Xuan Phuc"),
    ("Ilham Əliyev", "Ilham Aliyev"),
    ("Þorgerður", "Thorgerdur"),
]
SAME = [
    ("U.S.", "US"),
    ("N'Djamena", "N’Djamena"),
    ("Kim Jong-un", "Kim Jong Un"),
    ("M23", "m23"),
    ("Al-Shabaab", "al Shabaab"),
    ("  Vladimir   Putin ", "vladimir putin"),
]


@pytest.mark.parametrize(("written", "plain"), SPELLINGS)
def test_letters_with_marks_fold_to_ascii(written: str, plain: str) -> None:
    assert ascii_fold(written) == plain


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_are_equal_when_normalised(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


def test_different_names_stay_different() -> None:
    assert normalise("North Korea") != normalise("South Korea")


def test_a_slug_joins_words_with_hyphens() -> None:
    assert slug("João Lourenço") == "joao-lourenco"


@given(st.text())
def test_normalising_twice_changes_nothing(name: str) -> None:
    assert normalise(normalise(name)) == normalise(name)


@given(st.text())
def test_a_normalised_name_is_plain_ascii_words(name: str) -> None:
    assert all(word.isascii() and word.isalnum() for word in normalise(name).split(" ") if word)
