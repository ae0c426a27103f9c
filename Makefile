# Culprit. Two commands do all the set-up on a Debian machine with a Swift toolchain:
#   make run [URL=https://www.example.com/]    installs what is needed, builds, diagnoses a page
#   make test                                  installs what is needed, runs every test
# `make lab` runs every scenario of the lab and grades the answers.
URL ?= https://www.example.com/
ARGUMENTS ?=
SWIFT ?= swift
RUN_PACKAGES = libc-ares-dev libxml2-dev libsqlite3-dev zlib1g-dev libzstd-dev libmaxminddb-dev ca-certificates
LAB_PACKAGES = iproute2 nftables nginx-light libnginx-mod-stream unbound dnsmasq-base squid bird2 ldnsutils openssl curl bind9-dnsutils util-linux
TEST_PACKAGES = $(RUN_PACKAGES) $(LAB_PACKAGES)
SCENARIOS = $(wildcard $(patsubst %,Scenarios/%/*.yaml,healthy local-network dns-lookup ip-routing web-server double agents))

.PHONY: run build test lab check bench man completions install clean

run: build
	@.build/release/culprit why "$(URL)" $(ARGUMENTS); status=$$?; \
	  if [ $$status -eq 2 ] || [ $$status -eq 4 ]; then exit $$status; fi

build:
	@Scripts/prepare "$(SWIFT)" $(RUN_PACKAGES)
	@# The Swift runtime goes into the binary: it starts quicker, and runs where there is no toolchain.
	$(SWIFT) build -c release --static-swift-stdlib -Xlinker -s --product culprit
	@# Preloaded into programs of the lab whose clock is to be wrong.
	$(SWIFT) build -c release --static-swift-stdlib -Xlinker -s --product FakeClock

test:
	@Scripts/prepare "$(SWIFT)" $(TEST_PACKAGES)
	$(SWIFT) build --build-tests
	@# One floor after the other: inference keeps every core busy, and servers on the loopback have deadlines.
	$(SWIFT) test --skip-build --skip 'ProbesTests|RecordsTests|EndToEndTests|AgentRuntimeTests|AgentRolesTests|EvaluationTests'
	$(SWIFT) test --skip-build --filter EvaluationTests
	$(SWIFT) test --skip-build --no-parallel --filter AgentRuntimeTests
	$(SWIFT) test --skip-build --no-parallel --filter AgentRolesTests
	$(SWIFT) test --skip-build --filter RecordsTests
	$(SWIFT) test --skip-build --filter ProbesTests
	$(SWIFT) test --skip-build --no-parallel --filter EndToEndTests

lab:
	@Scripts/prepare "$(SWIFT)" $(RUN_PACKAGES) $(LAB_PACKAGES)
	@# A build that is there is tried as it is: build again after a change.
	@[ -x .build/debug/culprit ] || $(SWIFT) build --product culprit
	@[ -e .build/debug/libFakeClock.so ] || $(SWIFT) build --product FakeClock
	@.build/debug/culprit lab run $(SCENARIOS) --parallel 4 --everything $(ARGUMENTS)

check:
	@Scripts/prepare "$(SWIFT)" $(RUN_PACKAGES)
	Scripts/check "$(SWIFT)"

bench: build
	@Scripts/prepare "$(SWIFT)" $(LAB_PACKAGES) python3
	Benchmarks/bayesian-networks.sh
	Benchmarks/healthy-page.sh
	Benchmarks/lab-links.sh
	Benchmarks/agents.sh
	Benchmarks/routing-data.sh
	Benchmarks/noisy-or.sh
	Benchmarks/seasonal-detection.sh
	Benchmarks/service-events.sh

man:
	@Scripts/prepare "$(SWIFT)" $(RUN_PACKAGES)
	$(SWIFT) build --product culprit
	$(SWIFT) build --product generate-manual
	@rm -rf .build/man && mkdir -p .build/man
	.build/debug/generate-manual .build/debug/culprit --multi-page --output-directory .build/man
	@grep -q '^.Sh SYNOPSIS' .build/man/culprit.why.1
	@echo "the manual pages are in .build/man: man -l .build/man/culprit.why.1"

completions: build
	@mkdir -p .build/completions
	@for shell in bash zsh fish; do \
	  .build/release/culprit --generate-completion-script $$shell > .build/completions/culprit.$$shell; done
	@echo "completions for bash, zsh and fish are in .build/completions"

install: build
	install -D -m 755 .build/release/culprit "$(DESTDIR)/usr/local/bin/culprit"
	install -D -m 644 .build/release/libFakeClock.so "$(DESTDIR)/usr/local/lib/culprit/libFakeClock.so"

clean:
	rm -rf .build
