#!/usr/bin/env bash
# Reads what fit.py learns from into ledgers: training/linking/ledgers.sh DATA FOLDER, from the repository's root, after `make build`.
#
# FOLDER/NAME.db for each story set of our own and the development sets of DATA, and FOLDER/stream.db of some hundred articles of DATA/unlabelled.
set -euo pipefail
data=$1 out=$2
mkdir -p "$out"
for set in training/stories/*/ "$data"/stories/tanker/ "$data"/stories/breach/; do
  name=$(basename "$set")
  [ -e "$out/$name.db" ] && continue
  python3 "$data/score/stories.py" articles "$set" > "$out/$name.jsonl"
  bin/hearsay add --ledger "$out/$name.part.db" --from jsonl "$out/$name.jsonl"
  mv "$out/$name.part.db" "$out/$name.db"
done
if [ ! -e "$out/stream.db" ]; then
  gzip -dc "$data/unlabelled/news.jsonl.gz" | sed -n 1,240p > "$out/stream.jsonl"
  bin/hearsay add --ledger "$out/stream.part.db" --from jsonl "$out/stream.jsonl"
  mv "$out/stream.part.db" "$out/stream.db"
fi
