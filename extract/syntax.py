"""Who does what to whom in a parsed sentence: the slots of a verb or an event noun.

Everything here speaks of tokens only. The dependency labels are those of spaCy's English models
(ClearNLP); the walks cover what news prose does most: passives, relative clauses, shared and
controlled subjects, participles, and prepositions that the parser hangs on the noun or the verb.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

SUBJECTS = {"nsubj", "csubj"}
PASSIVE = {"nsubjpass", "csubjpass"}
OBJECTS = {"dobj", "dative", "obj"}
RELATIVE = {"who", "whom", "that", "which"}
_DEPTH = 6  # clauses climbed in search of a shared subject; longer chains are parsing errors


def children(token: Token, deps: Iterable[str]) -> Iterator[Token]:
    """The direct children that bear one of the labels, in text order."""
    return (child for child in token.children if child.dep_ in deps)


def with_conjuncts(token: Token) -> tuple[Token, ...]:
    """A token and what is coordinated with it, the token first.

    Appositions that hold the coordination («the ministers, A and B») are left to references.
    """
    return (token, *(other for other in token.conjuncts if other.i > token.i))


def expand(tokens: Iterable[Token]) -> list[Token]:
    """Tokens with their conjuncts, each once, in order of first appearance."""
    seen: dict[int, Token] = {}
    for token in tokens:
        for one in with_conjuncts(token):
            seen.setdefault(one.i, one)
    return list(seen.values())


def is_passive(verb: Token) -> bool:
    """Whether a verb is a passive, finite («was met») or a reduced relative («talks held»)."""
    if any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children):
        return True
    if is_stray_main(verb):
        return False
    return (
        verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl", "amod"} and not has_aux(verb, "have")
    )


def is_stray_main(verb: Token) -> bool:
    """«A, the director of B, called on C.»: the main verb parsed as a participle of the noun.

    Told by a sentence that has no other main verb and a participle that names no agent.
    """
    root = verb.sent.root
    return (
        verb.dep_ == "acl"
        and verb.tag_ in {"VBN", "VBD"}
        and root.pos_ in {"NOUN", "PROPN"}
        and verb.i > root.i
        and verb.nbor(-1).text == ","
        and not agents(verb)
    )


def has_aux(verb: Token, *lemmas: str) -> bool:
    """Whether one of the auxiliaries stands before the verb."""
    return any(
        child.dep_ in {"aux", "auxpass"} and child.lemma_.lower() in lemmas
        for child in verb.children
    )


def subjects(verb: Token, depth: int = _DEPTH) -> list[Token]:
    """Who does it: explicit, through a relative pronoun, shared, or controlled from above."""
    if is_passive(verb):
        return expand(agents(verb))
    own = list(children(verb, SUBJECTS))
    if own:
        return expand(_antecedents(verb, own))
    return _inherited_subjects(verb, depth) if depth else []


def surface_subjects(verb: Token, depth: int = _DEPTH) -> list[Token]:
    """The grammatical subject whatever the voice."""
    own = list(children(verb, SUBJECTS | PASSIVE))
    if own:
        return expand(_antecedents(verb, own))
    if verb.dep_ == "acl":
        return expand([verb.head])
    return _inherited_subjects(verb, depth) if depth else []


def agents(verb: Token) -> list[Token]:
    """Who did it, after a passive: «by A», «on Monday by A and on Friday by B»."""
    found: list[Token] = []
    for token in verb.subtree:
        if token.lower_ == "by" and token.dep_ in {"agent", "prep"} and clause_of(token) == verb:
            found += children(token, {"pobj"})
    return found


def objects(verb: Token) -> list[Token]:
    """To whom or what it is done, in the active or the passive."""
    found = list(children(verb, OBJECTS))
    if is_passive(verb):
        found += _antecedents(verb, children(verb, PASSIVE))
        if verb.dep_ == "acl" or (verb.dep_ == "advcl" and not found):
            found.append(verb.head)
    found = _antecedents(verb, found)
    if not found and is_passive(verb) and verb.dep_ == "conj":
        found = surface_subjects(verb)  # «landed in Kigali and was received by»
    if not found:
        found = _infinitive_subjects(verb) or _gap(verb)
    if not found and verb.dep_ == "conj" and verb.head.pos_ == "VERB" and _shares_object(verb):
        return objects(verb.head)
    if not found and verb.tag_ in {"VBD", "VBZ"}:
        # «met, as soon as he landed, the chief of the army»: parsed as if it told when
        found = [c for c in children(verb, {"npadvmod"}) if c.i > verb.i]
    return expand(found)


def prepositional(token: Token, *prepositions: str) -> list[Token]:
    """Objects of the prepositions below a verb or noun, chained ones («in talks with») not."""
    wanted = [
        child
        for child in children(token, {"prep", "agent", "dative", "prt"})
        if child.lower_ in prepositions
    ]
    found: list[Token] = []
    for child in wanted:
        found += children(child, {"pobj", "pcomp"})
        # «together with X», «along with X»: the preposition hangs on another.
        inner = (below for below in children(child, {"prep"}) if below.lower_ in prepositions)
        found += (noun for below in inner for noun in children(below, {"pobj"}))
    return expand(found)


def possessors(noun: Token) -> list[Token]:
    """«Trump's», «his», and of-phrases that own the noun."""
    return expand(children(noun, {"poss"}))


def clause_of(token: Token) -> Token | None:
    """The verb that governs a token, climbing over nouns and prepositions."""
    for above in token.ancestors:
        if above.pos_ in {"VERB", "AUX"}:
            return above
    return None


def _antecedents(verb: Token, tokens: Iterable[Token]) -> list[Token]:
    """Relative pronouns replaced by the noun their clause hangs on."""
    found = []
    for token in tokens:
        if token.lower_ in RELATIVE and token.tag_ in {"WP", "WDT", "IN", "DT"}:
            head = _relative_head(verb)
            found += [head] if head is not None else []
        else:
            found.append(token)
    return found


def _relative_head(verb: Token) -> Token | None:
    for above in (verb, *verb.ancestors):
        if above.dep_ == "relcl":
            return _described(above.head)
        if above.dep_ not in {"conj", "xcomp", "ccomp", "advcl"}:
            break
    return None


def _described(noun: Token) -> Token:
    """«A, the adviser to B, who …»: set off by commas, the clause is about A, not about B."""
    owner = noun.head.head if noun.dep_ == "pobj" else noun
    if owner != noun and owner.dep_ == "appos" and owner.nbor(-1).text != ".":
        follows = noun.doc[noun.i + 1 : noun.i + 2].text
        return owner.head if follows == "," else noun
    return noun


def _inherited_subjects(verb: Token, depth: int) -> list[Token]:
    """The subject of a verb that has none of its own, from what it hangs on."""
    head = verb.head
    if is_stray_main(verb):
        return expand([verb.sent.root])
    if verb.dep_ in {"acl", "amod", "relcl", "pcomp"}:
        return _from_noun(verb, depth)
    match verb.dep_:
        case "conj" if head.pos_ in {"VERB", "AUX"}:
            return surface_subjects(_peer(verb), depth - 1)
        case "xcomp" | "ccomp" if head.pos_ in {"VERB", "AUX", "ADJ"} and head.i < verb.i:
            controlled = expand(children(head, {"dobj"})) if head.pos_ == "VERB" else []
            return controlled or surface_subjects(head, depth - 1)
        case "acomp" | "attr":  # «is due to meet»: the adjective's subject is its copula's
            return surface_subjects(head, depth - 1)
        case "advcl" | "xcomp" if head.pos_ in {"VERB", "AUX"}:
            return surface_subjects(head, depth - 1)
    return []


def _from_noun(verb: Token, depth: int) -> list[Token]:
    """«A, meeting B, said»; «his plan to meet B»; «without meeting B»."""
    if verb.dep_ in {"acl", "amod"} and verb.tag_ == "VBG":
        return expand([verb.head])
    owners = possessors(verb.head) if verb.dep_ in {"acl", "relcl"} else []
    above = clause_of(verb.head) if verb.dep_ != "amod" else None
    return owners or (surface_subjects(above, depth - 1) if above is not None else [])


def _peer(verb: Token) -> Token:
    """The verb that a coordinated verb continues: coordinated verbs agree in form.

    A past tense hung on an infinitive («rang to ask …, and then consulted») belongs further up.
    """
    if verb.tag_ != "VBD":
        return verb.head
    above = (v for v in verb.ancestors if v.pos_ in {"VERB", "AUX"})
    return next((v for v in above if v.tag_ == "VBD" or _has_past_aux(v)), verb.head)


def _has_past_aux(verb: Token) -> bool:
    return any(
        c.dep_ in {"aux", "auxpass"} and c.tag_ in {"VBD", "VBZ", "VBP", "MD"}
        for c in verb.children
    )


def _infinitive_subjects(verb: Token) -> list[Token]:
    """«urged Kyiv to withdraw»: parsed as the subject of the infinitive, meant as the object."""
    for clause in children(verb, {"ccomp", "xcomp"}):
        if any(child.dep_ == "aux" and child.lower_ == "to" for child in clause.children):
            return list(children(clause, SUBJECTS | PASSIVE))
    return []


def _gap(verb: Token) -> list[Token]:
    """«the delegation that Rubio met»: the object is the noun before the relative clause."""
    if verb.dep_ != "relcl" or not list(children(verb, SUBJECTS)):
        return []
    own = next(children(verb, SUBJECTS))
    stranded = any(
        child.dep_ == "prep" and not list(children(child, {"pobj", "pcomp"}))
        for child in verb.children
    )
    return [] if own.lower_ in RELATIVE or stranded else [verb.head]


def _shares_object(verb: Token) -> bool:
    """«criticised and rejected the plan» is the second verb's object; this asks the reverse."""
    return verb.i < verb.head.i


def complements(noun: Token) -> Iterator[Token]:
    """What hangs on a noun by prepositions, one below the other: «head of the army in Berbera»."""
    for preposition in children(noun, {"prep"}):
        for below in children(preposition, {"pobj"}):
            yield below
            yield from complements(below)
