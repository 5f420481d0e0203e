"""Typed actions against the published schema."""

import dataclasses
import json

import jsonschema
import pytest

import coffeetest
from coffeetest import Action

SCHEMA = json.loads(coffeetest.ACTION_SCHEMA)
TYPES = {kind.verb: kind for kind in Action.__subclasses__()}
BY_VERB = {option["properties"]["verb"]["const"]: option for option in SCHEMA["oneOf"]}


def test_every_verb_has_a_type_and_every_type_a_verb():
    assert set(TYPES) == {name for name, _, _ in coffeetest.list_verbs()} == set(BY_VERB)


@pytest.mark.parametrize("verb", sorted(BY_VERB))
def test_a_type_has_the_fields_of_the_schema(verb):
    fields = {field.name.rstrip("_") for field in dataclasses.fields(TYPES[verb])}
    assert fields == set(BY_VERB[verb]["properties"]) - {"verb"}
    no_default = dataclasses.MISSING
    needed = {field.name.rstrip("_") for field in dataclasses.fields(TYPES[verb]) if field.default is no_default}
    assert needed == set(BY_VERB[verb]["required"]) - {"verb"}


EXAMPLES = {
    "at": "left",
    "seconds": 1.5,
    "text": "hello",
    "relation": "under",
    "to": "high",
    "claim": "impossible",
    "reason": "no",
}


@pytest.mark.parametrize("verb", sorted(TYPES))
def test_a_typed_action_is_one_by_the_schema_and_by_the_parser(verb):
    names = [field.name for field in dataclasses.fields(TYPES[verb])]
    numbers = {name: 50.0 for name in names if name.startswith(("amount", "rate"))}
    values = {name: numbers.get(name) or EXAMPLES.get(name, "mug_1") for name in names if name != "percent"}
    action = TYPES[verb](**values)
    jsonschema.validate(action.to_dict(), SCHEMA)
    assert coffeetest.parse_action(action.to_json()) == action.to_dict()


def test_a_knob_is_turned_to_a_position_or_to_a_share():
    assert coffeetest.parse_action("turn knob_1 to 40 %") == coffeetest.actions.Turn("knob_1", percent=40.0).to_dict()
    for values in ({}, {"to": "high", "percent": 40.0}):
        with pytest.raises(coffeetest.ActionError, match="turn"):
            coffeetest.parse_action(coffeetest.actions.Turn("knob_1", **values).to_json())


def test_english_gives_the_same_mapping():
    parsed = coffeetest.parse_action("pour 240 ml from carafe_1 into the mug")
    assert parsed == coffeetest.actions.Pour("mug", 240.0, from_="carafe_1").to_dict()
