"""The numbers become facts: pairs, phases, crossings, doubts. Numbers in, numbers out."""
