"""How sure a finding is by the way it was found: priors, not measured probabilities.

They order findings and tell a reviewer where to look first; nothing is decided by them alone.
"""

ELEMENT = 0.99  # the file itself names the field (office XML)
LABEL = 0.98  # a printed label stands before the value
HEADER = 0.95  # a column header stands above the value
PHRASE = 0.95  # a sentence of the office's form
NEAR_TITLE = 0.9  # the only candidate near the title
WORDING = 0.85  # free wording of a letter
GUESSED = 0.6  # the only candidate in the document
DOUBTFUL = 0.4  # title, number and office do not agree, or a character was misread
