"""What is true about bone nutrition: plain Python, no framework, no clock, no sentences.

Vocabulary: a visitor's answers are a `Profile`; everything else that decides a result is an
`Edition`: the editor's table of `ReferenceRow`s, what authorities publish (`OfficialValue`), foods
and the constants of the diet estimates.  `recommend()` puts the two together into a
`Recommendation` of codes and whole numbers.  Units are fixed by nutrient: elemental calcium in
mg/day, vitamin D3 in IU/day, vitamins K2 (MK-7) and K1 in µg/day.
"""
