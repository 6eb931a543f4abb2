"""What the secretariat decides, read from files: the layout (``layout.toml``) and the plan master (``plan.xlsx``).

==============  ============================================================================================
load            a layout folder → ``Layout``
schema          what layout.toml may say, strictly; its parts: numbers, derivations, contradictions, handout, wording
master          plan.xlsx → ``Plan``; what its sheets are called: master_words
tables          a sheet as a table; cells, days, quantities, columns: what stands in it
facts           計画 and 会議            tree      体系 and 事業, and all that hangs on them
rows            担当 and 指標            texts     文章
scales          選択肢                   history   実績
opinions        意見                     repeats   再掲
acceptances     確認済                   submitters  names as files and folders bear them
nearest         the valid name nearest to a wrong one
faults          all faults of a plan master in one message
==============  ============================================================================================
"""
