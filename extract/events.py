"""Events as the sentences tell them: frames of the lexicon matched against the parse.

Each step yields `Told` records, one for each telling; `extract/merge.py` makes one event of
several tellings. Slots are documented in `extract/frames.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

from spacy.tokens import Span, Token

from extract import syntax
from extract.frames import ActFrame, FrameLexicon, NounFrame, VerbFrame
from extract.lexicon import load_lexicon
from extract.page import Page
from extract.party import actors_of, is_person
from extract.stance import StanceLexicon, happened, stance_of
from ontology.facts import Actor, ActorType, Stance

CONTACT = frozenset({"Meeting", "Call", "Negotiation", "Visit"})
# What people do when they meet or speak, without saying which.
VAGUE = frozenset({"discuss", "exchange-views", "raise-with", "brief"})
Sides = tuple[tuple[Actor, ...], ...]


@dataclass(frozen=True)
class Told:
    """One telling of an event: its sides, its stance and the words that told it."""

    type: str
    sides: Sides
    stance: Stance
    rule: str
    trigger: Token
    date: str | None = None
    place: str | None = None

    @property
    def actors(self) -> frozenset[Actor]:
        """Everybody on any side."""
        return frozenset(chain.from_iterable(self.sides))

    @property
    def sentence(self) -> Span:
        """The sentence that tells it."""
        return self.trigger.sent


@dataclass(frozen=True)
class Lexicons:
    """What the event reader knows of the language."""

    frames: FrameLexicon
    stances: StanceLexicon

    @classmethod
    def load(cls) -> Lexicons:
        """Read the word lists that ship with the package."""
        return cls(FrameLexicon.load(), load_lexicon("stance"))


def find_events(
    page: Page, lexicons: Lexicons, allies: Callable[[Actor, Actor], bool]
) -> Iterator[Told]:
    """Every telling of an event on a page, in text order.

    `allies` says whether two actors stand for the same country or organisation, so that two
    subjects of one meeting share a side or face each other.
    """
    reader = _EventReader(page, lexicons, allies)
    for token in page.doc:
        if token.pos_ in {"VERB", "AUX"}:
            found = reader.from_verb(token)
        elif token.pos_ in {"NOUN", "PROPN"}:
            found = reader.from_noun(token)
        else:
            continue
        for told in found:
            reader.recent.append(told)
            yield told


# An event taken up again («the talks») is sought this many sentences back.
_RECALL = 4


@dataclass
class _EventReader:
    page: Page
    lexicons: Lexicons
    allies: Callable[[Actor, Actor], bool]
    recent: list[Told] = field(default_factory=list)

    # ── Verbs ────────────────────────────────────────────────────────────────────────────────────

    def from_verb(self, verb: Token) -> Iterator[Told]:
        if verb.lemma_ == "do" and _does_the_same(verb):
            yield from self._same_again(verb)
        for frame in self.lexicons.frames.verbs.get(verb.lemma_.lower(), ()):
            if self._fits(frame, verb):
                told = self._tell(frame, verb)
                if told is not None:
                    yield told
                    yield from self._hosts_of(told, verb)
                    return

    def _same_again(self, verb: Token) -> Iterator[Told]:
        """«A welcomed B, and C did the same»: the last event once more, with C acting."""
        subjects = self.who(syntax.subjects(verb))
        last = self.recent[-1] if self.recent else None
        if last is not None and subjects and sentences_between(last.trigger, verb) <= 1:
            sides = (subjects, *last.sides[1:])
            yield replace(last, sides=sides, rule="did-the-same", trigger=verb)

    def _fits(self, frame: VerbFrame, verb: Token) -> bool:
        if frame.nouns and not any(_is_noun(t, frame.nouns) for t in syntax.objects(verb)):
            return False
        if frame.particle and not _has_particle(verb, frame.particle):
            return False
        if frame.infinitive is not None and _has_infinitive(verb) is not frame.infinitive:
            return False
        if frame.finite and syntax.has_aux(verb, "to"):
            return False
        if frame.subjunctive and not _has_subjunctive(verb):
            return False
        if frame.not_inner and any(v.lemma_ in frame.not_inner for v in _infinitives(verb)):
            return False
        return not (frame.plain_object and _has_predicate(verb))

    def _tell(self, frame: VerbFrame, verb: Token) -> Told | None:
        first = self._slot(frame.first, verb, frame)
        second = self._second(frame, verb, first)
        sides = self._sides(frame, verb, first, second)
        if sides is None:
            return None
        stance = stance_of(verb, self.lexicons.stances)
        stance = Stance.FORESEES if frame.foreseen and stance is Stance.ASSERTS else stance
        if stance is None:
            return None
        told = Told(self._kind(frame.type, verb), sides, stance, frame.rule, verb)
        same = self._same_contact(told) if frame.rule in VAGUE else None
        return replace(told, type=same.type, sides=same.sides) if same else told

    def _same_contact(self, told: Told) -> Told | None:
        """«A spoke with B. They discussed C»: the contact told just before, if it is the same."""
        for earlier in reversed(self.recent):
            if sentences_between(earlier.trigger, told.trigger) > _RECALL:
                return None
            if earlier.type in CONTACT and told.actors <= earlier.actors:
                return earlier
        return None

    def _second(self, frame: VerbFrame, verb: Token, first: tuple[Actor, ...]) -> tuple[Actor, ...]:
        for slot in frame.second:
            found = tuple(a for a in self._slot(slot, verb, frame) if a not in first)
            if found:
                return found
        return ()

    def _slot(self, slot: str, verb: Token, frame: VerbFrame) -> tuple[Actor, ...]:
        match slot:
            case "object":
                return () if frame.things else self.who(syntax.objects(verb))
            case "owner":
                return self.who(chain.from_iterable(map(self._owners, syntax.objects(verb))))
            case "nested":
                return self._inside(syntax.objects(verb))
            case "parties":
                return self._parties(verb)
            case "signatories":
                return tuple(filter(is_person, self.who(_signatories(verb))))
        tokens = _SLOTS.get(slot)
        return self.who(tokens(verb) if tokens else _reach(verb, slot))

    def _sides(
        self,
        frame: VerbFrame,
        verb: Token,
        first: tuple[Actor, ...],
        second: tuple[Actor, ...],
    ) -> Sides | None:
        if not self._persons_fit(frame, first, second):
            return None
        if frame.to_place and not _goes_somewhere(verb):
            return None
        if frame.each and frame.type == "Agreement":
            return (
                self._each(tuple(dict.fromkeys((*first, *second))))
                if len(first + second) > 1
                else None
            )
        if first and second and len(second) >= frame.least:
            return self._both(frame, first, second)
        if frame.needs == "first" and first:
            return (first,)
        if frame.needs == "either" and len(first) > 1:
            return tuple((actor,) for actor in first)
        return None

    def _both(self, frame: VerbFrame, first: tuple[Actor, ...], second: tuple[Actor, ...]) -> Sides:
        if frame.type == "Mediation":
            return (first, *((actor,) for actor in second))
        if frame.each:
            return tuple((actor,) for actor in (*first, *second))
        if frame.type in CONTACT:
            return (*self._camps(first), second)
        return (first, second)

    def _persons_fit(
        self, frame: VerbFrame, first: tuple[Actor, ...], second: tuple[Actor, ...]
    ) -> bool:
        if frame.persons and not all(map(_can_meet, (*first, *second))):
            return False
        if frame.persons_first and not all(map(is_person, first)):
            return False
        return not (frame.persons_second and not all(map(is_person, second)))

    def _kind(self, kind: str, verb: Token) -> str:
        """A meeting told to have been by telephone or video is a call."""
        if kind in {"Meeting", "Negotiation", "Call"} and self._by_phone(verb):
            return "Call"
        return kind

    def _by_phone(self, trigger: Token) -> bool:
        phone = self.lexicons.frames.words["phone"]
        return any(
            token.lower_ in phone and (token.dep_ == "advmod" or _is_means(token))
            for token in trigger.subtree
        )

    # ── Nouns ────────────────────────────────────────────────────────────────────────────────────

    def from_noun(self, noun: Token) -> Iterator[Told]:
        lemma = noun.lemma_.lower()
        if act := self.lexicons.frames.acts.get(lemma):
            yield from self._act(act, noun)
        if lemma == "guest":
            yield from self._guests(noun)
        frame = self.lexicons.frames.nouns.get(lemma)
        if frame is None or not _is_event_noun(noun, frame) or self.page.at(noun):
            return
        told = None if self._told_by_verb(noun) else self._noun_event(noun, frame)
        if told is not None and frame.type != "Mediation":
            yield told
        if told is not None:
            yield from self._hosts_of(told, noun)

    def _noun_event(self, noun: Token, frame: NounFrame) -> Told | None:
        """The event a noun tells by itself or takes up; an arrival may have one side only."""
        stance = self._noun_stance(noun)
        if stance is None:
            return None
        told = Told(frame.type, self.participants(noun, frame), stance, frame.rule, noun)
        if len(told.sides) < 2 and (earlier := self._recalled(told)):
            stance = self._taken_up_stance(told, earlier)
            return replace(earlier, stance=stance, rule="taken-up", trigger=noun)
        if len(told.sides) < 2 and frame.type == "Visit":
            visitors = self._before(noun) or self.who(_reach(noun, "by"))
            return replace(told, sides=(visitors,)) if visitors else None
        return told if len(told.sides) > 1 else None

    def _act(self, act: ActFrame, noun: Token) -> Iterator[Told]:
        """«B declined an invitation from A»: the giver beside the noun, the receiver around it."""
        givers = self.who(_reach(noun, "from", "by")) or self._before(noun)
        verb = noun.head if noun.dep_ in {"dobj", "nsubjpass"} else None
        takes = verb is not None and verb.lemma_ in act.receivers
        receivers = self.who(syntax.subjects(verb)) if takes and verb is not None else ()
        second = tuple(a for a in receivers or self.who(_reach(noun, "to")) if a not in givers)
        if givers and second:
            yield Told(act.type, (givers, second), Stance.ASSERTS, act.rule, noun)

    def _told_by_verb(self, noun: Token) -> bool:
        """«met B in the first encounter of the two»: the verb has told the noun's event."""
        verb = noun.head.head
        return noun.dep_ == "pobj" and any(
            told.trigger == verb and told.type in CONTACT for told in self.recent[-3:]
        )

    def _guests(self, noun: Token) -> Iterator[Told]:
        """«A was the guest of B»; «A and B negotiated as guests of C», who then mediates."""
        hosts = self.who([*_reach(noun, "of"), *syntax.possessors(noun)])
        verb = syntax.clause_of(noun)
        guests = self.who(syntax.surface_subjects(verb)) if verb is not None else ()
        guests = tuple(actor for actor in guests if actor not in hosts)
        if hosts and len(guests) == 1:
            yield Told("Visit", (guests, hosts), Stance.ASSERTS, "guest", noun)
        elif hosts and guests:
            yield Told("Mediation", (hosts, *self._each(guests)), Stance.ASSERTS, "guest", noun)

    def _noun_stance(self, noun: Token) -> Stance | None:
        """By what governs the noun, else by its own clause («the talks that he would hold»)."""
        stance = stance_of(noun, self.lexicons.stances)
        above = syntax.clause_of(noun)
        if stance is Stance.FORESEES and above is not None and self._seals(above, noun):
            return stance_of(above, self.lexicons.stances)
        carrier = _relative_carrier(noun, self.lexicons.frames.words["light"])
        if carrier is None:
            return stance
        # «suspended the talks that A had opened»: opened they were, whatever became of them.
        own = stance_of(carrier, self.lexicons.stances)
        return own if stance is Stance.ASSERTS or own is Stance.ASSERTS else stance

    def _seals(self, verb: Token, noun: Token) -> bool:
        """«agreed to a ceasefire», «announced a deal»: it stands with the verb, not after it."""
        frames = self.lexicons.frames
        deal = frames.nouns.get(noun.lemma_.lower())
        return (
            deal is not None and deal.type == "Agreement" and verb.lemma_ in frames.words["seals"]
        )

    def _recalled(self, told: Told) -> Told | None:
        """The event that «the talks», «that conversation» take up, if one was told just before."""
        noun = told.trigger
        if not _is_definite(noun) or any(self.page.at(t) for t in noun.lefts if t.dep_ == "poss"):
            return None
        apart = self.lexicons.frames.words["apart"]
        if any(c.dep_ == "relcl" or c.lower_ in apart or _is_ordinal(c) for c in noun.children):
            return None  # «the talks that counted», «the first round»: told apart from others
        near = [
            earlier
            for earlier in reversed(self.recent)
            if sentences_between(earlier.trigger, noun) <= _RECALL
            and _may_be_called(earlier, told.type)
        ]
        # What happened is taken up from what happened; plans and denials from the last told.
        alike = [earlier for earlier in near if earlier.stance is told.stance]
        latest = next(iter(alike or near), None)
        return latest if latest and self._about_the_same(told, latest) else None

    def _taken_up_stance(self, told: Told, earlier: Told) -> Stance:
        """What was only planned stays planned, unless it is told to have taken place."""
        if told.stance is not Stance.ASSERTS or happened(told.trigger, self.lexicons.stances):
            return told.stance
        return earlier.stance

    def _about_the_same(self, told: Told, earlier: Told) -> bool:
        """Whether whoever acts beside the noun took part in the earlier event, or hosted it."""
        verb = syntax.clause_of(told.trigger)
        words = self.lexicons.frames.words
        actors = set(chain.from_iterable(told.sides))
        if verb is not None and verb.lemma_ not in words["hosts"] | words["onlookers"]:
            actors |= set(self.who(syntax.subjects(verb)))
        return actors <= earlier.actors

    def participants(self, noun: Token, frame: NounFrame) -> Sides:
        """Who takes part in the event a noun names, by the words around it."""
        between = self.who(_reach(noun, "between", "among", "of", "involving"))
        if len(between) > 1:
            camps = self._camps(between)
            return camps if len(camps) > 1 else self._each(between)
        own = self._before(noun)
        if noun.lemma_.lower() in _FORUMS:
            own = tuple(a for a in own if a.type is not ActorType.ORGANIZATION)
        other = tuple(a for a in self.who(self._partners_of(noun, frame)) if a not in own)
        if frame.type == "Agreement" and not own and not other:
            return ()
        other = other or tuple(a for a in self._told_at(noun) if a not in own)
        carriers, beside = ((), ()) if own and other else self._carriers(noun)
        other = other or tuple(a for a in beside if a not in (*own, *carriers))
        if carriers and _owned_by_they(noun) and not set(carriers) <= set(own):
            return ()  # «In their meeting A discussed with B»: the pronoun points ahead
        first = own or tuple(a for a in carriers if a not in other)
        if not own and not other and not self._carries(noun):
            return ()
        if other:
            return (*self._camps(first), other) if first else ()
        if own and carriers and frame.type in CONTACT and self._carries(noun):
            others = tuple(a for a in carriers if a not in own)
            return (*self._camps(own), others) if others else self._each(own)
        return self._each(first)

    def _told_at(self, noun: Token) -> tuple[Actor, ...]:
        """«A told B in a telephone call that»: who is told takes part in the call."""
        verb = noun.head.head
        speaks = verb.lemma_ in self.lexicons.frames.words["tells"]
        if noun.dep_ != "pobj" or noun.head.lower_ not in {"in", "during", "at"} or not speaks:
            return ()
        return tuple(filter(is_person, self.who(syntax.objects(verb))))

    def _carries(self, noun: Token) -> bool:
        """Whether the verb around the noun only carries it: «A and B held, opened talks»."""
        words = self.lexicons.frames.words
        verb = _relative_carrier(noun, words["light"]) or _carrier(noun, words)
        return verb is not None and verb.lemma_ in words["light"]

    def _partners_of(self, noun: Token, frame: NounFrame) -> list[Token]:
        """«with B», and of a call also «from B», «received from B»."""
        if frame.type != "Call":
            return _reach(noun, "with", "to")
        received = chain.from_iterable(
            syntax.prepositional(clause, "from", "by") for clause in syntax.children(noun, {"acl"})
        )
        return [*_reach(noun, "with", "to", "from"), *received]

    def _before(self, noun: Token) -> tuple[Actor, ...]:
        """«Trump's», «Russian-Ukrainian», «Rubio-Lavrov»: actors told before the noun."""
        left = {t.i for t in noun.lefts if t.dep_ in {"poss", "amod", "compound", "nmod", "nummod"}}
        tokens = [t for t in noun.doc[noun.left_edge.i : noun.i] if self._under(t, noun, left)]
        return self.who(tokens)

    @staticmethod
    def _under(token: Token, noun: Token, left: set[int]) -> bool:
        while token.head != token and token.head != noun:
            token = token.head
        return token.i in left

    def _carriers(self, noun: Token) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
        """Subjects of the verb that carries the noun, and whom that verb is done with."""
        words = self.lexicons.frames.words
        carrier = _relative_carrier(noun, words["light"])
        if carrier is None:
            carrier = _carrier(noun, words)
        if carrier is None:
            return (), ()
        subjects = syntax.subjects(carrier)
        if syntax.is_passive(carrier) and not subjects:
            subjects = _reach(carrier, "between")
        if carrier.dep_ in {"acl"} and carrier.head == noun:
            subjects = syntax.agents(carrier)
        partners = _reach(carrier, "with") if carrier.lemma_ in words["light"] else []
        return self.who(t for t in subjects if t != noun), self.who(partners)

    def _hosts_of(self, told: Told, trigger: Token) -> Iterator[Told]:
        """«talks hosted by C», «under C's mediation»: a mediation of the same event."""
        if told.type not in CONTACT | {"Agreement", "Mediation"}:
            return
        hosts = tuple(a for a in self._told_hosts(trigger) if a not in told.actors)
        parties = tuple((actor,) for side in told.sides for actor in side)
        if hosts and len(parties) > 1:
            yield replace(told, type="Mediation", sides=(hosts, *parties), rule="hosted-by")

    def _told_hosts(self, trigger: Token) -> tuple[Actor, ...]:
        words = self.lexicons.frames.words["hosts"]
        nouns = [trigger, *syntax.objects(trigger)] if trigger.pos_ == "VERB" else [trigger]
        carrier = _carrier(trigger, self.lexicons.frames.words) if len(nouns) == 1 else None
        nouns += [carrier] if carrier is not None else []
        verbs = [
            child
            for noun in nouns
            for child in noun.subtree
            if child.lemma_ in words and child.tag_ == "VBN" and child != trigger
        ]
        hosts = list(chain.from_iterable(map(syntax.agents, verbs)))
        under = [
            self._before(inner)
            for noun in {trigger, trigger.head}
            for child in noun.children
            if child.lower_ in {"under", "through", "with"}
            for inner in child.children
            if inner.lemma_ in {"mediation", "auspices", "facilitation"}
        ]
        acting = [t for noun in nouns for t in _acting_mediators(noun)]
        told = self.who([*hosts, *acting])
        return (*told, *chain.from_iterable(under), *self._host_noun(trigger))

    def _host_noun(self, trigger: Token) -> tuple[Actor, ...]:
        """«A was host to a summit», «A, the mediator of the talks»."""
        host = trigger.head.head
        named = trigger.dep_ == "pobj" and host.lemma_ in {"host", "mediator", "facilitator"}
        if not named:
            return ()
        verb = syntax.clause_of(host) if host.dep_ == "attr" else None
        return self.who(syntax.subjects(verb)) if verb is not None else self.who([host, host.head])

    # ── Actors ───────────────────────────────────────────────────────────────────────────────────

    def who(self, tokens: Iterable[Token]) -> tuple[Actor, ...]:
        """The actors that the tokens stand for, each once, in order."""
        return actors_of(self.page, tokens)

    def _owners(self, noun: Token) -> list[Token]:
        left = [t for t in noun.lefts if t.dep_ in {"poss", "amod", "compound", "nmod"}]
        return [*left, *syntax.prepositional(noun, "of", "by", "from")]

    def _inside(self, tokens: Iterable[Token]) -> tuple[Actor, ...]:
        return self.who(chain.from_iterable(token.subtree for token in tokens))

    def _parties(self, verb: Token) -> tuple[Actor, ...]:
        frames = self.lexicons.frames.nouns
        own = set(self.who(syntax.subjects(verb)))
        found: dict[Actor, None] = {}
        for noun in syntax.objects(verb):
            frame = frames.get(noun.lemma_.lower())
            tokens = _reach(noun, "between", "among", "with", "of")
            sides = (self.who(tokens) or self._before(noun)) if frame is not None else ()
            if not sides and frame is not None:
                earlier = self._recalled(Told(frame.type, (), Stance.ASSERTS, frame.rule, noun))
                sides = tuple(chain.from_iterable(earlier.sides)) if earlier else ()
            found |= dict.fromkeys(a for a in sides if a not in own)
        return tuple(found)

    def _camps(self, actors: tuple[Actor, ...]) -> Sides:
        """Actors grouped by whom they stand for: companions share a side, strangers do not.

        Only who acts is grouped so: whom somebody met, together or in turn, is one side.
        """
        camps: list[list[Actor]] = []
        for actor in actors:
            for camp in camps:
                if self.allies(camp[0], actor):
                    camp.append(actor)
                    break
            else:
                camps.append([actor])
        return tuple(map(tuple, camps))

    def _each(self, actors: tuple[Actor, ...]) -> Sides:
        return tuple((actor,) for actor in actors)


def _can_meet(actor: Actor) -> bool:
    return actor.type in {ActorType.PERSON, ActorType.COUNTRY, ActorType.ORGANIZATION}


def _is_noun(token: Token, lemmas: tuple[str, ...]) -> bool:
    """Whether a noun, or what it is coordinated with or belongs to, is one of the words.

    «a declaration of principles that they signed»: the clause hangs on the nearer noun.
    """
    owner = [token.head.head] if token.dep_ == "pobj" and token.head.lower_ == "of" else []
    return any(t.lemma_.lower() in lemmas for t in (token, *token.conjuncts, *owner))


def _has_particle(verb: Token, particles: tuple[str, ...]) -> bool:
    """«brought A and B together in Paris»: the particle hangs on the verb or on what follows."""
    near = (t for child in verb.children for t in (child, *child.lefts))
    return any(t.lower_ in particles and t.i > verb.i for t in near)


def _infinitives(verb: Token) -> list[Token]:
    return [
        child
        for child in verb.children
        if child.dep_ in {"xcomp", "ccomp", "advcl"}
        and any(t.dep_ == "aux" and t.lower_ == "to" for t in child.children)
    ]


def _does_the_same(verb: Token) -> bool:
    return any(child.lower_ in {"same", "likewise"} for child in verb.children)


def _told_of(verb: Token) -> Iterator[Token]:
    """Subjects of that-clauses: «demanded that A do»."""
    return chain.from_iterable(map(syntax.surface_subjects, _complements(verb)))


def _towards(verb: Token) -> Iterator[Token]:
    """Whom an infinitive is towards: «refused to meet A»."""
    return chain.from_iterable(map(_partners, _infinitives(verb)))


def _has_infinitive(verb: Token) -> bool:
    """«to» with a verb below, or a misparse of it: «called on both sides to let»."""
    return bool(_infinitives(verb)) or any(
        t.dep_ == "aux" and t.lower_ == "to" for t in verb.subtree if t.i > verb.i
    )


def _complements(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ in {"ccomp", "xcomp"}]


def _has_subjunctive(verb: Token) -> bool:
    """«insists that Armenia amend»: a demand is told in the bare form, a claim is not."""
    return any(c.tag_ == "VB" or syntax.has_aux(c, "must", "should") for c in _complements(verb))


def _has_predicate(verb: Token) -> bool:
    """«called him a liar», «saw it fall»: the object is the subject of something more."""
    return any(
        c.dep_ in {"oprd", "attr", "ccomp", "xcomp", "acomp", "advcl"} for c in verb.children
    )


def _signatories(verb: Token) -> list[Token]:
    """«A signed for B and C for D», «signed for B by A and for D by C»."""
    after = [t for t in verb.subtree if t.i > verb.i and t.pos_ == "PROPN"]
    ends = {"for", ","}
    return [
        t
        for t in after
        if (t.nbor().lower_ == "for" if t.i + 1 < len(t.doc) else False)
        or (t.dep_ == "pobj" and t.head.lower_ == "by" and t.nbor().lower_ in ends | {"and", "."})
    ]


def _acting_mediators(token: Token) -> Iterator[Token]:
    """«with Oman acting as mediator», «Qatar serving as a go-between»."""
    for role in token.subtree:
        if role.lemma_.lower() in {"mediator", "intermediary", "facilitator", "go-between", "host"}:
            verb = role.head.head
            if role.head.lower_ == "as" and verb.lemma_ in {"act", "serve"}:
                yield from syntax.subjects(verb)


def _partners(verb: Token) -> list[Token]:
    return [*syntax.objects(verb), *syntax.prepositional(verb, "with", "to")]


def _reach(token: Token, *prepositions: str) -> list[Token]:
    """Prepositional objects of a word or of its object: the parser hangs them on either."""
    found = syntax.prepositional(token, *prepositions)
    for child in token.children:
        if child.dep_ in {"dobj", "prt", "advmod", "npadvmod"}:
            found += _reach(child, *prepositions)
        elif child.dep_ == "prep" and child.lower_ in _SOFT:
            found += syntax.prepositional(child, *prepositions)
    return syntax.expand(found)


_GENERAL = {"dialogue", "negotiation", "discussion", "consultation", "mediation", "facilitation"}
# «the G7 summit»: the body it belongs to is no participant beside its members.
_FORUMS = {"summit", "conference", "session", "assembly", "gathering", "meeting"}
_BY_PHONE = {"by", "via", "over", "on"}
_CALLS = {"call", "conversation", "talk", "conference", "link"}


def _is_means(token: Token) -> bool:
    """«by phone», «during a phone conversation»: how they spoke, not what about."""
    carrier = token.head if token.head.lemma_ in _CALLS else token
    return carrier.dep_ == "pobj" and carrier.head.lower_ in _BY_PHONE | {"during", "in"}


_SOFT = {"by", "on", "in", "at", "for", "of"}


def _goes_somewhere(verb: Token) -> bool:
    return any(
        child.dep_ in {"prep", "advmod"}
        and child.lower_ in {"to", "in", "for", "on", "into", "from"}
        for child in verb.children
    )


def _is_ordinal(token: Token) -> bool:
    return token.text[:1].isdigit() and token.lower_.endswith(("st", "nd", "rd", "th"))


def _owned_by_they(noun: Token) -> bool:
    return any(t.dep_ == "poss" and t.lower_ == "their" for t in noun.lefts)


def _is_definite(noun: Token) -> bool:
    """«the talks», «that call», and bare «talks» as the subject: something already told."""
    marks = {t.lower_ for t in noun.lefts if t.dep_ in {"det", "poss"} or t.lower_ == "such"}
    return bool(marks & {"the", "that", "this", "these", "those", "their", "its", "such"}) or (
        not marks and noun.dep_ in {"nsubj", "nsubjpass"} and noun.tag_ == "NNS"
    )


def sentences_between(one: Token, other: Token) -> int:
    """How many sentences further on the second token stands; 0 within one sentence."""
    return sum(1 for token in one.doc[one.i : other.i + 1] if token.is_sent_start) - 1


# A noun may take up an event that was told as another type.
_NAMES_FOR = {
    "Meeting": {"Meeting", "Negotiation", "Visit"},
    "Negotiation": {"Meeting", "Negotiation"},
    "Call": {"Call"},
    "Visit": {"Visit"},
    "Agreement": {"Agreement"},
    "Mediation": {"Meeting", "Negotiation"},
}


def _may_be_called(told: Told, noun: str) -> bool:
    return told.type in _NAMES_FOR.get(noun, ()) and (len(told.sides) > 1 or noun == "Visit")


def _is_event_noun(noun: Token, frame: NounFrame) -> bool:
    """`talks` in the plural only, and no bare «dialogue» that is wished for in general."""
    if noun.tag_ in {"NNS", "NNPS"}:
        return True
    bare = not any(t.dep_ in {"det", "poss", "nummod"} for t in noun.lefts)
    return noun.lemma_ != "talk" and not (bare and noun.lemma_.lower() in _GENERAL)


def _carrier(noun: Token, words: Mapping[str, frozenset[str]]) -> Token | None:
    head = noun.head
    if noun.dep_ in {"dobj", "nsubjpass", "attr"} and head.lemma_ in words["light"]:
        return head
    if noun.dep_ == "dobj" and head.lower_ == "following":
        return syntax.clause_of(head)  # «said A, following a meeting with B»
    if noun.dep_ == "pobj" and head.lower_ in words["during"]:
        above = head.head
        if above.pos_ in {"VERB", "AUX"}:
            return above
        if above.pos_ == "NOUN" and above.lemma_ in words["courses"]:
            return _carrier(above, words)
    if noun.dep_ == "pobj" and head.lower_ == "of" and head.head.pos_ == "NOUN":
        return _carrier(head.head, words)  # «after 13 hours of talks»
    if noun.dep_ == "conj":
        return _carrier(head, words)
    return None


def _relative_carrier(noun: Token, light: frozenset[str]) -> Token | None:
    """«the meeting that Trump said he would hold with Putin»."""
    for clause in syntax.children(noun, {"relcl", "acl"}):
        for verb in (clause, *syntax.children(clause, {"ccomp", "xcomp"})):
            if verb.lemma_ in light:
                return verb
    return None


# Slots that a walk over tokens fills; prepositions fill the rest.
_SLOTS: dict[str, Callable[[Token], Iterable[Token]]] = {
    "subject": syntax.subjects,
    "dative": lambda verb: syntax.expand(syntax.children(verb, {"dative"})),
    "complement": _told_of,
    "inner": _towards,
}
