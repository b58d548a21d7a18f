"""Office phrases: a title with the words around it that say of what, whose, and how it is held."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from spacy.tokens import Token

from extract.lexicon import load_lexicon
from extract.names import Names
from extract.offices import Core, OfficeWords
from extract.text import Kind, Spot, Text
from ontology.facts import Actor, ActorType, TenureStatus
from ontology.registry import unknown_actor

_BODIES = {Kind.COUNTRY, Kind.SEAT, Kind.DEMONYM, Kind.ORGANIZATION}


@dataclass(frozen=True, slots=True)
class Office:
    """One mention of an office: token range with all that belongs to it, and what it says.

    `of` are the bodies named with it; `owner` is the token of a possessor that is no body (a
    person, a pronoun, «the group's»); `client` the token at which begins whom the holder serves
    («adviser to …», «spokesman for …»). `article` is the, a, own (possessed) or empty.
    """

    start: int
    head: int
    end: int
    title: str
    of: tuple[Actor, ...] = ()
    owner: int | None = None
    client: int | None = None
    status: TenureStatus = TenureStatus.CURRENT
    article: str = ""
    plural: bool = False
    core_start: int = 0
    core_end: int = 0
    number: int | None = None


@dataclass
class _Draft:
    start: int
    end: int
    of: list[Actor] = field(default_factory=list)
    owner: int | None = None
    client: int | None = None
    status: TenureStatus = TenureStatus.CURRENT
    article: str = ""
    extra: str = ""
    domain: str = ""
    number: int | None = None


class PhraseReader:
    """Reads the words around each office title of one text."""

    def __init__(
        self,
        text: Text,
        names: Names,
        words: OfficeWords,
        country_of: Callable[[str], Actor | None] = lambda body: None,
    ) -> None:
        self._country_of = country_of
        self.text = text
        self.doc = text.doc
        self.words = text.words
        self.offices = words
        self.names = names
        self.lexicon = load_lexicon("roles")
        self.spot_at = {i: spot for spot in names.spots for i in range(spot.start, spot.end)}
        self.core_at = {i: core for core in names.cores for i in range(core.start, core.end)}

    def offices_in_order(self) -> list[Office]:
        """Every office phrase whose title is no verb («who heads the mission»)."""
        found = [self._office(core) for core in self.names.cores if not self._is_verb(core)]
        for place, (one, other) in enumerate(pairwise(found)):
            found[place : place + 2] = self._shared(one, other)
        return found

    def _shared(self, one: Office, other: Office) -> tuple[Office, Office]:
        """«president and chief executive of the Crisis Group»: the body is that of both."""
        between = [w for w in self.words[one.end : other.start] if w]
        joined = between == ["and"] or (not between and self.doc[one.end].text == "/")
        owned = one.owner is not None or one.client is not None or other.owner is not None
        if not joined or owned or one.plural or other.article:
            return one, other
        return replace(one, of=one.of or other.of), replace(other, of=other.of or one.of)

    def collectives(self) -> list[Office]:
        """«Russian officials», «the Hamas delegation», «the government»: phrases of a body's people."""
        nouns = load_lexicon("resolve")["collectives"]
        groups = load_lexicon("resolve")["groups"]
        pairs = load_lexicon("resolve")["pairs"]
        every = nouns["singular"] | nouns["plural"] | groups["organisation"] | groups["country"]
        every |= pairs["bodies"] | pairs["people"]
        return [
            self._collective(i, word in nouns["plural"] | pairs["bodies"] | pairs["people"])
            for i, word in enumerate(self.words)
            if word in every
            and i not in self.spot_at
            and i not in self.core_at
            and self._is_noun(i)
        ]

    def _is_noun(self, index: int) -> bool:
        return self.doc[index].pos_ in {"NOUN", "PROPN", "ADJ"} and index not in self.text.silent

    def _collective(self, index: int, plural: bool) -> Office:
        core = Core(index, index, index + 1, plural)
        draft = _Draft(index, index + 1)
        self._read_left(core, draft)
        for _ in range(2):
            word = self.words[draft.end] if draft.end < len(self.words) else ""
            if word not in {"of", "from"} or not self._of_bodies("of", draft.end + 1, core, draft):
                break
        return Office(
            draft.start, index, draft.end, "", tuple(dict.fromkeys(draft.of)), draft.owner, None,
            draft.status, draft.article, plural, index, index + 1, draft.number,
        )  # fmt: skip

    def _is_verb(self, core: Core) -> bool:
        token = self.doc[core.head]
        lone = core.end - core.start == 1
        return lone and token.pos_ in {"VERB", "AUX"} and not token.text[0].isupper()

    def _office(self, core: Core) -> Office:
        draft = _Draft(core.start, core.end)
        self._read_left(core, draft)
        self._read_right(core, draft)
        return Office(
            draft.start, core.head, draft.end, self._title(core, draft),
            tuple(dict.fromkeys(draft.of)), draft.owner, draft.client, draft.status,
            draft.article, core.plural, core.start, core.end, draft.number,
        )  # fmt: skip

    # --- before the title ------------------------------------------------------------------------

    def _read_left(self, core: Core, draft: _Draft) -> None:
        """Status, country or body, possessor and article, in whatever order they stand."""
        while (index := self._left_of(draft.start)) is not None:
            if not (
                self._take_status(index, draft)
                or self._take_number(index, draft)
                or self._take_body(index, core, draft)
                or self._take_possessor(index, draft)
                or self._take_article(index, draft)
                or self._take_ornament(index, draft)
            ):
                return
            if draft.article:
                self._take_then(draft)
                return

    def _take_then(self, draft: _Draft) -> None:
        """«then the United Nations secretary-general»."""
        if draft.start and self.words[draft.start - 1] == "then":
            draft.status = TenureStatus.FORMER
            draft.start -= 1

    def _left_of(self, start: int) -> int | None:
        # The apostrophe of «the rebels' leader» owns; any other mark inside names is skipped.
        if start and self.doc[start - 1].text in {"'", "’"} and self.words[start - 2].endswith("s"):
            return start - 1
        return self.text.before(start)

    def _take_status(self, index: int, draft: _Draft) -> bool:
        for status, words in self.lexicon["status"].items():
            if status != "after" and self.words[index] in words:
                if status != "current" and draft.status is TenureStatus.CURRENT:
                    draft.status = TenureStatus(status)
                draft.start = index
                return True
        return False

    def _take_number(self, index: int, draft: _Draft) -> bool:
        """«the two presidents», «both ministers»: how many are meant."""
        numbers = load_lexicon("resolve")["numbers"]
        number = numbers.get(self.words[index])
        if number is None or index in self.spot_at:
            return False
        draft.number, draft.start = number, index
        if self.words[index] == "both":
            draft.article = "the"
        return True

    def _take_body(self, index: int, core: Core, draft: _Draft) -> bool:
        index = self._before_brackets(index)
        spot = self.spot_at.get(index)
        if spot is None or spot.kind not in _BODIES or spot.end != index + 1:
            return False
        draft.of.insert(0, spot.actor)
        draft.start = spot.start
        if core.plural:
            self._take_coordinated(draft)
        return True

    def _before_brackets(self, index: int) -> int:
        """«Republic of Cyprus (ROC) Foreign Minister»: past the initials."""
        if self.doc[index].text == ")" and index > 2 and self.doc[index - 2].text == "(":
            return index - 3
        return index

    def _take_coordinated(self, draft: _Draft) -> None:
        """«the French and Russian presidents», «Egyptian, Qatari and US mediators»."""
        while True:
            index = draft.start - 1
            while index > 0 and (self.words[index] in {"and", ","} or not self.words[index]):
                index -= 1
            spot = self.spot_at.get(index)
            joined = index < draft.start - 1 and "\n" not in self.doc[index].text
            if not joined or spot is None or spot.kind not in _BODIES or spot.end != index + 1:
                return
            draft.of.insert(0, spot.actor)
            draft.start = spot.start

    def _take_possessor(self, index: int, draft: _Draft) -> bool:
        token = self.doc[index]
        if token.tag_ in {"PRP$", "WP$"} or token.lower_ in {"his", "her", "their", "its"}:
            draft.owner, draft.start, draft.article = index, index, "own"
            return True
        if token.tag_ != "POS" and token.text not in {"'s", "’s", "'", "’"}:
            return False
        return self._take_possessing_noun(index - 1, draft)

    def _take_possessing_noun(self, index: int, draft: _Draft) -> bool:
        spot = self.spot_at.get(index)
        draft.article = "own"
        if spot is not None and spot.kind in _BODIES:
            draft.of.insert(0, spot.actor)
            draft.start = self._with_article(spot.start)
            return True
        draft.owner = index
        nested = self.core_at.get(index) if spot is None else None
        if nested is not None:
            self._take_nested(nested, draft)
            return True
        # A person's name stays a mention of its own: the phrase begins after the possessive.
        draft.start = index + 2 if spot is not None else self._noun_start(index)
        return True

    def _take_nested(self, core: Core, draft: _Draft) -> None:
        """«the UN secretary-general's personal envoy»: the owner's own title and body."""
        inner = _Draft(core.start, core.end)
        self._read_left(core, inner)
        draft.start = inner.start
        if inner.owner is None:
            draft.of[:0] = inner.of

    def _noun_start(self, index: int) -> int:
        start = index
        while start and self.doc[start - 1].pos_ in {"ADJ", "NOUN", "DET", "NUM"}:
            start -= 1
        return start

    def _with_article(self, start: int) -> int:
        return start - 1 if start and self.words[start - 1] == "the" else start

    def _take_article(self, index: int, draft: _Draft) -> bool:
        word = self.words[index]
        kinds = {"the": "the", "this": "the", "a": "a", "an": "a", "another": "a"}
        if word not in kinds:
            return False
        draft.article, draft.start = kinds[word], index
        return True

    def _take_ornament(self, index: int, draft: _Draft) -> bool:
        """An adjective or noun in lower case that is no part of the title («visiting», «rebel»)."""
        token = self.doc[index]
        if not token.is_alpha or token.text[0].isupper() or self.core_at.get(index):
            return False
        if token.pos_ not in {"ADJ", "NOUN", "ADV"} and token.tag_ not in {"VBG", "VBN"}:
            return False
        if not self._leads_to_determiner(index):
            return False
        if token.pos_ == "NOUN" and self.words[draft.end - 1] in {"minister", "ministers"}:
            draft.extra = f"{self.words[index]} {draft.extra}".strip()
        draft.start = index
        return True

    def _leads_to_determiner(self, index: int) -> bool:
        for step in range(index, max(index - 4, -1), -1):
            token = self.doc[step]
            if token.tag_ in {"DT", "PRP$", "POS"} or (
                step in self.spot_at and self.spot_at[step].kind in _BODIES
            ):
                return True
            if token.pos_ not in {"ADJ", "NOUN", "ADV", "VERB"}:
                return False
        return False

    # --- after the title -------------------------------------------------------------------------

    def _read_right(self, core: Core, draft: _Draft) -> None:
        self._take_after_word(draft)
        for _ in range(4):
            index = draft.end
            word = self.words[index] if index < len(self.words) else ""
            if word not in {
                "of",
                "for",
                "to",
                "on",
                "at",
                "in",
                "with",
                "from",
            } or not self._complement(word, index + 1, core, draft):
                return

    def _take_after_word(self, draft: _Draft) -> None:
        """«president-elect», «minister-designate»."""
        index = draft.end
        if index < len(self.doc) and self.doc[index].text == "-":
            index += 1
        status = (
            self.lexicon["status"]["after"].get(self.words[index])
            if index < len(self.words)
            else None
        )
        if status:
            draft.status, draft.end = TenureStatus(status), index + 1

    def _complement(self, word: str, start: int, core: Core, draft: _Draft) -> bool:
        head = self.offices.singular.get(self.words[core.head], self.words[core.head])
        head = self.offices.abbreviations.get(head, head).split()[-1]
        kinds = self.lexicon["complements"]
        if word in {"to", "for"} and head in kinds["served"] and self._serves(start, head, draft):
            return True
        local = head in kinds["local"] and self._is_city(self._skip_the(start))
        if (
            word in {"of", "at", "from", "in"}
            and not local
            and self._of_bodies(word, start, core, draft)
        ):
            return True
        if word == "for" and head in kinds["speaking"]:
            return self._of_bodies(word, start, core, draft) or self._owned_by(start, draft)
        if word == "of" and self._owned_by(start, draft):
            return True
        if word == "of" and head in kinds["leading"] and self._unknown_body(start, draft):
            return True
        if word in kinds["topics"].get(head, ()) or word == "of":
            return self._domain(word, start, draft)
        return False

    def _is_city(self, index: int) -> bool:
        """«mayor of London» is no office of the state whose capital it is."""
        spot = self.spot_at.get(index)
        return spot is not None and spot.kind in {Kind.SEAT, Kind.CITY}

    def _serves(self, start: int, head: str, draft: _Draft) -> bool:
        """«adviser to Iran's supreme leader», «spokesman for President X», «envoy to Trump»."""
        index = start
        while index < min(start + 8, len(self.doc)):
            spot = self.spot_at.get(index)
            if spot is not None and spot.kind is Kind.PERSON:
                draft.client, draft.end = start, start
                return True
            if index in self.core_at:
                draft.client, draft.end = start, start
                return True
            if spot is not None and spot.kind is not Kind.DEMONYM and not self._possesses(spot.end):
                return False
            skipped = (
                self.words[index] in {"the", "s", "his", "her", "their", "its", "former"}
                or spot is not None
            )
            if not skipped and self.doc[index].pos_ not in {"ADJ", "PART"} and self.words[index]:
                return False
            index = spot.end if spot else index + 1
        return False

    def _of_bodies(self, word: str, start: int, core: Core, draft: _Draft) -> bool:
        """«of Angola», «of the DRC and Rwanda», «of the rebel movement M23»."""
        index = self._before_body(self._skip_the(start))
        spot = self.spot_at.get(index) or self._titled_person(index)
        if spot is None or spot.kind not in _BODIES or self._possesses(spot.end):
            return self._owned_domain(spot, draft, start) if spot is not None else False
        if spot.kind is Kind.DEMONYM or (word == "of" and self._precedes_noun(spot.end)):
            return self._adjective_domain(spot, draft)
        sent = word == "from" and core.plural and not draft.of
        if word in {"in", "from"} and not sent and (draft.of or spot.kind is not Kind.ORGANIZATION):
            return False
        if word == "at":
            draft.of.clear()  # «Russia programme director at the Crisis Group»: a topic before
        draft.of.append(spot.actor)
        draft.end = self._past_acronym(spot.end)
        if core.plural:
            self._more_bodies(draft)
        return True

    def _before_body(self, index: int) -> int:
        """Past adjectives and nouns in lower case right before a body: «the regional bloc IGAD»."""
        end = index
        while end < min(index + 5, len(self.doc)) and not self._is_body(end):
            if not self._describes(end):
                return index
            end += 1
        spot = self.spot_at.get(end)
        named = spot is not None and spot.kind in {Kind.ORGANIZATION, Kind.COUNTRY}
        return end if named and spot is not None and not self._possesses(spot.end) else index

    def _is_body(self, index: int) -> bool:
        """A body or country is named here that no «-led» makes an adjective of."""
        spot = self.spot_at.get(index)
        following = self.doc[spot.end].text if spot is not None and spot.end < len(self.doc) else ""
        return spot is not None and following != "-"

    def _describes(self, index: int) -> bool:
        """An adjective or noun before a body: «regional», «Kurdish-led», «Iran-backed»."""
        token = self.doc[index]
        if index in self.core_at or not (token.is_alpha or token.text == "-"):
            return False
        hyphened = self.doc[index + 1 : index + 2].text == "-"
        return token.text == "-" or token.text.islower() or hyphened

    def _precedes_noun(self, index: int) -> bool:
        """«of the UN nuclear watchdog», «of the Hamas delegation»: the name is an adjective."""
        token = self.doc[index] if index < len(self.doc) else None
        return (
            token is not None
            and token.pos_ in {"NOUN", "ADJ"}
            and token.text.islower()
            and index not in self.core_at
        )

    def _titled_person(self, index: int) -> Spot | None:
        """The person after a title: «of President Volodymyr Zelensky's office»."""
        while index in self.core_at:
            index = self.core_at[index].end
        spot = self.spot_at.get(index)
        return spot if spot is not None and spot.kind is Kind.PERSON else None

    def _more_bodies(self, draft: _Draft) -> None:
        while True:
            index = draft.end
            while index < len(self.words) and self.words[index] in {",", "and", "the", "both"}:
                index += 1
            spot = self.spot_at.get(index)
            if index == draft.end or spot is None or spot.kind not in _BODIES - {Kind.DEMONYM}:
                return
            if self._possesses(spot.end):
                return
            draft.of.append(spot.actor)
            draft.end = spot.end

    def _owned_domain(self, spot: Spot, draft: _Draft, start: int) -> bool:
        """«of Ukraine's military intelligence», «of Volodymyr Zelenskyy's office»."""
        if not self._possesses(spot.end):
            return False
        end, words = self._domain_words(spot.end + 1)
        if not words:
            inner = self.spot_at.get(spot.end + 1)
            if inner is None or inner.kind is not Kind.ORGANIZATION:
                return False
            end, words = inner.end, ["the", *filter(None, self.words[inner.start : inner.end])]
        if spot.kind in _BODIES:
            draft.of.append(spot.actor)
            draft.end = end
        else:
            draft.owner, draft.end = spot.end - 1, end
        draft.domain += " of " + " ".join(words)
        return True

    def _adjective_domain(self, spot: Spot, draft: _Draft) -> bool:
        """«of the Russian armed forces», «of the Qatari foreign ministry»."""
        end, words = self._domain_words(spot.end)
        if not words:
            return False
        draft.of.append(spot.actor)
        draft.domain += " of the " + " ".join(words)
        draft.end = end
        return True

    def _owned_by(self, start: int, draft: _Draft) -> bool:
        """«of the group», «of its executive committee», «for the movement»: resolved later."""
        index = self._skip_the(start)
        noun = self.words[index] if index < len(self.words) else ""
        groups = load_lexicon("resolve")["groups"]
        pairs = load_lexicon("resolve")["pairs"]["bodies"]
        if index > start and noun in groups["organisation"] | groups["country"] | pairs:
            draft.owner, draft.end = index, index + 1
            return True
        return False

    def _unknown_body(self, start: int, draft: _Draft) -> bool:
        """«leader of Sinn Fein»: a capitalised name no other step has recognised."""
        index = self._skip_the(start)
        if index >= len(self.doc) or not self.doc[index].text[0].isupper() or index in self.core_at:
            return False
        end, words = self._topic_words(index)
        owned = self.spot_at.get(end + 1) if self._possesses(end) else None
        if owned is not None and owned.kind is Kind.ORGANIZATION:
            draft.of.append(owned.actor)
            draft.end = owned.end
            return True
        if not words or any(i in self.spot_at for i in range(index, end)):
            return False
        name = self.doc[index:end].text
        draft.of.append(unknown_actor(name, ActorType.ORGANIZATION))
        draft.end = end
        return True

    def _domain(self, word: str, start: int, draft: _Draft) -> bool:
        """What the office is about, in words that name no body: «of policy planning»."""
        end, words = self._topic_words(start)
        if not words:
            return False
        draft.domain += f" {word} " + " ".join(words)
        draft.end = end
        return True

    def _domain_words(self, start: int) -> tuple[int, list[str]]:
        words: list[str] = []
        index = start
        while index < len(self.doc) and len(words) < 6 and index not in self.spot_at:
            token, word = self.doc[index], self.words[index]
            if token.text in {"'", "’"} and words:
                words[-1] += "'"
                index += 1
                continue
            if token.pos_ not in {"NOUN", "ADJ", "PROPN"} and word not in {"and", "s"}:
                break
            if not word.isalnum() or (word == "and" and not self._goes_on(index)):
                break
            words.append(token.text if token.text.isupper() else word)
            index += 1
        return index, words

    def _goes_on(self, index: int) -> bool:
        """«and» within a portfolio joins two of its words."""
        following = self.words[index + 1] if index + 1 < len(self.words) else ""
        return following in self.offices.modifiers and (index + 1) not in self.core_at

    def _topic_words(self, start: int) -> tuple[int, list[str]]:
        """As `_domain_words`, but a place or country may be the topic: «for the Horn of Africa»."""
        index = self._skip_the(start)
        words = ["the"] * (index - start)
        while index < len(self.doc) and len(words) < 8:
            spot, token = self.spot_at.get(index), self.doc[index]
            if spot is not None and spot.kind is Kind.PERSON:
                break
            if spot is not None:
                words.append(self.doc[spot.start : spot.end].text)
                index = spot.end
            elif self._topic_token(token, words):
                words.append(token.text if token.text[0].isupper() else self.words[index])
                index += 1
            else:
                break
        while words and words[-1] in {"and", "of", "the"}:
            words.pop()
            index -= 1
        return (index, words) if words else (start, [])

    def _topic_token(self, token: Token, words: Sequence[str]) -> bool:
        if token.lower_ in {"of", "and"} and words:
            following = self.doc[token.i + 1] if token.i + 1 < len(self.doc) else token
            nominal = following.text[0].isupper() or following.pos_ in {"NOUN", "ADJ"}
            return nominal and token.i + 1 not in self.core_at
        if token.tag_ == "POS":
            return bool(words) and self.doc[token.i + 1 : token.i + 2].text.islower()
        return token.pos_ in {"NOUN", "ADJ", "PROPN"} and token.text[0].isalpha()

    def _skip_the(self, index: int) -> int:
        return (
            index + 1 if index < len(self.words) and self.words[index] in {"the", "both"} else index
        )

    def _possesses(self, index: int) -> bool:
        return index < len(self.doc) and self.doc[index].text in {"'s", "’s", "'", "’"}

    def _past_acronym(self, index: int) -> int:
        """Past «(SBU)» after a body's name."""
        if (
            index + 2 < len(self.doc)
            and self.doc[index].text == "("
            and self.doc[index + 2].text == ")"
        ):
            return index + 3
        return index

    def _of_chamber(self, core: Core, draft: _Draft) -> str | None:
        """«secretary of Ukraine's National Security Council»: an office of the state itself."""
        bodies = [b for b in draft.of if b.type is ActorType.ORGANIZATION]
        body = bodies[0] if len(bodies) == 1 and len(draft.of) < 3 else None
        country = self._country_of(body.id) if body is not None else None
        if body is None or country is None or country.type is not ActorType.COUNTRY:
            return None
        name = body.name.removesuffix(f" of {country.name}").lower()
        if not self.lexicon["complements"]["chambers"] & set(name.split()):
            return None
        base = self.offices.expand(self.words[core.start : core.end])
        found = self.offices.scheme.canonical(f"{base} of the {name}")
        if found is None or name.split()[-1] not in found.lower().split():
            return None
        draft.of = [country]
        return found

    # --- the title -------------------------------------------------------------------------------

    def _title(self, core: Core, draft: _Draft) -> str:
        """The office by its name in the scheme, else in title case as the text has it."""
        base = self._without_ordinal(self.offices.expand(self.words[core.start : core.end]))
        if draft.extra:
            base = f"{draft.extra} {base}"
        plain = self._plain_title(base)
        speaks = base.split()[-1] in self.lexicon["complements"]["speaking"]
        if not draft.domain or speaks:
            return plain or titled(base)
        for words in _forms(base, draft.domain):
            found = self.offices.scheme.canonical(words)
            if found and found != plain:
                return found
        return (plain or titled(base)) + titled(draft.domain)

    def _plain_title(self, base: str) -> str | None:
        """The scheme's name for the title; «federal minister of defence» is one of defence."""
        canonical = self.offices.scheme.canonical
        bare = canonical(_unbound(base)) if " of " in base else None
        return bare or canonical(base)

    @staticmethod
    def _without_ordinal(title: str) -> str:
        """«its first prime minister» counts; «first deputy», «first vice-president» rank."""
        first, _, rest = title.partition(" ")
        counted = first in {"first", "second", "third"} and rest.split(" ")[0] in {
            "prime",
            "president",
            "chancellor",
            "king",
            "secretary",
        }
        return rest if counted else title


def _forms(base: str, domain: str) -> tuple[str, ...]:
    """The ways in which the scheme may list an office with what it is about."""
    the = domain.replace(" of ", " of the ", 1)
    return base + domain, base + the, _unbound(base) + domain


def _unbound(title: str) -> str:
    """A title without the word that says which level of a federation it belongs to."""
    return title.removeprefix("federal ").removeprefix("union ")


_SMALL = {"of", "the", "and", "for", "to", "on", "in", "at", "without"}


def titled(words: str) -> str:
    """Words in title case, small words small; what has capitals already keeps them."""
    parts = words.split(" ")
    return " ".join(w if w in _SMALL or not w.islower() else w.capitalize() for w in parts)
