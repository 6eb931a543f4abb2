"""Questions about Japanese wording (codes L): protect names, take the text apart, then apply the rules.

Comes in: passages of a report. Goes out: hits. No rule fires inside a protected name, and nothing here mends a text.
Norms: 公用文作成の考え方（令和4年1月7日、文化審議会建議）; numbers of its items are not quoted unless checked.

==========  ==================================================================
lists       words that hold for every municipality (lists.toml)
protect     names in which nothing is asked
morphemes   words and parts of speech; the only module that knows the dictionary
sentences   sentences, how they end, tenses folded
marks       。、brackets, widths of digits
style       常体・敬体, length, turns of phrase
words       kana for kanji, doubled words, words that are called otherwise today
near_names  near misses of names
numbers     thousands, weekdays, numbering
variants    spellings that differ within the report
==========  ==================================================================
"""
