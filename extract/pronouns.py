"""What pronouns stand for: the nearest fitting subject, and nothing where two would do."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from extract.lexicon import load_lexicon
from extract.page import Reference
from extract.text import Text
from extract.trie import words_of
from ontology.facts import Actor, ActorType

_SUBJECTS = {"nsubj", "nsubjpass", "csubj"}
_CLIMBED = {"conj", "appos", "compound", "nmod", "amod"}
_RELATIVES = ("who", "whom", "whose", "which")
_REACH = 3  # sentences a pronoun looks back; farther antecedents are guesses


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A form: whom it can mean, and which part it plays."""

    sex: str | None
    number: str
    case: str


def pronoun_of(token: Token) -> Pronoun | None:
    """The form of a personal or possessive pronoun of the third person."""
    row = load_lexicon("resolve")["pronouns"].get(token.lower_)
    if row is None or token.pos_ not in {"PRON", "DET"}:
        return None
    case = row["case"]
    if token.lower_ == "her":
        case = "possessive" if token.tag_ == "PRP$" or token.dep_ == "poss" else "object"
    return Pronoun(row.get("sex"), row["number"], case)


class PronounReader:
    """Resolves the pronouns of one text against the mentions found so far."""

    def __init__(
        self,
        text: Text,
        mentions: Sequence[Reference],
        sex: Callable[[Actor], str | None],
        title: str = "",
    ) -> None:
        self._title = set(words_of(title))
        self.doc = text.doc
        self.text = text
        self.mentions = sorted(mentions, key=lambda m: m.start)
        self._starts = [m.start for m in self.mentions]
        self._sex = sex
        self._sentences = list(self.doc.sents)
        self._sentence_starts = [s.start for s in self._sentences]
        self._hero = self._find_hero()
        self._women = any(sex(a) == "f" for m in self.mentions for a in m.actors)
        self._found: dict[int, tuple[Actor, ...]] = {}

    def resolve(self) -> dict[int, tuple[Actor, ...]]:
        """The actors of every pronoun that has one answer, by token index, in text order."""
        forms = load_lexicon("resolve")["pronouns"]
        for index in self.text.where(*forms, *_RELATIVES):
            token = self.doc[index]
            if index in self.text.silent or (token.text.isupper() and len(token) > 1):
                continue
            form = pronoun_of(token)
            actors = self._antecedent(token, form) if form else self._relative(token)
            if actors:
                self._found[token.i] = actors
        return self._found

    def _relative(self, token: Token) -> tuple[Actor, ...]:
        """«who», «whom», «whose», «which»: the mention right before, or the noun of the clause."""
        if token.lower_ not in _RELATIVES or token.is_sent_start:
            return ()
        previous = token.i - 1
        while previous > 0 and (self.doc[previous].text in {",", "of", "to", "with", "for", "by"}):
            previous -= 1
        clause = next((t for t in token.ancestors if t.dep_ == "relcl"), None)
        places = [previous] if clause is None else [previous, clause.head.i]
        for actors in map(self._covers, places):
            if actors and (
                token.lower_ in {"which", "whose"} or actors[0].type is ActorType.PERSON
            ):
                return actors
        return self._person_of(previous) if token.lower_ == "who" else ()

    def _person_of(self, index: int) -> tuple[Actor, ...]:
        """«President Obasanjo of Nigeria, who …»: the person before the country."""
        for mention in reversed(self._in_span(max(0, index - 6), index)):
            if mention.actors[0].type is ActorType.PERSON:
                return mention.actors
        return ()

    def _find_hero(self) -> Actor | None:
        """The one person of the headline who is also the first of the story."""
        people = [
            m for m in self.mentions if len(m.actors) == 1 and m.actors[0].type is ActorType.PERSON
        ]
        if not people or not self.text.paragraphs:
            return None
        end = self.text.paragraphs[0][1]
        headed = {m.actors[0] for m in people if m.start < end}
        if self._title:
            headed = {a for m in people for a in m.actors if words_of(a.name)[-1] in self._title}
        body = [m.actors[0] for m in people if m.start >= end] or [m.actors[0] for m in people]
        lone = len(headed) == 1 and body[0] in headed
        return body[0] if lone and body.count(body[0]) * 4 >= len(set(body)) else None

    # --- the search ------------------------------------------------------------------------------

    def _antecedent(self, token: Token, form: Pronoun) -> tuple[Actor, ...]:
        fits = self._fitness(form)
        if form.number == "thing" and (self._expletive(token) or self._other_subject(token)):
            return ()
        here = [m for m in self._grouped(self._before_in_sentence(token), form) if fits(m)]
        barred = self._coarguments(token) if form.case == "object" else set()
        here = [m for m in here if m.actors[0] not in barred]
        subjects = [m for m in here if self._is_subject(m)]
        if subjects:
            return subjects[-1].actors
        if form.number == "one" and self._hero is not None and self._hero_near(token, form, barred):
            return (self._hero,)
        if form.case == "object":
            return self._from_earlier(token, form, fits, barred) or self._only(here)
        return self._only(here) if here else self._from_earlier(token, form, fits, barred)

    def _hero_near(self, token: Token, form: Pronoun, barred: set[Actor]) -> bool:
        """The subject of the profile is spoken of in the sentences just before."""
        if self._hero is None or self._hero in barred or not self._may_be(self._hero, form.sex):
            return False
        start = token.i
        for sentence in self._earlier(token):
            start = sentence.start
        return any(self._hero in m.actors for m in self._in_span(start, token.i))

    @staticmethod
    def _only(here: list[Reference]) -> tuple[Actor, ...]:
        actors = {m.actors: None for m in here}
        return next(iter(actors)) if len(actors) == 1 else ()

    def _from_earlier(
        self, token: Token, form: Pronoun, fits: Callable[[Reference], bool], barred: set[Actor]
    ) -> tuple[Actor, ...]:
        """From earlier sentences: the last subject, else the only candidate of a sentence."""
        for sentence in self._earlier(token):
            span = self._in_span(sentence.start, sentence.end)
            there = [m for m in self._grouped(span, form) if fits(m)]
            there = [m for m in there if m.actors[0] not in barred]
            subjects = [m for m in there if self._is_subject(m)]
            main = [m for m in subjects if self._is_main_subject(m)]
            for group in (main, subjects, there):
                actors = {m.actors: None for m in group}
                if len(actors) == 1:
                    return next(iter(actors))
                if actors:
                    return self._settle(list(actors), group)
            if form.number == "many" and (pair := self._pair(span)):
                return pair
            if form.number == "thing":
                return ()
        return ()

    @staticmethod
    def _pair(mentions: list[Reference]) -> tuple[Actor, ...]:
        """«A met B. They …»: the only two people of a sentence."""
        people = dict.fromkeys(a for m in mentions for a in m.actors if a.type is ActorType.PERSON)
        return tuple(people) if len(people) == 2 else ()

    @staticmethod
    def _settle(actors: list[tuple[Actor, ...]], group: list[Reference]) -> tuple[Actor, ...]:
        """Several subjects: he who is spoken of last, if spoken of more than the rest."""
        counts = [sum(m.actors == one for m in group) for one in actors]
        best = max(counts)
        leading = [one for one, count in zip(actors, counts, strict=True) if count == best]
        return leading[0] if len(leading) == 1 else group[-1].actors if len(group) < 3 else ()

    # --- what fits -------------------------------------------------------------------------------

    def _fitness(self, form: Pronoun) -> Callable[[Reference], bool]:
        if form.number == "one":
            return lambda m: len(m.actors) == 1 and self._one(m, form.sex)
        if form.number == "thing":
            return lambda m: len(m.actors) == 1 and m.actors[0].type is not ActorType.PERSON
        if form.case == "object":
            return lambda m: len(m.actors) > 1 or self.doc[m.head].tag_ in {"NNS", "NNPS"}
        return self._plural

    def _one(self, mention: Reference, sex: str | None) -> bool:
        """A person, or the country that stands for its unnamed president or minister."""
        unnamed = mention.how == "title" and mention.actors[0].type is ActorType.COUNTRY
        return unnamed or self._may_be(mention.actors[0], sex)

    def _may_be(self, actor: Actor, sex: str | None) -> bool:
        """Women are told by name or title; where the text has one, «she» is no stranger."""
        if actor.type is not ActorType.PERSON:
            return False
        known = self._sex(actor)
        return known == sex or (known is None and not (sex == "f" and self._women))

    def _plural(self, mention: Reference) -> bool:
        """Several actors, or a body or people spoken of in the plural («the rebels», «M23»)."""
        if len(mention.actors) > 1:
            return True
        head = self.doc[mention.head]
        plural = head.tag_ in {"NNS", "NNPS"} or mention.actors[0].type is ActorType.ORGANIZATION
        return mention.actors[0].type is not ActorType.PERSON and plural

    def _expletive(self, token: Token) -> bool:
        """«it is clear that», «it was he who», «meant it»: nobody is meant, or no actor."""
        if token.lower_ != "it":
            return False
        if token.dep_ not in {"nsubj", "nsubjpass"}:
            return True
        verb = token.head
        if verb.lemma_ in {"be", "seem", "appear", "remain", "become"}:
            return any(child.dep_ in {"acomp", "attr", "ccomp", "advcl"} for child in verb.children)
        return token.dep_ == "expl"

    def _other_subject(self, token: Token) -> bool:
        """The clause has a subject that is no actor, to which «its» rather belongs."""
        for above in token.ancestors:
            for child in above.children:
                if child.dep_ in _SUBJECTS and child.i < token.i and not self._covers(child.i):
                    return True
        return False

    def _coarguments(self, token: Token) -> set[Actor]:
        """The subject of the very clause: «Tshisekedi visited him» is not about himself."""
        verb = next((t for t in token.ancestors if t.pos_ in {"VERB", "AUX"}), None)
        if verb is None:
            return set()
        subjects = [c for c in verb.children if c.dep_ in _SUBJECTS]
        if not subjects and verb.dep_ in {"conj", "xcomp", "advcl"}:
            subjects = [c for c in verb.head.children if c.dep_ in _SUBJECTS]
        named = [c for s in subjects for c in s.children if c.dep_ == "appos"]
        tokens = [t.i for subject in subjects for t in (subject, *subject.conjuncts)]
        tokens += [t.i for one in named for t in (one, *one.conjuncts)]
        return {a for i in tokens for a in (self._covers(i) or self._found.get(i, ()))}

    def _covers(self, index: int) -> tuple[Actor, ...]:
        place = bisect.bisect_right(self._starts, index) - 1
        if place >= 0 and self.mentions[place].end > index:
            return self.mentions[place].actors
        return ()

    def _grouped(self, mentions: list[Reference], form: Pronoun) -> list[Reference]:
        """For «they»: coordinated mentions as one («A and B announce that they …»)."""
        if form.number != "many":
            return mentions
        groups: dict[int, list[Reference]] = {}
        for mention in mentions:
            token = self.doc[mention.head]
            while token.dep_ in {"conj", "appos"} and token.head.i < token.i:
                token = token.head
            groups.setdefault(token.i, []).append(mention)
        return [
            Reference(
                group[0].start, group[-1].end, group[0].head,
                tuple(dict.fromkeys(a for m in group for a in m.actors)), "group",
            )
            for group in groups.values()
        ]  # fmt: skip

    # --- where to look ---------------------------------------------------------------------------

    def _before_in_sentence(self, token: Token) -> list[Reference]:
        start = self._sentences[self._sentence_index(token.i)].start
        return self._in_span(start, token.i)

    def _in_span(self, start: int, end: int) -> list[Reference]:
        """Mentions and pronouns resolved so far that lie between two tokens."""
        low, high = bisect.bisect_left(self._starts, start), bisect.bisect_left(self._starts, end)
        named = [m for m in self.mentions[low:high] if m.end <= end]
        spoken = [
            Reference(i, i + 1, i, self._found[i], "pronoun")
            for i in range(start, end)
            if i in self._found
        ]
        return sorted((*named, *spoken), key=lambda m: m.start)

    def _sentence_index(self, index: int) -> int:
        return bisect.bisect_right(self._sentence_starts, index) - 1

    def _earlier(self, token: Token) -> Iterator[Span]:
        """The sentences before, nearest first, no farther than the paragraph before this one."""
        place = self._sentence_index(token.i)
        breaks = 0
        for index in range(place - 1, max(-1, place - 1 - _REACH), -1):
            breaks += (
                "\n"
                in self.doc[
                    self._sentences[index].start : self._sentences[index + 1].start + 1
                ].text
            )
            if breaks > 1:
                return
            yield self._sentences[index]

    def _is_subject(self, mention: Reference) -> bool:
        return self._climb(mention).dep_ in _SUBJECTS

    def _is_main_subject(self, mention: Reference) -> bool:
        top = self._climb(mention)
        return top.dep_ in _SUBJECTS and top.head.dep_ in {"ROOT", "conj"}

    def _climb(self, mention: Reference) -> Token:
        token = self.doc[mention.head]
        while token.dep_ in _CLIMBED and token.head.i != token.i:
            token = token.head
        return token


def references_of(found: dict[int, tuple[Actor, ...]]) -> Iterable[Reference]:
    """Resolved pronouns as references, in text order."""
    return (Reference(i, i + 1, i, actors, "pronoun") for i, actors in sorted(found.items()))
