# What can be done here: `make help`. Everything is built without a C compiler.
export CGO_ENABLED = 0

GO     ?= go
PYTHON ?= python3

# The platform to build for; GOOS and GOARCH choose another one.
PLATFORM := $(shell $(GO) env GOOS)-$(shell $(GO) env GOARCH)

# ONNX Runtime comes out of these wheels; models/pack knows their hashes.
ONNXRUNTIME        := 1.28.0
WHEEL_linux-amd64  := manylinux_2_28_x86_64
WHEEL_linux-arm64  := manylinux_2_28_aarch64
WHEEL_darwin-arm64 := macosx_14_0_arm64
RUNTIME     := $(if $(WHEEL_$(PLATFORM)),models/runtime/$(PLATFORM)/libonnxruntime.zst)
PLATFORMS   := linux-amd64 linux-arm64 darwin-arm64
RUNTIME_ALL := $(patsubst %,models/runtime/%/libonnxruntime.zst,$(PLATFORMS))

GOLANGCI := bin/golangci-lint-2.15.0

.DEFAULT_GOAL := help
.PHONY: help demo story screenshots test lint bench accuracy licences build runtime runtime-all model clean
.DELETE_ON_ERROR:

help: ## Show this
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: LISTEN ?= 127.0.0.1:8080
demo: story ## Read a story of twelve articles into a ledger and serve it as pages until Ctrl-C; LISTEN=ADDRESS serves it elsewhere
	@echo
	@echo "The claim that matters is at http://$(LISTEN)/claims/$$(bin/hearsay claim --ledger bin/demo.db --format json | sed -n 's/^  "id": "\(.*\)",$$/\1/p')"
	@bin/hearsay serve --ledger bin/demo.db --listen $(LISTEN) || test $$? -eq 130

story: build ## Read the story of the demo into a ledger and show its claim in the terminal; the articles are in demo.html
	@rm -f bin/demo.db bin/demo.db-wal bin/demo.db-shm
	bin/hearsay add --ledger bin/demo.db testdata/stories/tanker.jsonl
	@echo
	bin/hearsay claim --ledger bin/demo.db
	@bin/hearsay read --format html --output demo.html testdata/stories/tanker.jsonl
	@echo
	@echo "Look further with: bin/hearsay claims --ledger bin/demo.db"
	@echo "The articles themselves are in demo.html, with every statement marked: open it in a browser."

screenshots: $(RUNTIME) ## Draw the main pages of the demo's story in Chromium, at three widths, light and dark, into docs/screenshots
	@mkdir -p docs/screenshots
	$(GO) test -count 1 ./internal/browsertest -run TestScreenshots -screenshots "$(CURDIR)/docs/screenshots"

test: $(RUNTIME) ## Run the tests
	$(GO) test ./...
	cd training && $(PYTHON) -m unittest discover --start-directory tests

lint: $(RUNTIME) $(GOLANGCI) ## Check formatting, go vet and golangci-lint
	@bad=$$(find . -name '*.go' -not -path './build/*' -exec gofmt -l {} +); \
	if [ -n "$$bad" ]; then echo "gofmt would change:"; echo "$$bad"; exit 1; fi
	$(GO) vet ./...
	$(GOLANGCI) run ./...

bench: build ## Measure speed, memory and start-up on this machine
	$(GO) test -run '^$$' -bench . -benchmem ./...
	bin/hearsay bench read testdata/stories

accuracy: DATA ?= ../shared
accuracy: build ## Measure all figures of docs/accuracy.md and write them there; with CHECK=1 compare
	bin/hearsay eval accuracy --data "$(DATA)" $(if $(CHECK),--check,--write) docs/accuracy.md

licences: ## Gather the licences of the Go modules that are linked, for every platform; to be done after a change in go.mod
	@mkdir -p bin
	GOOS= GOARCH= $(GO) run -buildvcs=false ./internal/licences/gather $(PLATFORMS) > bin/modules.txt
	mv bin/modules.txt internal/licences/modules.txt

build: $(RUNTIME) ## Build bin/hearsay, one file with model and runtime inside
	$(GO) build -trimpath -buildvcs=false -ldflags "-s -w" -o bin/hearsay ./cmd/hearsay

runtime: $(RUNTIME) ## Fetch ONNX Runtime for this platform (build, test and demo do it too)

runtime-all: $(RUNTIME_ALL) ## Fetch ONNX Runtime for every platform there is one for

# A folder appears under its name only when it is whole, and is then left alone; `make -B runtime` fetches anew.
models/runtime/%/libonnxruntime.zst:
	@$(PYTHON) -m pip --version > /dev/null 2>&1 || { \
	  echo "$(PYTHON) with pip is needed to fetch ONNX Runtime (on Debian: apt-get install python3-pip)" >&2; exit 1; }
	@echo "fetching ONNX Runtime $(ONNXRUNTIME) for $*"
	@mkdir -p models/runtime
	@set -e; tmp=$$(mktemp -d models/runtime/.fetching.XXXXXX); trap 'rm -rf "$$tmp"' EXIT; \
	$(PYTHON) -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: --python-version 3.11 \
	  --platform $(WHEEL_$*) --dest "$$tmp" onnxruntime==$(ONNXRUNTIME); \
	GOOS= GOARCH= $(GO) run -buildvcs=false ./models/pack $* "$$tmp"/*.whl "$$tmp"; \
	rm -rf $(@D); mv "$$tmp/$*" $(@D)

# The name has the version, so that a new pin is a new file.
bin/golangci-lint-%:
	@mkdir -p bin
	@set -e; tmp=$$(mktemp -d); trap 'rm -rf "$$tmp"' EXIT; \
	GOOS= GOARCH= GOBIN="$$tmp" $(GO) install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v$*; \
	mv "$$tmp/golangci-lint" $@

model: ## Retrain the reader from a data folder: make model DATA=FOLDER (hours; training/README.md)
	@test -n "$(DATA)" || { echo "name the data folder: make model DATA=FOLDER; training/README.md says what it must hold" >&2; exit 2; }
	PYTHON="$(PYTHON)" training/model.sh "$(DATA)"

clean: ## Remove what was built; fetched runtimes and training runs stay
	rm -rf bin/hearsay bin/demo.jsonl bin/demo.db bin/demo.db-wal bin/demo.db-shm demo.html
	find . -name __pycache__ -type d -not -path './build/*' -prune -exec rm -rf {} +
