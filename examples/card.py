"""A card from Python: counts in a dict, a picture and its alt text out."""

import imggen

counts = {
    "date": ["2023-08-30", "2023-09-02", "2023-09-04"],
    "mastodon": [2900, 5090, 5876],
    "x": [5850, 5840, 5832],
}
card = imggen.render(counts, subject="@lelibreedu@mastodon.mim-libre.fr", lang="fr", tone="campaign")
card.save("card.png")
print(card.alt)
