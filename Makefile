# 使い方は README.md を見てください。引数なしの make は、できることの一覧を表示します。
PYTHON ?= python3
VENV := .venv
BENCH_VENV := .venv-bench
BIN := $(VENV)/bin
RUN := $(BIN)/python -m reportgen
JOBS ?= 2

.DEFAULT_GOAL := help
.PHONY: help report forms receive status handout publish seal test proof check golden bench wheel lock clean

help:
	@echo 'make report YEAR=2021 [PLAN=計画のID]   報告書（Word・PDF・HTML）と指摘一覧を作ります'
	@echo 'make forms  YEAR=2021 [PLAN=計画のID]   各課に送る調査票と依頼文を作ります'
	@echo '            [FROM=2020] [ZIP=1]         前の年度から始めます／課ごとのZIPも作ります'
	@echo 'make receive FILES=届いたフォルダー     届いた調査票を収め、受付簿に記録します'
	@echo 'make status YEAR=2021 [PLAN=計画のID]   だれが未提出か、期限まで何日かを表示します'
	@echo 'make handout YEAR=2021 [PLAN=計画のID]  会議で配る資料を作ります'
	@echo 'make publish YEAR=2021 [PLAN=計画のID]  公開するファイルを作ります'
	@echo 'make seal   YEAR=2021 [PLAN=計画のID]   もとのファイルごと保管します'
	@echo 'make test                               試験（5分以内）'
	@echo 'make check                              書式と型の検査'
	@echo 'make proof                              全件の試験と、時間のかかる検証'
	@echo 'make golden                             見本の文書（tests/golden）を作り直し、違いを表示します'
	@echo 'make bench [BENCH=quick]                所要時間の測定（ほかのソフトとの比較）'
	@echo 'make wheel                              配布用のパッケージ（dist/）'
	@echo 'make clean                              作業用のファイルを消します（inputs・outputs は残します）'

report: $(VENV)/.run
	@test -n '$(YEAR)' || { echo '年度を指定してください（例：make report YEAR=2021）。' >&2; exit 2; }
	@$(RUN) report --year $(YEAR) $(if $(PLAN),--plan '$(PLAN)') || { status=$$?; test $$status -eq 1 || exit $$status; }

forms: $(VENV)/.run
	@test -n '$(YEAR)' || { echo '年度を指定してください（例：make forms YEAR=2021）。' >&2; exit 2; }
	@$(RUN) forms --year $(YEAR) $(if $(PLAN),--plan '$(PLAN)') $(if $(FROM),--from-year $(FROM)) $(if $(ZIP),--zip)

receive: $(VENV)/.run
	@test -n '$(FILES)' || { echo '届いたファイルかフォルダーを指定してください（例：make receive FILES=届いた調査票）。' >&2; exit 2; }
	@$(RUN) receive '$(FILES)' || { status=$$?; test $$status -eq 1 || exit $$status; }

# 終了の番号1は、まだ直すところがあるという知らせで、失敗ではありません。
status handout publish seal: $(VENV)/.run
	@test -n '$(YEAR)' || { echo '年度を指定してください（例：make $@ YEAR=2021）。' >&2; exit 2; }
	@$(RUN) $@ --year $(YEAR) $(if $(PLAN),--plan '$(PLAN)') || { status=$$?; test $$status -eq 1 || exit $$status; }

test: $(VENV)/.dev
	$(BIN)/python -m pytest -q -n $(JOBS) -m 'not proof'

proof: $(VENV)/.dev
	$(BIN)/python -m pytest -q -n $(JOBS) -m proof

check: $(VENV)/.dev
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy --no-error-summary

golden: $(VENV)/.dev
	$(BIN)/python tests/accept_goldens.py

# ほかのソフトとの比較。BENCH=quick は1回ずつ。ほかのソフトは .venv-bench だけに入れます。
bench: $(BENCH_VENV)/.run
	$(BENCH_VENV)/bin/python tests/bench/compare.py $(if $(filter quick,$(BENCH)),--quick)

wheel: $(VENV)/.dev
	rm -rf dist
	$(BIN)/python -m build --no-isolation --wheel --outdir dist .

# 依存するライブラリの版とハッシュを作り直すとき（uv が必要です）。取得元の場所は書き込みません。
lock:
	uv pip compile pyproject.toml --extra wording --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet -o requirements.lock
	uv pip compile pyproject.toml --extra wording --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet -c requirements.lock -o requirements-dev.lock
	uv pip compile pyproject.toml tests/bench/requirements.in --extra wording --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet -c requirements-dev.lock -o tests/bench/requirements.lock

$(VENV)/.run: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Python 3.11 以上が必要です（今は '"$$($(PYTHON) --version 2>&1)"'）。新しい Python を入れるか、make PYTHON=python3.11 … のように指定してください。' >&2; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo 'この Python には venv がありません。Debian・Ubuntu では apt install python3-venv を実行してから、もう一度お試しください。' >&2; exit 2; }
	@echo '初回の準備をしています（数分かかることがあります）…' >&2
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	@echo '試験の準備をしています…' >&2
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

$(BENCH_VENV)/.run: tests/bench/requirements.lock
	@echo '測定の準備をしています…' >&2
	@$(PYTHON) -m venv $(BENCH_VENV)
	@$(BENCH_VENV)/bin/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes -r tests/bench/requirements.lock
	@touch $@

clean:
	rm -rf $(VENV) $(BENCH_VENV) dist build .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
