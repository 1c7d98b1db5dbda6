"""A card of a data frame: the columns are the platforms, whatever their order."""

import pandas as pd

import imggen

counts = pd.DataFrame(
    {
        "date": pd.to_datetime(["2023-08-30", "2023-09-02", "2023-09-04"]),
        "X": [5850, 5840, 5832],
        "Mastodon": [2900, 5090, 5876],
    }
)
card = imggen.render(counts, card="timeline", title="Six days at the end of summer")
card.save("summer.svg")
print(card.alt_text("extended"))
