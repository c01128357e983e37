"""What is true about bone nutrition: plain Python, no framework, no clock, no sentences.

Vocabulary: a visitor's answers are a `Profile`; the editor's table is a `ReferenceTable` of
`ReferenceRow`s; what authorities publish are `OfficialValue`s; `recommend()` puts the three
together into a `Recommendation` of codes and whole numbers.  Units are fixed by nutrient:
elemental calcium in mg/day, vitamin D3 in IU/day, vitamins K2 (MK-7) and K1 in µg/day.
"""
