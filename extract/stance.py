"""Whether an event happened, is planned, was called off or is denied: by the words around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum, auto
from typing import Literal

from spacy.tokens import Span, Token

from ontology.facts import Stance

NEGATIONS = {"not", "n't", "never", "no", "neither", "nor", "nobody", "none", "without"}
SPEECH_CLIMB = {"ccomp", "parataxis"}


# The word lists of `lexicons/stance.toml`, each a set of lemmas.
StanceLexicon = Mapping[str, frozenset[str]]

# Which list of governing words gives which stance; the first that holds the word wins.
GOVERNORS: tuple[tuple[str, Stance | None], ...] = (
    ("denied", Stance.DENIES),
    ("called_off", Stance.CALLS_OFF),
    ("unreal_governors", None),
    ("planned", Stance.FORESEES),
)


def stance_of(trigger: Token, lexicon: StanceLexicon) -> Stance | None:
    """The stance the words take to the event of a trigger; None where it is only thought of.

    Walks from the trigger up through the clauses that govern it and stops at the first word that
    decides: a modal, a negation, a condition, or a governing word of the lexicon.
    """
    if trigger.sent.text.rstrip().endswith("?"):
        return _answer_to(trigger.sent)
    described = _by_adjective(trigger, lexicon)
    if described is not _UNDECIDED:
        return described
    presupposed = planned = recounted = False
    for token, child in _upwards(trigger):
        recounted = recounted or token.lemma_ in lexicon["accounts"]
        presupposed = presupposed or _presupposes(token, lexicon)
        verdict = _verdict(token, child, lexicon)
        if presupposed and verdict is not Stance.FORESEES:
            continue
        if recounted and verdict is Stance.DENIES:
            return None  # «gave no details of their talks» denies the details alone
        if verdict is Stance.FORESEES and not planned:
            planned = True  # «denied a report that they would sign»: what stands above may deny it
        elif verdict is not _UNDECIDED and not (planned and verdict is not Stance.DENIES):
            return verdict
    return Stance.FORESEES if planned else Stance.ASSERTS


def _by_adjective(trigger: Token, lexicon: StanceLexicon) -> Verdict:
    """«an upcoming summit», «a possible meeting», «the cancelled talks»."""
    words = {child.lower_ for child in trigger.lefts if child.dep_ in {"amod", "det", "compound"}}
    if words & lexicon["coming"]:
        return Stance.FORESEES
    if words & lexicon["thinkable"]:
        return None
    return Stance.CALLS_OFF if words & lexicon["aborted"] else _UNDECIDED


def happened(trigger: Token, lexicon: StanceLexicon) -> bool:
    """Whether the noun's verb says that the event took place («the talks ended»)."""
    verb = trigger.head
    return verb.pos_ == "VERB" and verb.lemma_ in lexicon["occurrence"]


def _presupposes(token: Token, lexicon: StanceLexicon) -> bool:
    """«did not raise it during the talks»: what is done at an event leaves the event standing.

    Only a future carries over: «will raise it at the talks».
    """
    noun = any(child.dep_ == "pobj" for child in token.children)
    return token.dep_ == "prep" and noun and token.lower_ in lexicon["presupposing"]


def _verdict(token: Token, child: Token | None, lexicon: StanceLexicon) -> Verdict:
    # «did not announce that they had met» says nothing of whether they had.
    reported = child is not None and child.dep_ == "ccomp"
    decisions = (
        (_by_condition, _by_auxiliary) if reported else (_by_condition, _by_auxiliary, _by_negation)
    )
    for decide in decisions:
        verdict = decide(token, lexicon)
        if verdict is not _UNDECIDED:
            return verdict
    return _by_governor(token, child, lexicon) if child is not None else _UNDECIDED


def _answer_to(question: Span) -> Stance | None:
    """A question tells nothing by itself; a short denial right after it does."""
    doc = question.doc
    if question.end >= len(doc):
        return None
    answer = doc[question.end].sent
    denied = any(t.dep_ == "neg" or t.lower_ == "no" for t in answer)
    return Stance.DENIES if denied and len(answer) <= _SHORT_ANSWER else None


_SHORT_ANSWER = 8  # tokens, «He had not, the spokesman said.»


class _Undecided(Enum):
    """The answer of a rule that has nothing to say; an enumeration, so that types narrow on it."""

    UNDECIDED = auto()


_UNDECIDED = _Undecided.UNDECIDED
Verdict = Stance | None | Literal[_Undecided.UNDECIDED]


def _upwards(trigger: Token) -> Iterator[tuple[Token, Token | None]]:
    """The trigger and what governs it, each with the child it was reached from."""
    token, child = trigger, None
    for _ in range(12):
        yield token, child
        if token.head == token or _stops(token):
            return
        token, child = token.head, token


def _stops(token: Token) -> bool:
    """Clauses that stand for themselves: main, relative, coordinated finite, adverbial of time."""
    if token.dep_ in {"relcl", "ROOT", "parataxis"}:
        return True
    if token.dep_ == "conj" and token.pos_ in {"VERB", "AUX"} and _finite(token):
        return True
    return token.dep_ == "advcl" and not _bare_infinitive(token)


def _finite(verb: Token) -> bool:
    return verb.tag_ in {"VBD", "VBZ", "VBP"} or any(
        child.dep_ in {"aux", "nsubj"} for child in verb.children
    )


def _bare_infinitive(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)


def _by_condition(token: Token, lexicon: StanceLexicon) -> Verdict:
    marks = [c.lower_ for c in token.children if c.dep_ in {"mark", "advmod"} and c.i < token.i]
    if token.dep_ in {"advcl", "ccomp", "pcomp"} and set(marks) & lexicon["conditional"]:
        return None
    return _UNDECIDED


def _by_auxiliary(token: Token, lexicon: StanceLexicon) -> Verdict:
    aux = {child.lower_ for child in token.children if child.dep_ == "aux"}
    negated = _negated(token)
    if aux & lexicon["unreal"]:
        return None
    if aux & (lexicon["future"] | lexicon["future_in_past"]):
        return Stance.DENIES if negated else Stance.FORESEES
    be_to = token.dep_ == "xcomp" and token.head.lemma_ == "be"
    headline = token.dep_ == "ROOT" or token.head.pos_ == "PROPN"  # «A and B to meet in Geneva»
    said = token.dep_ == "ccomp" and token.i < token.head.i  # «A and B to meet, C says»
    return Stance.FORESEES if "to" in aux and (be_to or headline or said) else _UNDECIDED


def _negated(token: Token) -> bool:
    if any(child.dep_ == "neg" or child.lower_ == "never" for child in token.children):
        return True
    if any(c.dep_ == "det" and c.lower_ in {"no", "neither"} for c in token.children):
        return True
    starts = [c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"}]
    return any(
        s.lower_ in {"nobody", "none", "neither", "nothing"}
        or any(c.dep_ == "det" and c.lower_ in {"no", "neither"} for c in s.children)
        for s in starts
    )


def _by_negation(token: Token, lexicon: StanceLexicon) -> Verdict:
    if not _negated(token):
        return _UNDECIDED
    return Stance.DENIES


def _by_governor(token: Token, child: Token, lexicon: StanceLexicon) -> Verdict:
    """A word above the trigger that plans, cancels, denies or merely imagines what is below it."""
    if (
        child.dep_ in {"nsubj"}
        and token.pos_ == "VERB"
        and token.lemma_ not in lexicon["called_off"]
    ):
        return _UNDECIDED
    if child.dep_ in {"advcl", "npadvmod", "poss", "conj", "appos"}:
        return _UNDECIDED
    if _stays_away(token, child, lexicon) or _breaks_off(token):
        return Stance.CALLS_OFF
    if (
        child.dep_ == "prep"
        and token.pos_ == "VERB"
        and child.lower_ not in {"for", "to", "against"}
    ):
        return _UNDECIDED
    if (
        token.lemma_ == "be"
        and child.dep_ == "nsubj"
        and _predicates(token) & lexicon["cancelled_predicates"]
    ):
        return Stance.CALLS_OFF
    lemma = token.lemma_.lower()
    finite = child.dep_ == "ccomp" and _finite(child)
    for name, stance in GOVERNORS:
        if lemma in lexicon[name] and not (finite and stance is Stance.FORESEES):
            return None if stance is Stance.CALLS_OFF and _keeps(token, lemma) else stance
    undone = child.dep_ in {"xcomp", "acl"} and _bare_infinitive(child)
    return None if undone and lemma not in lexicon["factual"] else _UNDECIDED


def _keeps(token: Token, lemma: str) -> bool:
    """«put off», «push back» call an event off; «put» and «push» alone do not."""
    alone = lemma in {"put", "push"}
    return alone and not any(c.lower_ in {"off", "back"} for c in token.children)


def _breaks_off(token: Token) -> bool:
    """«called off», «put off», «broke off»."""
    return token.lemma_ in {"call", "put", "break"} and any(
        child.lower_ == "off" for child in token.children
    )


def _stays_away(token: Token, child: Token, lexicon: StanceLexicon) -> bool:
    """«skipped the summit», «stayed away from a meeting», «pulled out of talks»."""
    if token.pos_ != "VERB" or token.lemma_.lower() not in lexicon["absence"]:
        return False
    return child.dep_ == "dobj" or (child.dep_ == "prep" and child.lower_ in {"from", "of", "out"})


def _predicates(verb: Token) -> set[str]:
    """What is said of the subject: «is off», «is on hold»."""
    said = [c for c in verb.children if c.dep_ in {"advmod", "acomp", "attr", "prt", "prep"}]
    return {c.lower_ for one in said for c in (one, *one.children)}
